"""Actions, and the two operations of TagorService they replace: mails and texts, stored instead of sent.

ASSUMED: a message that names no file is about the first file of the party that the caller may see; the
language is the party's, Dutch without one.
"""

import re
from typing import Any, Literal

from portal.sandbox.casework import Sent
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.codes import LANGUAGES
from portal.sandbox.seeds.papermodels import TEMPLATES
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import fill, make_words
from portal.sandbox.tagor.wire import Refused, succeed

MOBILE = re.compile(r"(?:\+32|0032|0)4[5-9][0-9]{7}")


@operation("Actions/SendMail")
@operation("TagorService/SendMail")
def send_mail(request: Request) -> dict[str, Any]:
    """To the party when one is named, else to ``Emailadres``. Parameter 569 must be filled in."""
    file, party = find_target(request)
    fields = request.fields
    to = request.office.people.read_reach(party.party_id)["email"] if party else fields.text("Emailadres")
    if "@" not in to:
        raise Refused(texts.NOBODY_TO_MAIL)
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
        raise Refused(texts.NOBODY_TO_TEXT)
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
    party = request.office.parties().get(party_id)
    if party is None:
        raise Refused(texts.PARTY_UNKNOWN)
    if file and party_id not in {one.party_id for one in file.parties}:
        raise Refused(texts.PARTY_NOT_IN_FILE)
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
        raise Refused(texts.MAIL_OFF if medium == "mail" else texts.TEXT_OFF)
    if template not in TEMPLATES:
        raise Refused(texts.TEMPLATE_UNKNOWN.format(code=template))
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
    office.outbox.keep(sent)


def _first_file(request: Request, party: Party | None) -> File | None:
    return next((file for file in request.files() if party and party in file.parties), None)


def _defendant(file: File, person: Party | None) -> Party:
    """The link and PIN of a message are a defendant's: never those of another one."""
    return person if person and person in file.defendants else file.defendants[0]


def is_mobile(phone: str) -> bool:
    """Whether a number is a Belgian mobile."""
    return MOBILE.fullmatch(re.sub(r"[ ./-]", "", phone)) is not None
