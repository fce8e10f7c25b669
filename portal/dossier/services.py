"""What a defendant may do with the file: ask the balance again, have a proof of payment."""

from django.utils import timezone

from portal.audit.actors import DEFENDANT
from portal.file import balance
from portal.file.balance import Refreshed
from portal.file.facts import BOOKED, FILE_NUMBER
from portal.file.reading import forget, recall
from portal.file.visit import Visit
from portal.payments.selectors import awaits_taking_off
from portal.receipts.models import Receipt
from portal.receipts.services import issue_receipt


def refresh_balance(visit: Visit) -> Refreshed:
    """Ask Tagor again, at most once in five minutes, and with the balance what it is made of."""
    outcome = balance.ask_again(visit)
    if outcome is Refreshed.DONE:
        forget(visit, *BOOKED)
    return outcome


def prove_paid(visit: Visit) -> Receipt | None:
    """A receipt that nothing is left to pay, one a day; None unless the office said so in this session.

    None too while the office has not taken off what went back of a payment.
    """
    known = recall(visit, balance.BALANCE)
    if known is None or known.cents != 0 or awaits_taking_off(visit.file_id):
        return None
    return issue_receipt(
        Receipt.Kind.PAID_IN_FULL,
        subject=f"{timezone.localdate(known.as_of):%Y%m%d}-{visit.file_id}-{visit.party_id}"[:60],
        file_id=visit.file_id,
        party_id=visit.party_id,
        facts={
            "file_number": recall(visit, FILE_NUMBER) or "",
            "balance_cents": 0,
            "asked_at": known.as_of.isoformat(),
        },
        by=DEFENDANT,
    )
