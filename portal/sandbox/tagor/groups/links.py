"""TagorService: links sent again, and barcodes read."""

from typing import Any

from portal.sandbox.records import File, Party
from portal.sandbox.seeds.codes import BY_CODE
from portal.sandbox.tagor import texts
from portal.sandbox.tagor.groups.actions import deliver
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, WireError, succeed

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
        raise Refused(texts.PERSON_UNKNOWN)
    file, party = found[0]
    reach = office.people.read_reach(party.party_id)
    by_text, by_mail = fields.text("CodeSms"), fields.text("CodeEmail")
    if not reach["mobile"] and not reach["email"]:
        raise Refused(texts.NOBODY_TO_MAIL)
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
    raise Refused(texts.BARCODE_UNKNOWN)
