"""The list of persons."""

from typing import Any

from portal.sandbox.aptic.filters import FilterError, read_filter, sort_rows
from portal.sandbox.aptic.system import SYSTEM
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.records import Row
from portal.sandbox.crm.system import Ask, Refusal


@SYSTEM.on("list_persons")
def list_persons(ask: Ask) -> dict[str, Any]:
    """Also refuses ``$skip`` and ``$top`` below their minimum. Raises Refusal."""
    skip, top = ask.query["$skip"], ask.query["$top"]
    if skip < 0 or top < 1:
        raise _refuse("$skip" if skip < 0 else "$top", "is too small")
    rows: list[Any] = ask.records.rows("persons")
    try:
        if text := ask.query.get("$filter"):
            test = read_filter(text)
            rows = [row for row in rows if test(row)]
    except FilterError as error:
        raise _refuse("$filter", str(error)) from None
    try:
        if order := ask.query.get("$orderby"):
            rows = sort_rows(rows, order)
    except FilterError as error:
        raise _refuse("$orderby", str(error)) from None
    shown = rows[skip : skip + top]
    return {"count": len(shown), "skip": skip, "total": len(rows), "value": [_show(row) for row in shown]}


def _show(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id" and name[0] != "_"}


def _refuse(name: str, text: str) -> Refusal:
    return Refusal(422, "invalid", text, problems=[Problem(name, "filter", text)])
