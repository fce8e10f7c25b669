"""What events are for, in words of the office: the wizard asks for purposes and shows the events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext_lazy as _

SLOW = "transaction"
"""Aptic's own page warns: this event costs its service speed."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """Something the office wants to know, and the events that tell it. ``title``, ``text``: lazy."""

    key: str
    title: Any
    text: Any
    events: tuple[str, ...]


PURPOSES: Mapping[str, Purpose] = MappingProxyType(
    {
        one.key: one
        for one in (
            Purpose(
                "payments",
                _("Payments"),
                _("A payment came in, or money was paid out. The portal checks the file again."),
                ("payment", "disbursement", "ledgerpayment"),
            ),
            Purpose(
                "plans",
                _("Payment plans"),
                _("A plan started, stopped, was broken or is finished."),
                (
                    "paymentplanactivated",
                    "paymentplandeactivated",
                    "paymentplanbroken",
                    "paymentplanfinished",
                ),
            ),
            Purpose(
                "contact",
                _("Contact details"),
                _("A name, address or identity number changed, or two persons became one."),
                ("debtornamechange", "debtoraddresschange", "debtoridnumberchange", "debtormerge"),
            ),
            Purpose(
                "messages",
                _("Messages"),
                _("A conversation began, got a message or a reply, ended or is late."),
                (
                    "conversationinsert",
                    "conversationnewmessage",
                    "conversationreplied",
                    "conversationclosure",
                    "conversationduedatepass",
                ),
            ),
            Purpose(
                "letters",
                _("Letters"),
                _("A letter went out. It gets a line in the timeline of the file."),
                ("letterprocessed",),
            ),
            Purpose(
                "pauses",
                _("Pauses"),
                _("The collection of a file or an invoice rests, or goes on again."),
                (
                    "collectionrespiteinsert",
                    "collectionrespitedelete",
                    "ledgerrespiteinsert",
                    "ledgerrespitedelete",
                ),
            ),
            Purpose(
                "operations",
                _("Running the systems"),
                _("Work in Aptic ended or failed, or somebody could not sign in there."),
                ("jobcomplete", "jobfailed", "userloginfailed"),
            ),
        )
    }
)


def list_events(keys: Iterable[str], *, with_slow: bool = False) -> list[str]:
    """The events of these purposes, in order, each once."""
    names = [event for key in keys for event in PURPOSES[key].events]
    return list(dict.fromkeys([*names, *([SLOW] if with_slow else [])]))


def find_purpose(event: str) -> Purpose | None:
    """What an event is for; None for one the wizard does not offer."""
    return next((one for one in PURPOSES.values() if event in one.events), None)
