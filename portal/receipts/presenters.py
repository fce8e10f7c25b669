"""What a receipt says, as text in the active language: the same words on the page and on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from types import FunctionType
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.receipts.models import Receipt
from portal.web import formats
from portal.web.room import Contribution

Rows = list[tuple[str, str]]

SINCE: Contribution[Callable[[Receipt], str]] = Contribution("since_receipts", FunctionType)
"""Functions that tell in one sentence what was undone of the act of a receipt, "" for nothing. No calls."""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """``kind`` and ``word`` as ``ui.state`` takes them; ``address`` is where anyone can check it.

    ``since``: what was undone since, "" for nothing.
    """

    code: str
    act: str
    kind: str
    word: str
    issued_at: str
    rows: Rows
    address: str
    since: str = ""


def present(receipt: Receipt) -> ReceiptPage:
    """A receipt as it stood when it was issued, and what was undone since."""
    since = " ".join(filter(None, (explain(receipt) for explain in SINCE.collect())))
    act, kind, word = _describe(receipt.kind)
    path = reverse("receipts:receipt", args=[receipt.code])
    return ReceiptPage(
        code=receipt.code,
        act=act,
        kind="info" if since else kind,
        word=word,
        issued_at=formats.moment(receipt.issued_at),
        rows=_list_rows(receipt),
        address=f"{settings.PORTAL_URL}{path}",
        since=since,
    )


def _describe(kind: str) -> tuple[str, str, str]:
    """The act in words, and the state it had reached: its kind and its label."""
    acts = {
        Receipt.Kind.PAYMENT_SEEN: (_("Online payment"), "good", _("Seen by the office")),
        Receipt.Kind.PAYMENT_BOOKED: (_("Online payment"), "good", _("Booked by the office")),
        Receipt.Kind.PLAN_SENT: (
            _("Request for a payment plan"),
            "wait",
            _("Received, waiting for the office"),
        ),
        Receipt.Kind.PLAN_ANSWERED: (
            _("Answer to a question of the office"),
            "wait",
            _("Received, waiting for the office"),
        ),
        Receipt.Kind.PLAN_TAKEN: (
            _("Payment plan that the office proposed"),
            "good",
            _("Accepted by the person"),
        ),
        Receipt.Kind.MESSAGE_RECEIVED: (
            _("Message to the office"),
            "wait",
            _("Received, waiting for the office"),
        ),
        Receipt.Kind.CONTACT_CONFIRMED: (_("New contact detail"), "good", _("Confirmed by a code")),
        Receipt.Kind.PAID_IN_FULL: (_("Whole file"), "good", _("Nothing left to pay")),
    }
    return acts.get(Receipt.Kind(kind), (kind, "info", ""))


def _list_rows(receipt: Receipt) -> Rows:
    terms: list[tuple[str, str, Callable[[Any], str]]] = [
        ("file_number", _("File number"), str),
        ("number", _("Number"), str),
        ("reference", _("Payment number"), str),
        ("amount_cents", _("Amount"), formats.money),
        ("balance_cents", _("Balance of the file"), formats.money),
        ("asked_at", _("The office was asked on"), lambda text: formats.moment(datetime.fromisoformat(text))),
        ("monthly_cents", _("Amount a month"), formats.money),
        ("months", _("Number of payments"), str),
        ("first_on", _("First payment"), lambda text: formats.day(date.fromisoformat(text))),
    ]
    facts = receipt.facts
    rows = [(term, show(facts[name])) for name, term, show in terms if facts.get(name) not in {None, ""}]
    return [*rows, (_("Receipt issued"), formats.moment(receipt.issued_at))]
