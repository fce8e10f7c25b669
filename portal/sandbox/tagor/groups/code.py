"""Code: texts of the code tables."""

from typing import Any

from portal.sandbox.seeds.codes import BY_CODE, BY_ID, CODES, LANGUAGES, TABLES, Code
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Fields, Refused, context, dataset, page


@operation("Code/GetDescription")
def describe_codes(request: Request) -> dict[str, Any]:
    """Each row asked by Id or by Code comes back filled in; an unknown one with empty texts."""
    style = request.office.parameters["codes"]
    rows = [_rename(_fill(Fields(row)), style) for row in request.fields.rows("dsCodetabelIDs")]
    return context() | dataset("dsCodetabelIDs", rows)


@operation("Code/GetList")
def list_codes(request: Request) -> dict[str, Any]:
    """Every code of ``table``, then of ``tablex``, in Dutch; ``filter`` is how it begins (ASSUMED)."""
    asked = request.context
    tables = [name for name in (asked.text("table"), asked.text("tablex")) if name]
    if not tables or any(name not in TABLES for name in tables):
        raise Refused(texts.TABLE_UNKNOWN)
    begins = asked.text("filter").casefold()
    rows = [
        _row(entry, "Dut")
        for name in tables
        for entry in CODES
        if entry.table == name
        and (entry.code.casefold().startswith(begins) or entry.texts["Dut"].casefold().startswith(begins))
    ]
    return context() | dataset("dsCodetabelIDs", page(rows, asked))


def _rename(row: dict[str, str], style: str) -> dict[str, str]:
    """The same code as another office might name it: only the code differs, or its texts too.

    How offices name their codes is nowhere documented.
    """
    if style == "own" or not row["Omschrijving"]:
        return row
    number = row["Id"][-3:]
    opaque = {"Omschrijving": f"Rubriek {number}"} if style == "opaque" else {}
    return row | {"Code": f"Z{number}"} | opaque


def _row(entry: Code, language: str) -> dict[str, str]:
    return {
        "Tabel": entry.table,
        "Id": entry.id,
        "Code": entry.code,
        "Taal": language,
        "Omschrijving": entry.texts[language],
    }


def _fill(row: Fields) -> dict[str, str]:
    table, language = row.text("Tabel"), row.text("Taal")
    language = language if language in LANGUAGES else "Dut"
    entry = BY_ID.get((table, row.text("Id"))) or BY_CODE.get((table, row.text("Code")))
    if entry:
        return _row(entry, language)
    asked = {"Tabel": table, "Id": row.text("Id"), "Code": row.text("Code"), "Taal": language}
    return asked | {"Omschrijving": ""}
