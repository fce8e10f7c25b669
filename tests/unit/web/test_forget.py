"""What a run would delete is said without deleting it, and then it is deleted."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from portal.web.retention import RETENTION
from portal.web.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_a_dry_run_says_what_would_go_and_keeps_it(capsys: pytest.CaptureFixture[str]) -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(hours=1))

    call_command("forget", "--dry-run")
    told = capsys.readouterr().out
    assert "  sessions: 1\n" in told
    assert told.count("\n") == 1 + len(RETENTION.collect())
    assert Session.objects.count() == 1

    call_command("forget")
    assert "  sessions: 1\n" in capsys.readouterr().out
    assert not Session.objects.exists()
