"""Stores JSON in the cache: whoever can write to it can give wrong values, but cannot run code.

A value is plain JSON, a dataclass of the portal, or a tuple of plain values or of one such dataclass. Its
type is stored with it and checked when it is read. A value that cannot be read (written by another release,
or by somebody else) counts as absent.
"""

import json
import sys
from dataclasses import is_dataclass
from functools import cache
from types import GenericAlias
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.utils.module_loading import import_string
from pydantic import TypeAdapter, ValidationError

OWN = "portal."
ONE, MANY, TUPLE, PLAIN = "one", "many", "tuple", "plain"


class JsonSerializer:
    """For Django's Redis cache: ``OPTIONS["serializer"]``."""

    def dumps(self, value: Any) -> int | bytes:
        """A whole number stays one, so that the server can count.

        Raises: TypeError for a value of another type.
        """
        if type(value) is int:
            return value
        shape, kind = _describe(value)
        if kind is None:
            body = json.dumps(value, separators=(",", ":"), allow_nan=False, default=_refuse).encode()
        else:
            body = _adapt(kind, shape).dump_json(value)
        return f"{shape} {_name(kind)}\n".encode() + body

    def loads(self, data: Any) -> Any:
        """The value; None when it cannot be read."""
        if isinstance(data, int):
            return data
        head, line, body = bytes(data).partition(b"\n")
        try:
            return _read(*head.decode().split(" "), body=body) if line else int(head)
        except (ValueError, TypeError, LookupError, AttributeError, ValidationError):
            return None


class LocalCache(LocMemCache):
    """In the memory of one process, but as JSON too: what works here works with a shared cache."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(name, params)
        options = params.get("OPTIONS", {})
        given = options.get("serializer", JsonSerializer)
        self._json = (import_string(given) if isinstance(given, str) else given)()

    def validate_key(self, key: str) -> None:
        """Accept any: only memcached could not keep some."""

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        """As Django's."""
        return super().add(key, self._json.dumps(value), timeout, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        """As Django's."""
        super().set(key, self._json.dumps(value), timeout, version)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """As Django's."""
        kept = super().get(key, None, version)
        return default if kept is None else self._json.loads(kept)


def _describe(value: Any) -> tuple[str, Any]:
    """The shape of a value, and the dataclass it consists of."""
    if is_dataclass(value):
        return ONE, type(value)
    if not isinstance(value, tuple):
        return PLAIN, None
    kinds = {type(one) for one in value}
    if len(kinds) == 1 and all(map(is_dataclass, kinds)):
        return MANY, kinds.pop()
    return TUPLE, None


def _read(shape: str, name: str, *, body: bytes) -> Any:
    if shape in {ONE, MANY}:
        return _adapt(_find(name), shape).validate_json(body)
    value = json.loads(body)
    return tuple(value) if shape == TUPLE else value


def _name(kind: Any) -> str:
    return f"{kind.__module__}:{kind.__qualname__}" if kind else "-"


@cache
def _find(name: str) -> Any:
    """Find a dataclass of the portal, without imports. Raises: LookupError, AttributeError, TypeError."""
    module, _colon, path = name.partition(":")
    found: Any = sys.modules[module] if module.startswith(OWN) else None
    for part in path.split("."):
        found = getattr(found, part)
    if not (isinstance(found, type) and is_dataclass(found) and found.__module__ == module):
        raise TypeError(name)
    return found


@cache
def _adapt(kind: Any, shape: str) -> TypeAdapter[Any]:
    """Raises: TypeError for a class that is not ours."""
    if not kind.__module__.startswith(OWN):
        raise TypeError(f"{kind} is not kept in the cache")
    several: Any = GenericAlias(tuple, (kind, ...))
    return TypeAdapter(several if shape == MANY else kind)


def _refuse(value: Any) -> Any:
    raise TypeError(f"{type(value)} is not kept in the cache")
