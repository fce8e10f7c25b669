"""Config: the server, the office and the caller."""

from typing import Any

from portal.sandbox.seeds.people import OFFICE
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.columns import write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import list_models
from portal.sandbox.tagor.wire import Refused, context, dataset, page

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
    user = request.user
    if user is None:
        raise Refused(texts.USER_UNKNOWN)
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
