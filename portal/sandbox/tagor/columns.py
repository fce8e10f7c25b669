"""Rows of Tagor's datasets made from our records, by ``data/tagor-columns.toml``."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.operations import Request
from portal.sandbox.tagor.wire import amount, context, dataset, page, wire_date, wire_moment

Source = str | int | bool
COLUMNS = read_table("tagor-columns", dict[str, dict[str, Source]])
_WAYS: Mapping[str, Callable[[Any], Any]] = {
    "date": wire_date,
    "moment": wire_moment,
    "day": lambda moment: wire_moment(moment)[:10],
    "cents": amount,
}


def write_row(dataset: str, record: object, **beside: object) -> dict[str, Any]:
    """The columns of a dataset for one record; ``beside`` are records that a name may begin with."""
    return {name: _write(source, record, beside) for name, source in COLUMNS[dataset].items()}


def list_rows(request: Request, name: str, records: Iterable[object], **beside: object) -> dict[str, Any]:
    """The answer of an operation that lists records: the batch asked for, as rows of a dataset."""
    return answer_rows(name, page([write_row(name, one, **beside) for one in records], request.context))


def answer_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The answer of an operation that gives rows, with an empty context."""
    return context() | dataset(name, rows)


def _write(source: Source, record: object, beside: Mapping[str, object]) -> Any:
    if not isinstance(source, str):
        return source
    if source == "null" or source.startswith("="):
        return None if source == "null" else source[1:].strip()
    *way, path = source.split()
    value = _find(path.split("."), record, beside)
    if way[:1] == ["code"]:
        return code_id(way[1], value)
    return _WAYS[way[0]](value) if way else value


def _find(steps: list[str], record: object, beside: Mapping[str, object]) -> Any:
    if steps[0] in beside:
        record, steps = beside[steps[0]], steps[1:]
    found: Any = record
    for step in steps:
        found = found[int(step)] if step.isdecimal() else getattr(found, step)
    return found
