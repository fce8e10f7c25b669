"""Config: who the server and the office are."""

from typing import Any

from portal.sandbox.seeds.people import OFFICE
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.parties import party_row
from portal.sandbox.tagor.wire import context, dataset

API_VERSION = "1.08.5000B3"
MORE = {
    "ConnectionString": "AppServerDC://practice-tagor:5162/asb_practice",
    "MachineAPI": "practice-api",
    "MachineTagor": "practice-tagor",
    "OEVersionAPI": "11.7.3.0.1592",
    "OEVersionTagor": "10.2B",
}


@operation("Config/Info")
def get_info(request: Request) -> dict[str, Any]:
    values = {"AppId": "practice", "APIVersion": API_VERSION, "TagorVersion": "8.40"}
    if request.caller.scheme and request.caller.valid:
        values |= MORE
    return context(**values) | dataset("dsTDOSPARWeb", [party_row(OFFICE)])


@operation("Config/Version")
def get_version(_request: Request) -> dict[str, Any]:
    return context(Version=API_VERSION, VersionDate="2021-08-16", InstalledOn="2021-09-01")


@operation("Config/Ping")
def ping(_request: Request) -> dict[str, Any]:
    return context(TAGOR="true", API="true")


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
