"""Turns a change in a file of the practice office into the events that Aptic would send.

Their names are those of the catalogue. The content of an event's ``data`` is ASSUMED: the page documents no
payload. Amounts are in euro.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from portal.sandbox.columns import Columns, Converters, write
from portal.sandbox.records import File, Party
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.schedule import arrears_cents

EVENTS = read_table("aptic-events", dict[str, Columns])
T = TypeVar("T")
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


def _make_fields(kind: str, file: File, record: object) -> dict[str, Any]:
    """The fields of an event about a record of a file, by ``data/aptic-events.toml``."""
    return make_account_fields(file) | write(EVENTS[kind], record, _CONVERTERS, {})


def make_account_fields(file: File) -> dict[str, Any]:
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
        yield "paymentplanbroken", _make_fields("plan", file, plan) | {"arrears": arrears / 100}


def _list_new(before: Iterable[T], after: Iterable[T], key: str) -> list[T]:
    known = {getattr(one, key) for one in before}
    return [one for one in after if getattr(one, key) not in known]


# Money -----------------------------------------------------------------------------------------------


def _compare_money(before: File, after: File) -> Iterator[Happening]:
    for line in _list_new(before.lines, after.lines, "line_id"):
        yield "transaction", _make_fields("transaction", after, line)
    was, now = ([one for one in file.payments if one.confirmed] for file in (before, after))
    for payment in _list_new(was, now, "reference"):
        yield "payment", _make_fields("payment", after, payment)
        yield "ledgerpayment", _make_fields("payment", after, payment) | {"ledger": "CLIENT"}


# Plans -----------------------------------------------------------------------------------------------


def _compare_plans(before: File, after: File) -> Iterator[Happening]:
    old = {plan.plan_id: plan for plan in before.plans}
    for plan in after.plans:
        was = old.get(plan.plan_id)
        was_running = was is not None and was.active and was.accepted
        is_running = plan.active and plan.accepted
        if is_running and not was_running:
            yield "paymentplanactivated", _make_fields("plan", after, plan)
        elif was_running and not is_running:
            yield "paymentplandeactivated", _make_fields("plan", after, plan)
        elif is_running and before.balance_cents > 0 >= after.balance_cents:
            yield "paymentplanfinished", _make_fields("plan", after, plan)


# People ----------------------------------------------------------------------------------------------


def _compare_people(before: File, after: File) -> Iterator[Happening]:
    old = {party.party_id: party for party in before.defendants}
    for party in after.defendants:
        was = old.get(party.party_id)
        if was is None:
            yield "debtorinsert", make_debtor_fields(after, party)
            continue
        if was.name != party.name:
            yield "debtornamechange", make_debtor_fields(after, party) | {"oldName": was.name}
        if was.national_number != party.national_number:
            yield "debtoridnumberchange", make_debtor_fields(after, party)
        if any(getattr(was, name) != getattr(party, name) for name in _ADDRESS):
            yield "debtoraddresschange", make_debtor_fields(after, party)
        if any(getattr(was, name) != getattr(party, name) for name in (*_ADDRESS, *_REACH, "name")):
            yield "debtorupdate", make_debtor_fields(after, party)


def make_debtor_fields(file: File, party: Party) -> dict[str, Any]:
    """A person of a file, with the details that are known."""
    idnumber, phone = party.national_number or party.enterprise_number, party.mobile or party.phone
    return _make_fields("debtor", file, party) | {"idNumber": idnumber, "phone": phone}


# Work on a file --------------------------------------------------------------------------------------


def _compare_work(before: File, after: File) -> Iterator[Happening]:
    about, count = make_account_fields(after), len(before.messages)
    for message in _list_new(before.messages, after.messages, "message_id"):
        conversation_id = make_guid("conversation", after.file_id)
        conversation = about | {"conversationId": conversation_id, "subject": message.subject}
        if not count:
            yield "conversationinsert", conversation
        count += 1
        name = "conversationnewmessage" if message.incoming else "conversationreplied"
        yield name, conversation | {"messageId": make_guid("message", message.message_id)}
    for document in _list_new(before.documents, after.documents, "document_id"):
        yield "letterprocessed", _make_fields("letter", after, document)
    for job in _list_new(before.agenda, after.agenda, "job_id"):
        yield "actionperformed", _make_fields("action", after, job)
    if (before.status, before.stage, before.stop) != (after.status, after.stage, after.stop):
        yield "statuschange", about | {"oldStatus": before.status, "status": after.status}
    if after.stop and not before.stop:
        yield "accountclose", about | {"reason": after.stop}
