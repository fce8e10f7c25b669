"""The beginning of the trail goes when its time is over, and what is left still proves itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.audit.actors import SYSTEM
from portal.audit.copies import Copied, find_lost
from portal.audit.models import ChainHead, Event
from portal.audit.retention import TrailBroken, cut
from portal.audit.services import find_broken_link, record
from portal.receipts.models import Receipt
from tests.unit.receipts.test_services import issue

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=3650)


@pytest.fixture(autouse=True)
def _chosen(settings: Settings) -> None:
    settings.AUDIT_RETENTION_DAYS = YEARS.days


def test_the_trail_stays_by_default(settings: Settings) -> None:
    settings.AUDIT_RETENTION_DAYS = 0
    record("test", by=SYSTEM)
    assert cut(timezone.now() + 3 * YEARS) == 0


def test_old_events_go_and_the_rest_holds() -> None:
    for _ in range(3):
        record("old", by=SYSTEM)
    head = ChainHead.objects.get()
    copied = Copied(head.number, head.seal, head.proof)
    assert cut(timezone.now() + YEARS - timedelta(days=1)) == 0
    assert cut(timezone.now() + YEARS + timedelta(days=1)) == 3
    assert [(event.number, event.act) for event in Event.objects.all()] == [(4, "audit-trail-cut")]
    record("new", by=SYSTEM)
    assert find_broken_link() is None
    assert find_lost([copied]) is None


@pytest.mark.parametrize("change", [{"base_number": 4}, {"base_number": 0}, {"base_seal": "0" * 64}])
def test_nobody_without_the_key_cuts_it(change: dict[str, object]) -> None:
    for _ in range(3):
        record("old", by=SYSTEM)
    cut(timezone.now() + YEARS + timedelta(days=1))
    record("new", by=SYSTEM)
    ChainHead.objects.update(**change)
    assert find_broken_link() is not None


def test_a_trail_that_does_not_hold_is_left_as_it_is() -> None:
    for _ in range(3):
        record("old", by=SYSTEM)
    Event.objects.filter(number=2).update(act="other")
    with pytest.raises(TrailBroken):
        cut(timezone.now() + YEARS + timedelta(days=1))
    assert Event.objects.count() == 3


def test_what_a_receipt_points_to_stays_and_all_after_it() -> None:
    record("old", by=SYSTEM)
    issue()
    record("old", by=SYSTEM)
    assert cut(timezone.now() + YEARS + timedelta(days=1)) == Receipt.objects.get().event.number - 1
    assert find_broken_link() is None
