"""TagorService: what a defendant's own hash or PIN may ask, in flat scalars. Plans: ``plans.py``."""

from datetime import time
from typing import Any

from portal.sandbox.booking import book_informative
from portal.sandbox.records import Payment
from portal.sandbox.tagor.columns import write_row
from portal.sandbox.tagor.groups.telephone import get_file_type, get_handler
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.papers import make_statement
from portal.sandbox.tagor.wire import Refused, amount, parse_amount, require, succeed, wire_date

OPENING = ((time(9), time(12)), (time(13), time(17)))
WEEKEND = 5


@operation("TagorService/HashToFile")
def open_by_hash(request: Request) -> dict[str, Any]:
    caller = request.caller
    found = (caller.file, caller.party) if caller.file and caller.party else None
    if caller.scheme in {"Tgr", "Orng"}:
        found = request.office.find_hash(request.fields.text("Dossierhash"))
    file, party = require(found, "hash-unknown")
    if caller.scheme != "Pin" and request.office.is_hash_expired(party):
        raise Refused("hash-expired")
    return succeed(
        TDOS_Id=file.file_id,
        TPAR_Id=party.party_id,
        Taal=party.language,
        GeldigTot=wire_date(request.office.hash_valid_until(party)),
    )


@operation("TagorService/PinToFile")
def open_by_pin(request: Request) -> dict[str, Any]:
    caller = request.caller
    found = request.office.find_pin(request.fields.text("Dossier"), request.fields.text("Pin"))
    if caller.scheme in {"Hash", "Pin"}:
        found = (caller.file, caller.party) if caller.valid and caller.file and caller.party else None
    file, party = require(found, "pin-refused")
    return succeed(TDOS_Id=file.file_id, TPAR_Id=party.party_id)


@operation("TagorService/SelfServiceAllowed")
def check_self_service(request: Request) -> dict[str, Any]:
    request.party()  # a party that is named must be in the file
    reason = request.office.parameters["self-service"] or request.file().self_service_refusal
    if reason:
        raise Refused("self-service", reason=reason)
    return succeed()


@operation("TagorService/GetDosInfo")
def get_file_info(request: Request) -> dict[str, Any]:
    file, party = request.file(), request.party()
    booked = _last([payment for payment in file.payments if payment.confirmed])
    unbooked = _last([payment for payment in file.payments if not payment.confirmed])
    return succeed(
        **write_row("GetDosInfo", file, party=party),
        DossiersoortId=get_file_type(request.office, file),
        DosbehId=get_handler(request.office, file),
        DatumLtstBet=wire_date(booked.confirmed_on) if booked else None,
        BedragLtstBet=amount(booked.amount_cents) if booked else 0,
        DatumLtstOnbvBet=wire_date(unbooked.received_on) if unbooked else None,
        BedragLtstOnbvBet=amount(unbooked.amount_cents) if unbooked else 0,
    )


def _last(payments: list[Payment]) -> Payment | None:
    return payments[-1] if payments else None


@operation("TagorService/GetSaldo")
def get_balance(request: Request) -> dict[str, Any]:
    """Also writes an OPSV note with the caller's address, unless parameter 568 is off."""
    file = request.file()
    asked_by = request.fields.text("IPadres") or request.fields.text("Telnr") or "onbekend"
    request.office.add_info(file, "OPSV", f"Opvraging saldo verweerder ({asked_by})")
    return succeed(Saldo=amount(file.balance_cents))


@operation("TagorService/PaymentDetails")
def get_payment_details(request: Request) -> dict[str, Any]:
    """The content is not documented: ASSUMED plain text, space-aligned, with CRLF."""
    return succeed(Data=make_statement(request.file()))


@operation("TagorService/KantoorOpen")
def is_office_open(request: Request) -> dict[str, Any]:
    """Monday to Friday, 9 to 12 and 13 to 17 on the practice office's clock."""
    request.file()
    now = request.office.clock.now()
    is_open = now.weekday() < WEEKEND and any(start <= now.time() < end for start, end in OPENING)
    return succeed(KantoorOpen=is_open)


@operation("TagorService/OnlinePaymentReceived")
def receive_payment(request: Request) -> dict[str, Any]:
    """Makes an informative payment each time: without a reference, a repeat cannot be recognised."""
    cents = parse_amount(request.fields.text("Bedrag"))
    if cents is None or cents < 0:
        raise Refused("amount-refused")
    request.party()  # a party that is named must be in the file
    book_informative(request.office, request.file(), cents, f"ONLINE{request.office.next_id()[-9:]}")
    return succeed()
