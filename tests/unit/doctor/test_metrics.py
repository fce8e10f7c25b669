"""Numbers for whoever watches: what rooms count, and nothing of a person."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.outbox.models import Delivery
from portal.payments.models import Alert, Attempt

pytestmark = pytest.mark.django_db
LINE = re.compile(r'(# (HELP|TYPE) portal_\w+ .+|portal_\w+\{\w+="\w+"\} [0-9]+)')


def read() -> str:
    said = StringIO()
    call_command("metrics", stdout=said)
    return said.getvalue()


def test_rooms_tell_what_they_count() -> None:
    now = timezone.now()
    attempt = Attempt.objects.create(file_id="F-77", party_id="P-77", amount_cents=5000, state="at_bank")
    Alert.objects.create(attempt=attempt, kind="pending", raised_at=now)
    Alert.objects.create(attempt=attempt, kind="amount", raised_at=now, closed_at=now)
    given_up = {"state": "given_up", "ended_at": now, "not_before": None}
    for key in ("a", "b"):
        Delivery.objects.create(
            kind="plans.save", key=key, file_id="F-77", due_at=now, give_up_at=now, **given_up
        )
    said = read()
    assert 'portal_deliveries{state="given_up"} 2' in said
    assert 'portal_deliveries{state="waiting"} 0' in said
    assert 'portal_payment_alerts{kind="pending"} 1' in said
    assert 'portal_payment_alerts{kind="amount"} 0' in said
    assert "77" not in said


def test_every_line_is_one_that_prometheus_reads() -> None:
    lines = read().splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert sum(line.startswith("# TYPE portal_deliveries ") for line in lines) == 1
