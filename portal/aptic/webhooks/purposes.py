"""Purposes of events in the office's words: the wizard asks for purposes and shows their events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.aptic.events.known_events import ENTRIES, find_entry
from portal.aptic.events.models import Effect

SLOW = "transaction"
"""Aptic's own page warns: this event costs its service speed."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something the office wants to know, and the events that report it. ``title``, ``text``: lazy."""

    key: str
    title: Any
    text: Any
    events: tuple[str, ...]


def _make(key: str, effects: Effect | tuple[Effect, ...], title: Any, text: Any) -> Purpose:
    """A purpose with all events whose effect is one of these."""
    wanted = (effects,) if isinstance(effects, Effect) else effects
    names = [entry.name for entry in ENTRIES.values() if entry.effect in wanted]
    return Purpose(key, title, text, tuple(names))


PURPOSES: Mapping[str, Purpose] = MappingProxyType(
    {
        one.key: one
        for one in (
            _make(
                "payments",
                Effect.PAYMENTS,
                _("Payments"),
                _("A payment came in, or money was paid out. The portal checks the file again."),
            ),
            _make(
                "plans",
                Effect.PLAN,
                _("Payment plans"),
                _("A plan started, stopped, was not kept to or is finished."),
            ),
            _make(
                "contact",
                Effect.CONTACT,
                _("Contact details"),
                _("A name, address or identity number changed, or two persons became one."),
            ),
            _make(
                "messages",
                Effect.MESSAGE,
                _("Conversations"),
                _("A conversation began, got a message or a reply, ended or is late."),
            ),
            _make(
                "letters",
                Effect.LETTER,
                _("Letters"),
                _("A letter went out. It gets a line in the timeline of the file."),
            ),
            _make(
                "pauses",
                Effect.RESPITE,
                _("Pauses"),
                _("The collection of a file or an invoice rests, or goes on again."),
            ),
            _make(
                "operations",
                (Effect.ALERT, Effect.JOB, Effect.JOB_FAILED),
                _("Running the systems"),
                _("Work in Aptic ended or failed, or somebody could not sign in there."),
            ),
        )
    }
)


def list_events(keys: Iterable[str], *, with_slow: bool = False) -> list[str]:
    """The events of these purposes, in order, without duplicates."""
    names = [event for key in keys for event in PURPOSES[key].events]
    return list(dict.fromkeys([*names, *([SLOW] if with_slow else [])]))


def describe(event: str) -> str:
    """The meaning of an event in plain words; "" for an unknown one."""
    entry = find_entry(event)
    return str(entry.title) if entry else ""
