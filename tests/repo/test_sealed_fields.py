"""What is sealed in a row is declared by its room: else neither ``reseal`` nor the doctor sees it."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module

from django.apps import apps
from django.core.checks import run_checks
from django.utils.module_loading import import_string

from portal.web.room import Sealed
from portal.web.sealed.seals import list_sealed
from tests.repo.files import ROOT

SEALING = re.compile(r"seal|seal_\w+")
PASSING = {
    "aptic-action-check": "a form",
    "credential": "a session",
    "crm-draft": "a session",
    "crm-name": "the cache",
    "desk-device": "a cookie",
    "device": "a cookie",
    "helper-pass-link": "a cookie, and a form",
    "helper-pass-shown": "a session",
    "letter": "a cookie, and a form",
    "letter-chosen": "a form",
    "openid-attempt": "a cookie",
    "search": "a session",
    "second-check": "a cookie",
    "typing": "a session",
}
"""What is sealed and stands in no row: it ends by itself, within a session or some days."""
PASSING_NAMES = {"credential", "letter", "token"}
"""Names that such a seal gets on its way."""


def test_every_purpose_stands_in_a_declared_row_or_passes() -> None:
    declared = {import_string(one.purpose) for one in list_sealed()}
    assert set(_list_purposes()) - declared == set(PASSING)


def test_every_field_with_a_seal_in_its_name_is_declared() -> None:
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if "seal" in field.name and model._meta.app_label != "audit"  # there it is a proof, and opens nothing
    }
    declared = {
        f"{apps.get_model(one.model)._meta.label}.{name}" for one in list_sealed() for name in one.fields
    }
    assert fields - declared == set()


def test_whatever_gets_a_seal_has_the_name_of_a_declared_field() -> None:
    declared = {name for one in list_sealed() for name in (*one.fields, *one.keys)}
    assert set(_list_names()) - declared == PASSING_NAMES


def test_no_field_is_declared_twice_and_a_wrong_one_is_an_error() -> None:
    fields = [(one.model, name) for one in list_sealed() for name in one.fields]
    assert len(set(fields)) == len(fields)
    room = apps.get_app_config("crm")
    good = room.sealed
    for wrong in (("crm.Nothing", "access"), ("crm.CrmToken", "nothing")):
        room.sealed = (Sealed(wrong[0], (wrong[1],), "portal.crm.tokens.PURPOSE", "", ""),)
        try:
            assert [one.id for one in run_checks()].count("web.E004") == 1
        finally:
            room.sealed = good


def _list_trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "portal").rglob("*.py")):
        if not {"sandbox", "migrations", "integrations"} & set(path.parts) and path.stem != "sealing":
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text("utf-8"))


def _list_purposes() -> Iterator[str]:
    """The purpose of every call of ``seal`` and ``seal_bytes``."""
    for module, tree in _list_trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and _get_name(node.func) in {"seal", "seal_bytes"}):
                continue
            for one in node.keywords:
                if one.arg == "purpose":
                    yield from _read_purpose(module, one.value)


def _read_purpose(module: str, value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.Name):
        yield getattr(import_module(module), value.id)
    else:
        assert ast.unparse(value) == "self.purpose", f"{module}: a purpose has to be a constant"
        yield from ("device", "desk-device")


def _list_names() -> Iterator[str]:
    """The names of what is given a seal: arguments, attributes, variables, and keys of a mapping."""
    for _module, tree in _list_trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg and _is_seal(node.value):
                yield node.arg
            elif isinstance(node, ast.Assign) and _is_seal(node.value):
                yield from (name for one in node.targets if (name := _get_name(one)))
            elif isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and _is_seal(value):
                        yield str(key.value)


def _is_seal(value: ast.expr) -> bool:
    """Whether it is a seal, or one of two things of which one is."""
    if isinstance(value, ast.IfExp):
        return _is_seal(value.body) or _is_seal(value.orelse)
    return isinstance(value, ast.Call) and bool(SEALING.fullmatch(_get_name(value.func)))


def _get_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
