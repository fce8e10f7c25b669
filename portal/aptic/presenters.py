"""Actions, runs, webhooks and persons as staff see them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.core.signing import dumps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.aptic.actions.calling import Answer
from portal.aptic.models import RunState, ServiceRun
from portal.aptic.webhooks.purposes import PURPOSES, SLOW, Purpose, describe
from portal.aptic.webhooks.registration import Held, Situation, own_address
from portal.crm.document.field_tree import Field
from portal.crm.entry.convert import show
from portal.integrations.aptic.values import Person
from portal.web.formats import moment, name_person

KINDS = {
    RunState.WAITING: "wait",
    RunState.SENDING: "wait",
    RunState.WORKING: "wait",
    RunState.DONE: "good",
    RunState.REFUSED: "bad",
    RunState.FAILED: "bad",
    RunState.UNKNOWN: "warn",
    RunState.CANCELLED: "info",
}
REASONS: Mapping[str, Any] = {
    "unavailable": gettext_lazy("Aptic did not answer. Nothing was done there."),
    "not-authorised": gettext_lazy("Aptic refuses the key of the portal. Nothing was done there."),
    "does-not-fit": gettext_lazy("It does not fit what Aptic takes. Nothing was sent."),
    "input-gone": gettext_lazy("What was filled in is no longer kept. Nothing was sent."),
    "job-failed": gettext_lazy("Aptic took it, but the work failed."),
    "by-hand": gettext_lazy("Somebody saw in Aptic that it is done."),
}
UNKNOWN = gettext_lazy("It was sent, but the answer is lost. Look in Aptic before you run it again.")
LONGEST_SHOWN = 20_000


# Runs -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in the list, and the head of its page."""

    number: str
    title: str
    href: str
    who: str
    when: str
    file: str
    file_href: str
    kind_of_state: str
    state: str
    reason: str


def present_run(run: ServiceRun, numbers: Mapping[str, str]) -> RunRow:
    """One line of the list. ``numbers``: what people call the files, by id."""
    return RunRow(
        number=str(run.pk),
        title=run.action.local_title,
        href=reverse("service_calls:run", args=[run.pk]),
        who=name_person(run.asked_by),
        when=moment(run.asked_at),
        file=numbers.get(run.file_id, ""),
        file_href=reverse("case:case", args=[run.file_id]) if run.file_id else "",
        kind_of_state=KINDS[RunState(run.state)],
        state=str(RunState(run.state).label),
        reason=describe_reason(run),
    )


def describe_reason(run: ServiceRun) -> str:
    """The reason for its state; "" when nothing went wrong."""
    if run.state == RunState.UNKNOWN:
        return str(UNKNOWN)
    if run.reason in REASONS:
        return str(REASONS[run.reason])
    return _("Aptic understood it and refused it.") if run.state == RunState.REFUSED else ""


def present_facts(run: ServiceRun) -> list[tuple[str, str]]:
    """The data of a run besides what was filled in."""
    facts = [(_("Asked by"), name_person(run.asked_by)), (_("Asked on"), moment(run.asked_at))]
    if run.job_id:
        facts.append((_("Aptic’s name for the work"), run.job_id))
    if run.looked_at:
        facts.append((_("Last looked for the result"), moment(run.looked_at)))
    if run.ended_at:
        facts.append((_("Ended"), moment(run.ended_at)))
    return facts


def present_values(fields: Iterable[Field], values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was filled in, by label; a value without a field under its own name."""
    fields = tuple(fields)
    shown = list(_present_fields(fields, values, ""))
    known = {one.name for one in fields}
    return shown + [(name, str(value)) for name, value in values.items() if name not in known]


def _present_fields(
    fields: Iterable[Field], values: Mapping[str, Any], before: str
) -> Iterator[tuple[str, str]]:
    for one in fields:
        value = values.get(one.name)
        if value is None or value == []:
            continue
        label = f"{before}{one.label}"
        if one.kind == "object" and isinstance(value, Mapping):
            yield from _present_fields(one.fields, value, f"{label}: ")
        elif one.kind == "list" and one.item is not None:
            yield label, ", ".join(show(one.item, item) for item in value)
        else:
            yield label, show(one, value)


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer on a page: plain ``rows`` where it has them, and its whole ``text``."""

    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""
    said: tuple[str, ...] = ()
    is_cut: bool = False


def present_answer(answer: Answer | None) -> AnswerShown | None:
    """Aptic's answer; None when none is stored."""
    if answer is None:
        return None
    data = answer.data
    rows: list[tuple[str, str]] = []
    if isinstance(data, Mapping):
        rows = [(str(name), _format_value(value)) for name, value in data.items() if _is_plain(value)]
    text = "" if data in (None, "", {}) else _write(data)
    is_cut = answer.is_cut or len(text) > LONGEST_SHOWN
    return AnswerShown(tuple(rows), text[:LONGEST_SHOWN], answer.said, is_cut)


def _is_plain(value: Any) -> bool:
    return value is not None and isinstance(value, str | int | Decimal) and len(str(value)) <= 200


def _format_value(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def _write(data: Any) -> str:
    if isinstance(data, str):
        return data
    return json.dumps(data, ensure_ascii=False, indent=2, default=_write_number)


def _write_number(value: Any) -> float | str:
    """A decimal as a JSON number where that loses nothing, else its digits as text."""
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")


# Webhooks ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EventShown:
    """An event by name, with its meaning when the catalogue has it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """A purpose, with how many of its events are wanted and registered."""

    key: str
    title: str
    text: str
    kind_of_state: str
    state: str
    events: tuple[str, ...]
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """A webhook registered at Aptic. ``mark`` identifies it in a URL."""

    address: str
    method: str
    events: tuple[EventShown, ...]
    is_ours: bool
    is_old: bool
    mark: str


def show_event(name: str) -> EventShown:
    """An event as the pages show it."""
    return EventShown(name, describe(name))


@dataclass(frozen=True, slots=True)
class PurposeShown:
    """A purpose on the check page, with its events in plain words."""

    key: str
    title: str
    events: tuple[EventShown, ...]


def show_purpose(purpose: Purpose) -> PurposeShown:
    """A purpose before Aptic is called."""
    events = tuple(show_event(name) for name in purpose.events)
    return PurposeShown(purpose.key, str(purpose.title), events)


def present_purposes(wanted: Iterable[str], told: Iterable[str] | None) -> list[PurposeRow]:
    """Every purpose. ``told``: the events registered for our address; None when Aptic does not answer."""
    wanted = set(wanted)
    rows = [_present_purpose(one, wanted, told) for one in PURPOSES.values()]
    if SLOW in wanted:
        slow = Purpose(SLOW, _("Every booking"), _("This event makes Aptic slower."), (SLOW,))
        rows.append(_present_purpose(slow, wanted, told))
    return rows


def _present_purpose(purpose: Purpose, wanted: set[str], told: Iterable[str] | None) -> PurposeRow:
    asked = wanted & set(purpose.events)
    kind, state = "info", _("not wanted")
    if asked and told is None:
        kind, state = "wait", _("wanted")
    elif asked and asked <= set(told or ()):
        kind, state = "good", _("wanted and told")
    elif asked:
        kind, state = "warn", _("wanted, not told")
    return PurposeRow(
        purpose.key, str(purpose.title), str(purpose.text), kind, state, purpose.events, bool(asked)
    )


def list_told(situation: Situation) -> set[str]:
    """The events registered for our address."""
    return {event for one in situation.held if one.is_ours for event in one.webhook.events}


def present_webhook(held: Held) -> WebhookRow:
    """One webhook. The query of its URL may hold somebody else's secret, so it is left out."""
    webhook = held.webhook
    return WebhookRow(
        address=urlsplit(webhook.url)._replace(query="", fragment="").geturl(),
        method=webhook.method,
        events=tuple(show_event(name) for name in webhook.events),
        is_ours=held.is_ours,
        is_old=held.is_old,
        mark=make_mark(webhook.url),
    )


def make_mark(url: str) -> str:
    """A short name for a URL."""
    return sha256(url.encode()).hexdigest()[:16]


def is_local_address() -> bool:
    """Whether our own address can only be reached from this machine."""
    return (urlsplit(own_address()).hostname or "") in {"localhost", "127.0.0.1", "::1"}


# Persons ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list. ``token``: the signed key with which a link is made."""

    name: str
    kind: str
    id_number: str
    email: str
    address: str
    token: str = ""


TOKEN_SALT = "service-calls-person"  # noqa: S105 - the name of a use


def present_person(person: Person, *, is_unmasked: bool, mark: tuple[str, str] | None) -> PersonRow:
    """One line; without the permission only enough to tell two persons apart. ``mark``: see TOKEN_SALT."""
    address = person.addresses[0] if person.addresses else None
    place = f"{address.postal_code} {address.city}".strip() if address else ""
    street = f"{address.street} {address.house_number}".strip() if address else ""
    return PersonRow(
        name=person.full_name or person.company_name or f"{person.first_name} {person.last_name}".strip(),
        kind=_("Company") if person.is_company else _("Person"),
        id_number=person.id_number if is_unmasked else mask_number(person.id_number),
        email=person.email if is_unmasked else mask_email(person.email),
        address=", ".join(part for part in (street, place) if part) if is_unmasked else place,
        token=dumps(mark, salt=TOKEN_SALT) if mark else "",
    )


def mask_number(number: str) -> str:
    """Only its last two digits: "•••••••••99"."""
    return "•" * (len(number) - 2) + number[-2:] if len(number) > 4 else "•" * len(number)


def mask_email(email: str) -> str:
    """Its first letter and its host: "a•••@host"."""
    name, at, host = email.partition("@")
    return f"{name[:1]}•••{at}{host}" if email else ""


def describe_search(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was searched for; the identity number masked."""
    labels = {"name": _("Name"), "company": _("Company"), "id_number": _("Number"), "email": _("E-mail")}
    return [
        (label, mask_number(asked[name]) if name == "id_number" else asked[name])
        for name, label in labels.items()
        if asked.get(name)
    ]
