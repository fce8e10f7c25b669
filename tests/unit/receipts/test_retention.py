"""Receipts stay, unless the office chose a time for them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.audit.models import Event
from portal.receipts.models import Receipt
from portal.receipts.retention import delete_old
from tests.unit.receipts.test_services import issue

pytestmark = pytest.mark.django_db


def test_receipts_stay_by_default(settings: Settings) -> None:
    issue()
    assert delete_old(timezone.now() + timedelta(days=9999)) == 0
    assert Receipt.objects.count() == 1


def test_the_office_may_choose_a_time(settings: Settings) -> None:
    settings.RECEIPT_RETENTION_DAYS = 3650
    issue()
    assert delete_old(timezone.now() + timedelta(days=3649)) == 0
    assert delete_old(timezone.now() + timedelta(days=3651)) == 1
    assert Event.objects.get(act="receipts-deleted").details == {"count": 1}
