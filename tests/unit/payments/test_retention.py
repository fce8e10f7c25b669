"""Old payments go, with all that belongs to them; what waits for somebody stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal.audit.models import Event
from portal.payments.models import Alert, Attempt, Notice, State
from portal.payments.settling.retention import ENDED, delete_old
from tests.unit.payments.conftest import MakeAttempt

DAYS = 400


@pytest.fixture
def old(make_attempt: MakeAttempt, settings: Settings) -> Any:
    """Saves a payment that began long ago."""
    settings.PAYMENT_RETENTION_DAYS = DAYS

    def make(state: str = State.BOOKED, days: int = DAYS + 1) -> Attempt:
        amount_cents = 1000 + Attempt.objects.count()  # one open payment of an amount
        attempt = make_attempt(state=state, amount_cents=amount_cents)
        Attempt.objects.filter(pk=attempt.pk).update(created_at=timezone.now() - timedelta(days=days))
        return attempt

    return make


def test_what_is_over_goes_and_what_is_not_stays(old: Any) -> None:
    for state in State:
        old(state)
    kept = old(State.BOOKED, DAYS - 1)
    assert delete_old(timezone.now()) == len(ENDED)
    assert set(Attempt.objects.exclude(pk=kept.pk).values_list("state", flat=True)) == set(State) - set(ENDED)
    assert Attempt.objects.filter(pk=kept.pk).exists()
    assert Event.objects.get(act="payments-deleted").details == {"count": len(ENDED)}


def test_an_open_alert_keeps_its_payment_and_a_closed_one_goes_with_it(old: Any) -> None:
    waiting, decided = old(), old()
    now = timezone.now()
    Alert.objects.create(attempt=waiting, kind=Alert.Kind.SHOWN_TWICE, raised_at=now)
    Alert.objects.create(attempt=decided, kind=Alert.Kind.SHOWN_TWICE, raised_at=now, closed_at=now)
    assert delete_old(now) == 1
    assert Attempt.objects.get() == waiting
    assert Alert.objects.count() == 1
    assert not Notice.objects.exists()
    assert delete_old(now) == 0
