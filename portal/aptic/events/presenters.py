"""Events as staff see them. Possible personal data is masked for those who may not see it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal.aptic.events.known_events import Reason, find_entry, name_event
from portal.aptic.events.models import Effect, Event, State
from portal.crm.links.models import ContactCheck
from portal.crm.links.selectors import is_on
from portal.file.known_numbers import shorten_id
from portal.outbox.presenters import REASONS as OUTBOX_REASONS
from portal.web.formats import moment

MASK = "•••"
MOST_FIELDS = 300
KINDS_OF_STATE = {
    State.RECEIVED: "wait",
    State.DONE: "good",
    State.IGNORED: "info",
    State.UNKNOWN: "warn",
    State.UNLINKED: "warn",
    State.FAILED: "bad",
}
OUTCOMES: dict[str, Any] = {
    "payments-looked-at": gettext_lazy("The payments of the file are checked again."),
    "look-planned": gettext_lazy("A check of the payments was planned already, and sees this too."),
    "no-payment": gettext_lazy("Nobody waits for a payment in this file."),
    "plan-accepted": gettext_lazy("The plan runs in Tagor: the request is accepted."),
    "plan-read": gettext_lazy("Tagor shows the same."),
    "plan-differs": gettext_lazy("Tagor shows something else: please look at the plan."),
    "contact-check": gettext_lazy("The contact details are in the list to check."),
    "checked-since": gettext_lazy("Somebody has checked the contact details since."),
    "to-messages": gettext_lazy("Look in Aptic: the portal does not show its conversations."),
    "timeline-note": gettext_lazy("A line for the timeline of the file is kept."),
    "pause-began": gettext_lazy("The pause of the file is kept."),
    "pause-ended": gettext_lazy("The pause is over here too."),
    "alerted": gettext_lazy("There is an alert in the log."),
    "alerted-before": gettext_lazy("The log has it. An alert about this was raised shortly before."),
    "run-ended": gettext_lazy("The run that waited for it has ended."),
    "run-failed": gettext_lazy("The run that waited for it has failed. There is an alert in the log."),
    "no-run": gettext_lazy("No run waits for this work."),
    "late": gettext_lazy("It came late: something newer was known."),
}
REASONS: dict[str, Any] = {
    **OUTBOX_REASONS,
    "no-file": gettext_lazy("The portal does not know which file this is about."),
    "several-files": gettext_lazy("It may be about more than one file."),
    "payload-gone": gettext_lazy("The key it was kept with is gone."),
    "run-under-way": gettext_lazy("A run is under way that it may belong to."),
    "no-effect": gettext_lazy("The portal has nothing to do for it any more."),
}
PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,40}$")
# Values of any other name are masked: they could be a name, a number, an address, a text.
PLAIN = frozenset(
    (
        *("event", "eventname", "type", "id", "timestamp", "accountid"),
        *("accountnumber", "accountno", "filenumber", "fileno", "dossiernumber", "caseid"),
        *("casenumber", "caseno", "debtid", "creditdebtid", "transactionid", "paymentid"),
        *("paymentplanid", "conversationid", "messageid", "letterid", "actionid", "respiteid"),
        *("collectionrespiteid", "ledgerrespiteid", "ledger", "amount", "currency", "paymentdate"),
        *("bookingdate", "startdate", "enddate", "todate", "untildate", "until"),
        *("instalments", "instalmentamount", "arrears", "status", "oldstatus", "jobid"),
        *("jobname", "server"),
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """An event in the feed."""

    title: str
    name: str
    href: str
    file: str
    received: str
    said: str
    kind_of_state: str
    state: str


@dataclass(frozen=True, slots=True)
class Field:
    """One value of an event."""

    path: str
    text: str
    is_masked: bool


def present_row(event: Event) -> Row:
    """One line of the feed."""
    return Row(
        title=name_event(event.name),
        name=event.name or "–",
        href=reverse("events:event", args=[event.pk]),
        file=event.file_name or shorten_id(event.file_id) or "–",
        received=moment(event.received_at),
        said=describe_outcome(event),
        kind_of_state=KINDS_OF_STATE[State(event.state)],
        state=str(State(event.state).label),
    )


def describe_outcome(event: Event) -> str:
    """What the portal did, or why it did nothing; "" before the first try."""
    if event.outcome:
        return str(OUTCOMES.get(event.outcome, event.outcome))
    if event.reason:
        said = REASONS.get(event.reason)
        return str(said) if said else _("It was refused with the code %(code)s.") % {"code": event.reason}
    if event.state == State.UNKNOWN:
        return _("It is kept, and nothing was done.")
    entry = find_entry(event.name)
    return str(Reason(entry.reason).label) if entry and entry.reason else ""


def present_facts(event: Event) -> list[tuple[str, str]]:
    """The data of one event."""
    entry = find_entry(event.name)
    happened = [(_("Happened"), moment(event.occurred_at))] if event.occurred_at != event.received_at else []
    facts = [
        (_("Aptic’s word for it"), event.name or "–"),
        (_("About"), str(entry.group.label) if entry else "–"),
        *([] if event.file_id else [(pgettext("of a person", "File"), event.file_name or "–")]),
        *happened,
        (_("Came in"), moment(event.received_at)),
        (_("What the portal does"), str(Effect(event.effect).label) if event.effect else _("Nothing")),
        (_("Times tried"), str(event.tries)),
    ]
    if event.replays:
        facts.append((_("Times acted on again by staff"), str(event.replays)))
    if event.next_at:
        facts.append((_("Next look"), moment(event.next_at)))
    if event.ended_at:
        facts.append((_("Ended"), moment(event.ended_at)))
    return facts


def present_payload(payload: dict[str, Any], *, may_see_all: bool) -> list[Field]:
    """Every value by its path; masked unless it is certainly not personal data, or this person may see it."""
    fields = []
    for path, value in _flatten(payload, ()):
        plain = may_see_all or _is_plain(path)
        fields.append(
            Field(_format_path(path, may_see_all), _format_value(value) if plain else MASK, not plain)
        )
        if len(fields) == MOST_FIELDS:
            break
    return fields


@dataclass(frozen=True, slots=True)
class Check:
    """A check. An address is "" for those who may not open it, and without an event behind it."""

    check_id: int
    file: str
    href: str
    what: str
    since: str
    is_open: bool
    list_href: str
    event_href: str
    notify_href: str


def present_check(
    check: ContactCheck, numbers: Mapping[str, str], user: Any, *, kept: Collection[int] = ()
) -> Check:
    """One line of the list, with what this person may do about it. ``numbers``: of the files, by id.

    ``kept``: the events whose page is still there.
    """
    may_see, may_tell = user.has_perm("links.view_link"), user.has_perm("links.manage")
    return Check(
        check_id=check.pk,
        file=numbers.get(check.file_id, ""),
        href=reverse("links:panel", args=[check.file_id]) if may_see else "",
        what=str(ContactCheck.Kind(check.kind).label),
        since=moment(check.occurred_at),
        is_open=check.is_open,
        list_href=f"{reverse('events:checks')}?{urlencode({'file': check.file_id})}",
        event_href=reverse("events:event", args=[check.event_id]) if check.event_id in kept else "",
        notify_href=reverse("links:people", args=[check.file_id]) if may_tell and is_on("digioffice") else "",
    )


def _flatten(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value:
        for key, one in value.items():
            yield from _flatten(one, (*path, key))
    elif isinstance(value, list) and value:
        for number, one in enumerate(value, start=1):
            yield from _flatten(one, (*path, str(number)))
    else:
        yield path, value


def _is_plain(path: tuple[str, ...]) -> bool:
    """Whether the path is at the top or directly in ``data``: deeper down a key's meaning is unknown."""
    place = path[1:] if path[:1] == ("data",) else path
    return len(place) == 1 and "".join(c for c in place[0].lower() if c.isalnum()) in PLAIN


def _format_path(path: tuple[str, ...], may_see_all: bool) -> str:  # noqa: FBT001 - as in its caller
    """The path for display: a key may itself be a person's name."""
    steps = (key if may_see_all or key.isdigit() or PLAIN_KEY.match(key) else MASK for key in path)
    return _printable(" / ".join(steps))


def _format_value(value: Any) -> str:
    if value is None or value in ({}, []):
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _printable(str(value))


def _printable(text: str) -> str:
    """The text without surrogates, which cannot be sent, and control characters, which cannot be read."""
    return "".join(c if c.isprintable() else "�" for c in text)[:2000]
