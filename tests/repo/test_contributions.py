"""What a room declares for the house is named in its ``apps.py``: what is not named there does nothing."""

import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import portal
from portal.doctor.metrics import METRICS, Metric
from portal.file.declaration import Fact
from portal.web.room import Contribution

ELSEWHERE = ("portal.sandbox", "portal.integrations", "portal.settings", "portal.wsgi", "portal.asgi")
FREE = (FunctionType, Fact)
"""Kinds that rooms also have for themselves."""


@cache
def list_modules() -> tuple[ModuleType, ...]:
    names = [found.name for found in pkgutil.walk_packages(portal.__path__, "portal.")]
    wanted = [name for name in names if not name.startswith(ELSEWHERE) and ".management" not in name]
    return tuple(import_module(name) for name in wanted if ".migrations" not in name)


def list_declared(kind: type[Any]) -> Iterator[tuple[str, type[Any], Any]]:
    """What modules make of this kind: where, its class, and itself unless it is the class."""
    for module in list_modules():
        for name, one in vars(module).items():
            place = f"{module.__name__}.{name}"
            if isinstance(one, kind):
                yield place, type(one), one
            elif inspect.isclass(one) and issubclass(one, kind) and one.__module__ == module.__name__:
                is_base = one is kind or inspect.isabstract(one) or bool(one.__subclasses__())
                if not is_base:
                    yield place, one, None


def test_whatever_a_room_declares_is_named_in_its_apps() -> None:
    kinds = {id(one): one for module in list_modules() for one in vars(module).values()}.values()
    contributions = [one for one in kinds if isinstance(one, Contribution) and one.kind not in FREE]
    assert len(contributions) > 5
    for contribution in contributions:
        named = contribution.collect()
        assert named
        single = {type(one) for one in named} - {contribution.kind}
        lost = [
            place
            for place, made_of, one in list_declared(contribution.kind)
            if made_of not in single and not any(one is other for other in named)
        ]
        assert lost == [], f'name each in "{contribution.name}" of the apps.py of its room'


def test_every_figure_for_monitoring_is_named_too() -> None:
    lost = [
        f"{module.__name__}.{name}"
        for module in list_modules()
        for name, one in vars(module).items()
        if isinstance(one, FunctionType) and one.__annotations__.get("return") is Metric
        if one not in METRICS.collect()
    ]
    assert lost == [], 'name each in "metrics" of the apps.py of its room'
