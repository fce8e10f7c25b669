"""Fields of a system made from our records, by a table of that system in ``data/``.

A text in a table is the name of a field, with dots where it is a field of a field; before it may stand how it
is written, such as ``date`` or ``code TQINFO``. ``= x`` is the text x itself, ``null`` nothing; a number or
flag is itself; a table is an object.
"""

from collections.abc import Callable, Mapping
from typing import Any

Columns = Mapping[str, Any]
Converters = Mapping[str, Callable[..., Any]]


def write(
    columns: Columns, record: object, converters: Converters, beside: Mapping[str, object]
) -> dict[str, Any]:
    """The fields for one record; ``beside`` are records that a name may begin with."""
    return {name: _write(source, record, converters, beside) for name, source in columns.items()}


def _write(source: Any, record: object, converters: Converters, beside: Mapping[str, object]) -> Any:
    if isinstance(source, Mapping):
        return write(source, record, converters, beside)
    if not isinstance(source, str):
        return source
    if source == "null" or source.startswith("="):
        return None if source == "null" else source[1:].strip()
    *conversion, path = source.split()
    value = _find(path.split("."), record, beside)
    return converters[conversion[0]](*conversion[1:], value) if conversion else value


def _find(steps: list[str], record: object, beside: Mapping[str, object]) -> Any:
    if steps[0] in beside:
        record, steps = beside[steps[0]], steps[1:]
    found: Any = record
    for step in steps:
        found = found[int(step)] if step.isdecimal() else getattr(found, step)
    return found
