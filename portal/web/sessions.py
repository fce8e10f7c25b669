"""Sessions in the database and the cache, kept under a hash of their id.

The id itself is only in the browser's cookie: somebody who reads a row, a backup or the cache cannot use the
session. SHA-256 alone is enough, because an id has 165 random bits.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore as CachedStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.db.models import Min
from django.dispatch import Signal
from django.utils import timezone

from portal.web.retention import FORGETTING, Retention
from portal.web.session_keys import STAFF_BEGAN_KEY, TYPING_OF_KEY

CLEAR_EVERY = timedelta(hours=1)
OF_STAFF = timedelta(days=4)
"""A page of the desk may stand open over a long weekend, and what was typed there is kept for who typed it.

Their session has long ended by then: see ``portal.desk.people.sessions``.
"""
renamed = Signal()
"""A session goes on under another id; ``before`` and ``after`` are its stored keys."""


def hash_key(session_key: str) -> str:
    """The key under which a session is stored: 40 letters and digits, as long as the column."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(CachedStore):
    """Django's store in every other way. Has only the methods a web request uses: no asynchronous ones."""

    cache_key_prefix = "session:"
    _cache: Any

    @property
    def cache_key(self) -> str:
        """The session's key in the cache."""
        return self.cache_key_prefix + hash_key(self._get_or_create_session_key())  # type: ignore[attr-defined]

    def create(self) -> None:
        """A new session; also clears away some expired ones."""
        super().create()
        if cache.add("sessions-cleared", 1, CLEAR_EVERY.total_seconds()):
            transaction.on_commit(lambda: FORGETTING.plan_or_advance(timezone.now() + CLEAR_EVERY))

    def get_session_cookie_age(self) -> int:
        """Seconds until the row may be cleared away."""
        is_of_staff = STAFF_BEGAN_KEY in self or TYPING_OF_KEY in self
        return max(settings.SESSION_COOKIE_AGE, int(OF_STAFF.total_seconds()) if is_of_staff else 0)

    def cycle_key(self) -> None:
        """As Django's; who keeps a list of sessions hears of it."""
        before = self.session_key
        super().cycle_key()
        self._announce_renamed(before)

    def start_anew(self, kept: Mapping[str, Any]) -> None:
        """Under another id, with ``kept`` alone of what it held."""
        before = self.session_key
        self.flush()
        if kept:
            self.update(dict(kept))
            self.create()
            self._announce_renamed(before)

    def create_model_instance(self, data: Any) -> Any:
        """The row of this session."""
        row = super().create_model_instance(data)
        row.session_key = hash_key(row.session_key)
        return row

    def exists(self, session_key: str) -> bool:
        """Whether an id is taken."""
        hashed = hash_key(session_key)
        return (self.cache_key_prefix + hashed) in self._cache or _find(hashed).exists()

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, or that of the id."""
        ended = session_key or self.session_key
        if ended is not None:
            _find(hash_key(ended)).delete()
            self._cache.delete(self.cache_key_prefix + hash_key(ended))

    def _announce_renamed(self, before: str | None) -> None:
        if before:
            renamed.send(SessionStore, before=hash_key(before), after=hash_key(self.session_key or ""))

    def _get_session_from_db(self) -> Any:
        found = _find(hash_key(self.session_key or "")).filter(expire_date__gt=timezone.now()).first()
        if found is None:
            self._session_key = None
        return found


def end_hashed(hashed: str) -> None:
    """End a session, given its stored key."""
    _find(hashed).delete()
    cache.delete(SessionStore.cache_key_prefix + hashed)


def _find(hashed: str) -> Any:
    return Session.objects.filter(session_key=hashed)


def _clear(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _find_next_end() -> datetime | None:
    """Once an hour is enough: an expired session opens nothing, even while its row exists."""
    first: datetime | None = Session.objects.aggregate(first=Min("expire_date"))["first"]
    return None if first is None else max(first, timezone.now()) + CLEAR_EVERY


RETENTION = Retention("sessions", _clear, _find_next_end)
