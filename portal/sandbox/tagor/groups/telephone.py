"""TagorService for a telephone exchange: who calls, about which file, and how it is told what a file is.

ASSUMED: a file in the judicial stage has a summons; a reference that names no defendant means the first one;
a call leaves a note of the kind CURCALL in the file.
"""

import re
from typing import Any

from portal.sandbox.casework import Shortcut
from portal.sandbox.office import Office
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tagor.columns import write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, dataset, require, succeed


def _map(office: Office, code: str) -> str:
    """The text that mapping VOXTRON has for a code; "" without one."""
    pairs = (pair.partition("=") for pair in office.parameters["VOXTRON"].split(","))
    return next((value.strip() for name, _, value in pairs if name.strip() == code), "")


def get_file_type(office: Office, file: File) -> str:
    """The mapped file type, else DSO and the id."""
    return _map(office, file.kind) or f"DSO{code_id('TQDOSSOORT', file.kind)}"


def get_status(office: Office, file: File) -> str:
    """The status, or the stage by parameter 233; mapped, else the id."""
    code = file.stage if office.parameters["233"] == "stage" else file.status
    return _map(office, code) or code_id("TQSTATUS", code)


def get_handler(office: Office, file: File) -> str:
    """The handler by parameter 259: the user's id, login or name; "0" without one."""
    user = office.people.users.get(file.handler_id)
    if user is None:
        return "0"
    return {"login": user.username, "name": user.name}.get(office.parameters["259"], user.user_id)


KINDS = {"VERW": "V", "AANL": "K", "KLANT": "K"}
FOUND, UNKNOWN, SEVERAL = "0", "-1", "-2"


@operation("TagorService/ClipToFile")
def find_caller(request: Request) -> dict[str, Any]:
    """The first party with the number, in any notation, and the files it is in."""
    wanted = _bare(request.fields.text("Telnr"))
    party = require(_find_by_phone(request, wanted) if wanted else None, "phone-unknown")
    rows = [
        write_row("dsClipToFileDossiers", file)
        for file in request.files()
        if party.party_id in {one.party_id for one in file.parties}
    ]
    return succeed(
        TPAR_Id=party.party_id,
        Taal=party.language,
        Partijtype=KINDS.get(party.role, "A"),
        **dataset("dsClipToFileDossiers", rows),
    )


def _find_by_phone(request: Request, wanted: str) -> Party | None:
    people, parties = request.office.people, request.office.parties()
    for detail in people.contacts.values():
        if detail.used and "@" not in detail.content and _bare(detail.content) == wanted:
            return parties.get(detail.party_id)
    return None


def _bare(phone: str) -> str:
    """Digits only, without the country or the zero in front."""
    digits = re.sub(r"[^0-9+]", "", phone)
    return re.sub(r"^(?:\+32|0032|0)", "", digits).lstrip("+")


@operation("TagorService/GetVoxtronReferentie")
def find_reference(request: Request) -> dict[str, Any]:
    """``reference`` or ``reference|index``; what a reference is, parameter 303 says."""
    reference, _, index = request.fields.text("Referentie").partition("|")
    found = [file for file in request.files() if reference and _reference(request, file) == reference]
    number = int(index) if index.isdecimal() else 1
    if len(found) != 1 or not 1 <= number <= len(found[0].defendants):
        return _nothing(SEVERAL if len(found) > 1 else UNKNOWN)
    file, office = found[0], request.office
    return succeed(
        DosSoortId=get_file_type(office, file),
        DosBehId=get_handler(office, file),
        DosStatus=get_status(office, file),
        AantalVerw=len(file.defendants),
        VolgNrVerw=number,
        DosId=file.file_id,
        Dagvaarding=file.stage == "GER",
        ReturnCode=FOUND,
    )


def _reference(request: Request, file: File) -> str:
    kinds = {"archive": file.archive_number, "client": file.claimant.reference, "id": file.file_id}
    return kinds.get(request.office.parameters["303"], file.name)


def _nothing(return_code: str) -> dict[str, Any]:
    return succeed(
        DosSoortId="",
        DosBehId="",
        DosStatus="",
        AantalVerw=0,
        VolgNrVerw=0,
        DosId="",
        Dagvaarding=False,
        ReturnCode=return_code,
    )


@operation("TagorService/GetVoxtronVerwByHuisNr")
def find_by_house(request: Request) -> dict[str, Any]:
    file = request.get_file(request.fields.text("DosId"))
    wanted = request.fields.text("HuisNr").strip().casefold()
    places = [
        place
        for place, party in enumerate(file.defendants, start=1)
        if wanted and party.number.casefold() == wanted
    ]
    code = FOUND if len(places) == 1 else SEVERAL if places else UNKNOWN
    return succeed(VolgNrVerw=places[0] if code == FOUND else 0, ReturnCode=code)


@operation("TagorService/GetVoxtronVerwByPin")
def check_pin(request: Request) -> dict[str, Any]:
    file, pin = request.get_file(request.fields.text("DosId")), request.fields.text("Pin")
    if not pin or pin not in {party.pin for party in file.defendants}:
        raise Refused("pin-refused")
    return succeed()


@operation("TagorService/SetUserDossier")
def set_user_file(request: Request) -> dict[str, Any]:
    """A shortcut for the user; on a file also a note, unless parameter 568 says no."""
    fields, office = request.fields, request.office
    user = require(office.people.find_user(fields.text("UserLogin")), "user-unknown")
    direction = fields.text("Direction").upper()
    if direction not in {"IN", "OUT"}:
        raise Refused("direction-unknown")
    file = request.get_file(fields.text("DosId")) if fields.has("DosId") else None
    shortcut = Shortcut(
        shortcut_id=office.next_id(),
        at=office.clock.now(),
        user_id=user.user_id,
        file_id=file.file_id if file else "",
        phone=fields.text("TelNr"),
        direction="IN" if direction == "IN" else "OUT",
    )
    office.shortcuts.save(shortcut)
    if file:
        word = "van" if direction == "IN" else "naar"
        note = f"Telefoon {word} {shortcut.phone} ({user.name})"
        office.add_info(file, office.parameters["CURCALL"], note)
    return succeed()
