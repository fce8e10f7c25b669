"""Purposes and webhooks as staff see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from portal.aptic.webhooks.purposes import PURPOSES, SLOW, Purpose, describe
from portal.aptic.webhooks.registration import Held, Situation, own_address


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
