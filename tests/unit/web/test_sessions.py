"""Sessions are kept under a hash of their id, and cleared away within the hour after their end."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from portal.web.job_scheduling import DBTaskResult
from portal.web.retention import forget_all
from portal.web.sessions import SessionStore, hash_key

pytestmark = pytest.mark.django_db


def make() -> SessionStore:
    store = SessionStore()
    store["a"] = 1
    store.save()
    return store


def test_neither_row_nor_cache_names_the_id() -> None:
    key = make().session_key
    assert key is not None
    assert not Session.objects.filter(session_key=key).exists()
    assert cache.get(f"session:{hash_key(key)}") == {"a": 1}
    assert cache.get(f"session:{key}") is None


@pytest.mark.parametrize("is_cached", [True, False])
def test_the_id_alone_opens_the_session(is_cached: bool) -> None:
    key = make().session_key
    assert key is not None
    if not is_cached:
        cache.clear()
    assert SessionStore(key)["a"] == 1
    assert SessionStore(hash_key(key)).get("a") is None
    assert SessionStore().exists(key)


def test_an_ended_session_is_gone_from_both_places() -> None:
    store = make()
    key = store.session_key
    assert key is not None
    store.flush()
    assert SessionStore(key).get("a") is None
    assert not SessionStore().exists(key)
    assert not Session.objects.exists()


def test_an_id_that_is_not_kept_is_not_taken_over() -> None:
    store = SessionStore("a" * 32)
    assert store.get("a") is None
    store["a"] = 2
    store.save()
    assert store.session_key != "a" * 32


def test_sessions_that_are_over_are_cleared_within_the_hour(
    django_capture_on_commit_callbacks: Any,
) -> None:
    make()
    over = make()
    Session.objects.filter(session_key=hash_key(str(over.session_key))).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    with django_capture_on_commit_callbacks(execute=True):
        cache.clear()
        make()
    planned = DBTaskResult.objects.get(task_path="portal.web.retention.forget", status="READY")
    assert planned.run_after <= timezone.now() + timedelta(hours=1)

    assert forget_all(timezone.now())["sessions"] == 1
    assert Session.objects.count() == 2
