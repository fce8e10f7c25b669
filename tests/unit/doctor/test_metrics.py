"""Numbers for whoever watches: what rooms count, and nothing of a person."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.outbox.models import Delivery
from portal.outbox.tasks import sweep
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


def test_what_waits_tells_for_how_long() -> None:
    now = timezone.now()
    Delivery.objects.create(
        kind="plans.save", key="old", due_at=now - timedelta(minutes=5), give_up_at=now, not_before=now
    )
    sweep.enqueue()
    said = read()
    assert re.search(r'portal_delivery_age_seconds{which="oldest"} 30[0-9]', said)
    assert 'portal_tasks{state="due"} 1' in said
    assert re.search(r'portal_task_lag_seconds{queue="default"} [0-9]$', said, re.MULTILINE)
    assert 'portal_plan_requests{state="review"} 0' in said
    assert 'portal_events{state="failed"} 0' in said
