"""Rows of Tagor's datasets made from our records, by ``data/tagor-columns.toml``."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.sandbox.columns import Columns, Converters, write
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.operations import Request
from portal.sandbox.tagor.wire import amount, context, dataset, page, wire_date, wire_moment

COLUMNS = read_table("tagor-columns", dict[str, Columns])
_CONVERTERS: Converters = {
    "date": wire_date,
    "moment": wire_moment,
    "day": lambda moment: wire_moment(moment)[:10],
    "cents": amount,
    "code": code_id,
    "id": lambda text: text or "0",
}


def write_row(dataset_name: str, record: object, **beside: object) -> dict[str, Any]:
    """The columns of a dataset for one record; ``beside`` are records that a name may begin with."""
    return write(COLUMNS[dataset_name], record, _CONVERTERS, beside)


def list_rows(request: Request, name: str, records: Iterable[object], **beside: object) -> dict[str, Any]:
    """The answer of an operation that lists records: the batch asked for, as rows of a dataset."""
    return answer_rows(name, page([write_row(name, one, **beside) for one in records], request.context))


def answer_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The answer of an operation that gives rows, with an empty context."""
    return context() | dataset(name, rows)
