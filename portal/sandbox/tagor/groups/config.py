"""Config: the server, the office and the caller; and Code: texts of the code tables."""

from typing import Any

from portal.sandbox.seeds.codes import BY_CODE, BY_ID, CODES, LANGUAGES, TABLES, Code
from portal.sandbox.seeds.people import OFFICE
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.columns import list_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import list_models
from portal.sandbox.tagor.wire import Fields, Refused, context, dataset, page, require

# What Config says that is the same at any time.
SAID = read_table("tagor-config", dict[str, dict[str, str]])


@operation("Config/Info")
def get_info(request: Request) -> dict[str, Any]:
    values = SAID["info"] | {"APIVersion": request.office.parameters["version"]}
    if request.caller.scheme and request.caller.valid:
        values |= SAID["machines"]
    return context(**values) | dataset("dsTDOSPARWeb", [write_row("dsTDOSPARWeb", OFFICE)])


@operation("Config/Version")
def get_version(request: Request) -> dict[str, Any]:
    return context(**{"Version": request.office.parameters["version"]} | SAID["version"])


@operation("Config/Ping")
def ping(_request: Request) -> dict[str, Any]:
    return context(**SAID["ping"])


@operation("Config/User")
def get_user(request: Request) -> dict[str, Any]:
    """The user who acts, after impersonation, and their party. Which context keys come is ASSUMED."""
    user = require(request.user, "user-unknown")
    values = {"user-login": user.username, "TUSER_Id": user.user_id, "Mail": user.email}
    party = request.office.parties()[user.party_id]
    return context(**values) | dataset("dsTDOSPARWeb", [write_row("dsTDOSPARWeb", party)])


@operation("Config/GetRequestableDocuments")
def list_requestable(request: Request) -> dict[str, Any]:
    """The models the user may generate; the rows come under another dataset's name, as documented."""
    found = list_rows(request, "dsDocuments", list_models(request.user))
    return context() | {"dsCodetabelIDs": found["dsDocuments"]}


@operation("Config/DefendantSettings")
def get_defendant_settings(request: Request) -> dict[str, Any]:
    allowed = "false" if request.file().offers == (0, 0, 0) else "true"
    return context(**{"betaalplan-toegelaten": allowed} | SAID["defendants"])


@operation("Code/GetDescription")
def describe_codes(request: Request) -> dict[str, Any]:
    """Each row asked by Id or by Code comes back filled in; an unknown one with empty texts."""
    style = request.office.parameters["codes"]
    rows = [_rename(_fill(row), style) for row in request.fields.rows("dsCodetabelIDs")]
    return context() | dataset("dsCodetabelIDs", rows)


@operation("Code/GetList")
def list_codes(request: Request) -> dict[str, Any]:
    """Every code of ``table``, then of ``tablex``, in Dutch; ``filter`` is how it begins (ASSUMED)."""
    asked = request.context
    tables = [name for name in (asked.text("table"), asked.text("tablex")) if name]
    if not tables or any(name not in TABLES for name in tables):
        raise Refused("table-unknown")
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
