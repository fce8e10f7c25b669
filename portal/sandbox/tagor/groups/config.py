"""Config: the server, the office and the caller; and Code: texts of the code tables."""

from typing import Any

from portal.sandbox.seeds.codes import BY_CODE, BY_ID, CODES, LANGUAGES, TABLES, Code
from portal.sandbox.seeds.people import OFFICE
from portal.sandbox.tagor.columns import write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import list_models
from portal.sandbox.tagor.wire import Fields, Refused, context, dataset, page, require

MORE = {
    "ConnectionString": "AppServerDC://practice-tagor:5162/asb_practice",
    "MachineAPI": "practice-api",
    "MachineTagor": "practice-tagor",
    "OEVersionAPI": "11.7.3.0.1592",
    "OEVersionTagor": "10.2B",
}


@operation("Config/Info")
def get_info(request: Request) -> dict[str, Any]:
    values = {"AppId": "practice", "APIVersion": request.office.parameters["version"], "TagorVersion": "8.40"}
    if request.caller.scheme and request.caller.valid:
        values |= MORE
    return context(**values) | dataset("dsTDOSPARWeb", [write_row("dsTDOSPARWeb", OFFICE)])


@operation("Config/Version")
def get_version(request: Request) -> dict[str, Any]:
    return context(
        Version=request.office.parameters["version"], VersionDate="2021-08-16", InstalledOn="2021-09-01"
    )


@operation("Config/Ping")
def ping(_request: Request) -> dict[str, Any]:
    return context(TAGOR="true", API="true")


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
    rows = [
        {"TDOCM_Id": model.model_id, "omschrijving": model.name, "Id": model.model_id}
        for model in list_models(request.user)
    ]
    inner = dataset("dsDocuments", page(rows, request.context))["dsDocuments"]
    return context() | {"dsCodetabelIDs": inner}


@operation("Config/DefendantSettings")
def get_defendant_settings(request: Request) -> dict[str, Any]:
    """The keys are not documented: these are ASSUMED, in the style of ``is-defendant``."""
    allowed = "false" if request.file().offers == (0, 0, 0) else "true"
    return context(
        **{
            "betaalplan-toegelaten": allowed,
            "online-betalen": "true",
            "minimum-bedrag": "1,00",
            "url-faq": "",
            "talen": "Dut,Frn,Ger,Eng",
        }
    )


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
