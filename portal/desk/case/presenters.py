"""A file as staff see it: parties, amounts, history, current hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.audit.models import Event
from portal.audit.words import describe_act
from portal.desk.case.facts import LETTERS, NAMES, NOTES, PARTIES, RECORD
from portal.desk.models import CaseHold
from portal.file.declaration import Reading
from portal.file.facts import DOCUMENTS, KEPT_BALANCE, KINDS, LINES, RUNNING_PLAN, SUMS, WORDS
from portal.file.kinds import Kind
from portal.file.news import is_stopped
from portal.file.parts import Part
from portal.file.respite.selectors import Pause, get_respite
from portal.file.timeline import TimelineEntry
from portal.integrations.tagor.values.dossier import FileRecord
from portal.integrations.tagor.values.parties import PartyForStaff
from portal.web.formats import moment, money, name_person, short_day

MOST_HAPPENED = 60
PARTS: dict[Part, Any] = {
    Part.PRINCIPAL: gettext_lazy("Principal"),
    Part.INTEREST: gettext_lazy("Interest"),
    Part.PENALTY: gettext_lazy("Penalty clause"),
    Part.COSTS: gettext_lazy("Costs"),
    Part.VAT: gettext_lazy("VAT"),
    Part.PAYMENTS: gettext_lazy("Paid"),
    Part.OTHER: gettext_lazy("Other"),
}
GAPS: dict[str, Any] = {
    "case-parties": gettext_lazy("the parties"),
    "case-names": gettext_lazy("what the office calls roles and notes"),
    "lines": gettext_lazy("the lines"),
    "words": gettext_lazy("what the office calls the lines"),
    "kinds": gettext_lazy("what the lines are for"),
    "sums": gettext_lazy("the sums"),
    "kept-balance": gettext_lazy("the balance"),
    "plan": gettext_lazy("the payment plan"),
    "case-notes": gettext_lazy("the notes"),
    "case-letters": gettext_lazy("the letters"),
    "documents": gettext_lazy("the documents"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The file in one line. ``stopped``, ``paused``: that it was, and since or until when; or ""."""

    file_id: str
    number: str
    claimant: str
    debtors: str
    reference: str
    stopped: str
    paused: str


@dataclass(frozen=True, slots=True)
class Who:
    """A party, its contacts masked."""

    name: str
    role: str
    place: str
    contacts: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. ``source``: where it is stored."""

    at: datetime
    when: str
    text: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who works on the file. ``is_mine``: the user."""

    name: str
    since: str
    until: str
    is_mine: bool


def present_head(reading: Reading, file_id: str) -> Head:
    """Number, claimant and every debtor."""
    record = reading[RECORD]
    return Head(
        file_id=file_id,
        number=record.file_name or file_id,
        claimant=record.claimant,
        debtors=record.defendant,
        reference=record.client_reference,
        stopped=_describe_stop(record) if is_stopped(record) else "",
        paused=_describe_pause(get_respite(file_id)),
    )


def _describe_stop(record: FileRecord) -> str:
    if record.stopped_on is None:
        return _("This file is stopped")
    return _("This file is stopped since %(day)s") % {"day": short_day(record.stopped_on)}


def _describe_pause(pause: Pause | None) -> str:
    if pause is None:
        return ""
    if pause.until is None:
        return _("The collection of this file is paused")
    return _("The collection of this file is paused until %(day)s") % {"day": short_day(pause.until)}


def present_people(reading: Reading) -> list[Who]:
    """The parties, without solvency and national numbers."""
    names = reading.get(NAMES) or {}
    return [_present_party(one, names) for one in reading.get(PARTIES) or ()]


def _present_party(party: PartyForStaff, names: Any) -> Who:
    role = names.get(("TQPARSOORT", party.role_code_id))
    street = " ".join(part for part in (party.street, party.number, party.box) if part)
    place = " ".join(part for part in (party.postal_code, party.city) if part)
    masked = (mask_mail(party.email), mask_phone(party.mobile), mask_phone(party.phone))
    return Who(
        name=" ".join(part for part in (party.name, party.form) if part),
        role=role.text if role else "",
        place=", ".join(part for part in (street, place) if part),
        contacts=" · ".join(one for one in masked if one),
    )


def mask_phone(number: str) -> str:
    """Enough to recognise it, too little to call it: the last two digits."""
    digits = [c for c in number if c.isdigit()]
    return f"•••• {''.join(digits[-2:])}" if len(digits) >= 6 else ""


def mask_mail(address: str) -> str:
    """The first letter and the ending."""
    name, at, host = address.partition("@")
    return f"{name[:1]}•••@{host[:1]}•••.{host.rpartition('.')[2]}" if at and "." in host else ""


def present_money(reading: Reading) -> list[tuple[str, str]]:
    """The parts of the debt by its lines, their sums, and Tagor's own balance; never calls GetSaldo."""
    rows: list[tuple[str, str]] = []
    own, told = reading.get(KEPT_BALANCE), reading.get(SUMS)
    sums = told.fit(own) if told is not None else None
    if sums is not None:
        rows += [(str(PARTS[part]), money(cents)) for part, cents in sums.parts if cents]
        rows.append((_("Together"), money(sums.total_cents)))
        if sums.on_its_way_cents:
            rows.append((_("Paid, not booked yet"), money(sums.on_its_way_cents)))
    if own is not None:
        rows.append((_("Balance that Tagor keeps"), money(own)))
        if sums is not None and own != sums.total_cents:
            rows.append((_("Difference with the lines"), money(own - sums.total_cents)))
    plan = reading.get(RUNNING_PLAN)
    if plan is not None and plan.active:
        rows.append((_("Payment plan, a month"), money(plan.monthly_cents)))
        rows.append((_("Behind"), money(plan.arrears_cents)))
    return rows


def present_gaps(reading: Reading) -> str:
    """What Tagor did not return; "" when nothing is missing."""
    missing = reading.find_missing()
    names = sorted(missing.away | missing.faulty)
    return ", ".join(str(GAPS.get(name, name)) for name in names)


def present_happened(reading: Reading, entries: Iterable[TimelineEntry]) -> list[Happened]:
    """One timeline of the events known to the portal and Tagor, newest first."""
    told = [Happened(entry.at, moment(entry.at), entry.text, _("Portal"), entry.address) for entry in entries]
    told += _list_notes(reading)
    told += [_on(one.on, one.text, _("Letter")) for one in reading.get(LETTERS) or () if one.on]
    told += _list_documents(reading)
    told += _list_lines(reading)
    return sorted(told, key=lambda one: one.at, reverse=True)[:MOST_HAPPENED]


def _list_notes(reading: Reading) -> list[Happened]:
    names = reading.get(NAMES) or {}
    told = []
    for note in reading.get(NOTES) or ():
        if note.on is not None:
            kind = names.get(("TQINFO", note.kind_code_id))
            told.append(_on(note.on, note.text, kind.text if kind and kind.text else _("Note")))
    return told


def _list_documents(reading: Reading) -> list[Happened]:
    papers = reading.get(DOCUMENTS) or ()
    return [_on(one.dated_on, one.name, _("Document")) for one in papers if one.dated_on]


def _list_lines(reading: Reading) -> list[Happened]:
    kinds, words = reading.get(KINDS) or {}, reading.get(WORDS) or {}
    told = []
    for line in reading.get(LINES) or ():
        if line.booked_on is None:
            continue
        is_waiting = kinds.get(line.line_id) is Kind.EXPECTED
        text = line.description or words.get(line.line_id, "")
        amount = money(line.total_cents)
        told.append(_on(line.booked_on, f"{text}: {amount}" if text else amount, _("Line")))
        if is_waiting:
            told[-1] = _on(line.booked_on, f"{text} ({amount})", _("Line"))
    return told


def _on(on: date | None, text: str, source: str) -> Happened:
    at = timezone.make_aware(datetime.combine(on or date.min, time()))
    return Happened(at, short_day(on) if on else "", text, source, "")


def present_hold(hold: CaseHold | None, user: Any) -> Held | None:
    """Who works on the file now."""
    if hold is None:
        return None
    return Held(
        name=name_person(hold.user),
        since=moment(hold.since),
        until=moment(hold.until),
        is_mine=hold.user_id == user.pk,
    )


ACTORS: dict[str, Any] = {
    Event.ActorKind.DEFENDANT: pgettext_lazy("who did it", "the defendant"),
    Event.ActorKind.SYSTEM: pgettext_lazy("who did it", "the portal"),
}


def present_looks(events: Iterable[Event], names: dict[str, str]) -> list[tuple[str, str]]:
    """(when, who and what) of those who opened the file."""
    return [
        (moment(event.at), f"{names.get(event.staff_id, '–')}: {describe_act(event.act)}") for event in events
    ]


def present_changes(events: Iterable[Event], names: dict[str, str]) -> list[tuple[str, str]]:
    """(time, person and act) of what happened in the meantime."""
    return [
        (
            moment(event.at),
            f"{names.get(event.staff_id) or ACTORS.get(event.actor, '–')}: {describe_act(event.act)}",
        )
        for event in events
    ]


def make_case_href(file_id: str) -> str:
    """The page of a file."""
    return reverse("case:case", args=[file_id])
