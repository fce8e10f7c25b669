"""Actions, and what of TagorService sends mails, texts and links, stored instead of sent; and reads barcodes.

ASSUMED: a message that names no file is about the first file of the party that the caller may see; the
language is the party's, Dutch without one.
"""

import re
from typing import Any, Literal

from portal.sandbox.casework import Sent
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.codes import BY_CODE, LANGUAGES
from portal.sandbox.seeds.papermodels import TEMPLATES
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import fill, make_words
from portal.sandbox.tagor.wire import Refused, WireError, require, succeed

MOBILE = re.compile(r"(?:\+32|0032|0)4[5-9][0-9]{7}")


@operation("Actions/SendMail")
@operation("TagorService/SendMail")
def send_mail(request: Request) -> dict[str, Any]:
    """To the party when one is named, else to ``Emailadres``. Parameter 569 must be filled in."""
    file, party = find_target(request)
    fields = request.fields
    to = request.office.people.read_reach(party.party_id)["email"] if party else fields.text("Emailadres")
    if "@" not in to:
        raise Refused("nobody-to-mail")
    deliver(request, "mail", to, fields.text("CodeEmail"), file, party)
    return succeed()


@operation("Actions/SendSms")
@operation("TagorService/SendSms")
def send_text(request: Request) -> dict[str, Any]:
    """To the party's own number when there is one, else to the number given. Parameter 558 must be filled."""
    file, party = find_target(request)
    fields = request.fields
    own = request.office.people.read_reach(party.party_id)["mobile"] if party else ""
    to = own or fields.text("Gsmnr") or fields.text("TelNr")
    if not to:
        raise Refused("nobody-to-text")
    deliver(request, "text", to, fields.text("CodeSms"), file, party)
    return succeed()


def find_target(request: Request) -> tuple[File | None, Party | None]:
    """The file and party named, each of which may be left out; of a hash or PIN always its own file.

    Raises Refused when either is unknown, or the party is not in the file.
    """
    fields = request.fields
    party_id = fields.text("TPAR_Id") if fields.text("TPAR_Id") != "0" else ""
    named = request.caller.file is not None or fields.has("TDOS_Id")
    file = request.file() if named else None
    if not party_id:
        return file, None
    party = require(request.office.parties().get(party_id), "party-unknown")
    if file and party_id not in {one.party_id for one in file.parties}:
        raise Refused("party-not-in-file")
    return file, party


def deliver(
    request: Request,
    medium: Literal["mail", "text"],
    to: str,
    template: str,
    file: File | None,
    party: Party | None,
    language: str = "",
) -> None:
    """Keep a message in the outbox, in ``language`` or else the party's own.

    Raises Refused without the template, or without the way to send.
    """
    office = request.office
    if not office.parameters["569" if medium == "mail" else "558"].strip():
        raise Refused("mail-off" if medium == "mail" else "text-off")
    if template not in TEMPLATES:
        raise Refused("template-unknown", code=template)
    about = file or _first_file(request, party)
    person = party or (about.defendants[0] if about else None)
    if language not in LANGUAGES:
        language = (person.language if person else None) or "Dut"
    words = make_words(office, about, _defendant(about, person)) if about else {}
    found = TEMPLATES[template]
    sent = Sent(
        sent_id=office.next_id(),
        at=office.clock.now(),
        medium=medium,
        to=to,
        template=template,
        subject=found.subject[language],
        body=fill(found.body[language], words) if words else found.subject[language],
        file_id=file.file_id if file else "",
        party_id=party.party_id if party else "",
    )
    office.outbox.save(sent)


def _first_file(request: Request, party: Party | None) -> File | None:
    return next((file for file in request.files() if party and party in file.parties), None)


def _defendant(file: File, person: Party | None) -> Party:
    """The link and PIN of a message are a defendant's: never those of another one."""
    return person if person and person in file.defendants else file.defendants[0]


def is_mobile(phone: str) -> bool:
    """Whether a number is a Belgian mobile."""
    return MOBILE.fullmatch(re.sub(r"[ ./-]", "", phone)) is not None


TEMPLATE = "HASH"


@operation("TagorService/FileToHash")
def send_link(request: Request) -> dict[str, Any]:
    """Sends the link again, valid from today, with the templates named; by mail without any (ASSUMED).

    The party is found by file name, role and either date of birth or VAT number.
    """
    fields, office = request.fields, request.office
    found = [
        (file, party)
        for file in request.files()
        for party in file.defendants
        if _is_meant(request, file, party)
    ]
    if len(found) != 1 or ("TQPARSOORT", fields.text("Partijsoort")) not in BY_CODE:
        raise Refused("person-unknown")
    file, party = found[0]
    reach = office.people.read_reach(party.party_id)
    by_text, by_mail = fields.text("CodeSms"), fields.text("CodeEmail")
    if not reach["mobile"] and not reach["email"]:
        raise Refused("nobody-to-mail")
    if by_text and reach["mobile"]:
        deliver(request, "text", reach["mobile"], by_text, file, party)
    if reach["email"] and (by_mail or not by_text):
        deliver(request, "mail", reach["email"], by_mail or TEMPLATE, file, party)
    party.hash_issued_on = office.clock.today()
    office.save(file)
    return succeed()


def _is_meant(request: Request, file: File, party: Party) -> bool:
    fields = request.fields
    if file.name != fields.text("Dossiernaam") or party.role != fields.text("Partijsoort"):
        return False
    vat = "".join(digit for digit in fields.text("BTWnr") if digit.isdecimal())
    if vat:
        return bool(party.enterprise_number) and party.enterprise_number.lstrip("0") == vat.lstrip("0")
    if not fields.has("Geboortedatum") or not party.national_number:
        return False
    try:
        born_on = fields.date("Geboortedatum")
    except WireError:
        return False
    return party.national_number.startswith(f"{born_on:%y%m%d}")


@operation("TagorService/ScanBarcode")
def scan(request: Request) -> dict[str, Any]:
    """``D`` and a file id, or ``L`` and a line id, of the caller's own file (ASSUMED)."""
    file, barcode = request.file(), request.fields.text("barcode")
    if barcode == f"D{file.file_id}":
        return succeed(file_id=file.file_id, line_id="0", fixed=False)
    for line in file.lines:
        if barcode == f"L{line.line_id}" and not line.internal:
            return succeed(file_id=file.file_id, line_id=line.line_id, fixed=line.is_fixed)
    raise Refused("barcode-unknown")
