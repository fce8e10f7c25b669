"""Turns a change in a file of the practice office into the events that Aptic would send.

Their names are those of the catalogue. The content of an event's ``data`` is ASSUMED: the page documents no
payload. Amounts are in euro.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from portal.sandbox.columns import Columns, Converters, write
from portal.sandbox.records import File, Party
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.schedule import arrears_cents

EVENTS = read_table("aptic-events", dict[str, Columns])
Happening = tuple[str, dict[str, Any]]
_SPACE = uuid.UUID("5f0c6c1e-6f0e-4c8e-9b7e-0a9d3c1b2e4f")
_REACH = ("phone", "mobile", "email")
_ADDRESS = ("street", "number", "box", "postal_code", "city")


def make_guid(kind: str, key: str) -> str:
    """Aptic's own id of something that the office identifies in another way."""
    return str(uuid.uuid5(_SPACE, f"{kind} {key}"))


_CONVERTERS: Converters = {
    "guid": make_guid,
    "euro": lambda cents: cents / 100,
    "day": lambda day: day.isoformat() if day else None,
}


def _tell(kind: str, file: File, record: object) -> dict[str, Any]:
    """The fields of an event about a record of a file, by ``data/aptic-events.toml``."""
    return tell_account(file) | write(EVENTS[kind], record, _CONVERTERS, {})


def tell_account(file: File) -> dict[str, Any]:
    """The fields that identify the file in every event about one."""
    return write(EVENTS["account"], file, _CONVERTERS, {})


def compare(before: File, after: File) -> Iterator[Happening]:
    """The events for what changed between two states of one file."""
    yield from _compare_money(before, after)
    yield from _compare_plans(before, after)
    yield from _compare_people(before, after)
    yield from _compare_work(before, after)


def find_broken(file: File, before: date, now: date) -> Iterator[Happening]:
    """Plans that broke since ``before``: a whole instalment is overdue for the first time."""
    plan = file.active_plan
    if plan is None or not plan.accepted or file.balance_cents <= 0:
        return
    late = [arrears_cents(file, plan, day) >= plan.monthly_cents for day in (before, now)]
    if late == [False, True]:
        arrears = arrears_cents(file, plan, now)
        yield "paymentplanbroken", _tell("plan", file, plan) | {"arrears": arrears / 100}


# Money -----------------------------------------------------------------------------------------------


def _compare_money(before: File, after: File) -> Iterator[Happening]:
    known = {line.line_id for line in before.lines}
    for line in after.lines:
        if line.line_id not in known:
            yield "transaction", _tell("transaction", after, line)
    confirmed = {one.reference for one in before.payments if one.confirmed}
    for payment in after.payments:
        if payment.confirmed and payment.reference not in confirmed:
            yield "payment", _tell("payment", after, payment)
            yield "ledgerpayment", _tell("payment", after, payment) | {"ledger": "CLIENT"}


# Plans -----------------------------------------------------------------------------------------------


def _compare_plans(before: File, after: File) -> Iterator[Happening]:
    old = {plan.plan_id: plan for plan in before.plans}
    for plan in after.plans:
        was = old.get(plan.plan_id)
        was_running = was is not None and was.active and was.accepted
        is_running = plan.active and plan.accepted
        if is_running and not was_running:
            yield "paymentplanactivated", _tell("plan", after, plan)
        elif was_running and not is_running:
            yield "paymentplandeactivated", _tell("plan", after, plan)
        elif is_running and before.balance_cents > 0 >= after.balance_cents:
            yield "paymentplanfinished", _tell("plan", after, plan)


# People ----------------------------------------------------------------------------------------------


def _compare_people(before: File, after: File) -> Iterator[Happening]:
    old = {party.party_id: party for party in before.defendants}
    for party in after.defendants:
        was = old.get(party.party_id)
        if was is None:
            yield "debtorinsert", tell_debtor(after, party)
            continue
        if was.name != party.name:
            yield "debtornamechange", tell_debtor(after, party) | {"oldName": was.name}
        if was.national_number != party.national_number:
            yield "debtoridnumberchange", tell_debtor(after, party)
        if any(getattr(was, name) != getattr(party, name) for name in _ADDRESS):
            yield "debtoraddresschange", tell_debtor(after, party)
        if any(getattr(was, name) != getattr(party, name) for name in (*_ADDRESS, *_REACH, "name")):
            yield "debtorupdate", tell_debtor(after, party)


def tell_debtor(file: File, party: Party) -> dict[str, Any]:
    """A person of a file, with the details that are known."""
    idnumber, phone = party.national_number or party.enterprise_number, party.mobile or party.phone
    return _tell("debtor", file, party) | {"idNumber": idnumber, "phone": phone}


# Work on a file --------------------------------------------------------------------------------------


def _compare_work(before: File, after: File) -> Iterator[Happening]:
    about, known = tell_account(after), {one.message_id for one in before.messages}
    for message in (one for one in after.messages if one.message_id not in known):
        conversation = {
            "conversationId": make_guid("conversation", after.file_id),
            "subject": message.subject,
        }
        if not known:
            yield "conversationinsert", about | conversation
        name = "conversationnewmessage" if message.incoming else "conversationreplied"
        yield name, about | conversation | {"messageId": make_guid("message", message.message_id)}
        known.add(message.message_id)
    papers = {one.document_id for one in before.documents}
    for document in (one for one in after.documents if one.document_id not in papers):
        yield "letterprocessed", _tell("letter", after, document)
    jobs = {one.job_id for one in before.agenda}
    for job in (one for one in after.agenda if one.job_id not in jobs):
        yield "actionperformed", _tell("action", after, job)
    if (before.status, before.stage, before.stop) != (after.status, after.stage, after.stop):
        yield "statuschange", about | {"oldStatus": before.status, "status": after.status}
    if after.stop and not before.stop:
        yield "accountclose", about | {"reason": after.stop}
