"""Code: texts of the code tables."""

from typing import Any

from portal.sandbox.seeds.codes import BY_CODE, BY_ID, LANGUAGES
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Fields, context, dataset


@operation("Code/GetDescription")
def describe_codes(request: Request) -> dict[str, Any]:
    """Each row asked by Id or by Code comes back filled in; an unknown one with empty texts."""
    rows = [_fill(Fields(row)) for row in request.fields.rows("dsCodetabelIDs")]
    return context() | dataset("dsCodetabelIDs", rows)


def _fill(row: Fields) -> dict[str, str]:
    table, language = row.text("Tabel"), row.text("Taal")
    language = language if language in LANGUAGES else "Dut"
    entry = BY_ID.get((table, row.text("Id"))) or BY_CODE.get((table, row.text("Code")))
    return {
        "Tabel": table,
        "Id": entry.id if entry else row.text("Id"),
        "Code": entry.code if entry else row.text("Code"),
        "Taal": language,
        "Omschrijving": entry.texts[language] if entry else "",
    }
