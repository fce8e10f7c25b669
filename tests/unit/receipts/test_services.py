"""A receipt is issued once for an act, with its event, or not at all."""

import pytest
from django.db import transaction

from portal.audit.models import Event
from portal.receipts.models import Receipt
from portal.receipts.services import issue_receipt

FACTS = {"amount_cents": 5000, "reference": "DP1"}


def issue(kind: Receipt.Kind = Receipt.Kind.PAYMENT_SEEN, subject: str = "DP1") -> Receipt:
    return issue_receipt(kind, subject=subject, file_id="1", party_id="2", facts=FACTS)


@pytest.mark.django_db
def test_one_act_has_one_receipt() -> None:
    assert issue().code == issue().code
    assert Event.objects.filter(act="receipt-issued").count() == 1


@pytest.mark.django_db
def test_seen_and_booked_are_two_acts() -> None:
    assert issue().code != issue(Receipt.Kind.PAYMENT_BOOKED).code


@pytest.mark.django_db
def test_receipt_goes_with_its_act() -> None:
    class ActFailed(Exception):
        pass

    def act() -> None:
        with transaction.atomic():
            issue()
            raise ActFailed

    with pytest.raises(ActFailed):
        act()
    assert not Receipt.objects.exists()
    assert not Event.objects.exists()
