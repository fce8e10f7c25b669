"""The request of a page that staff see as the defendant does: no session, and nothing is stored."""

import copy
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from portal.access.session import DEFENDANT_KEY, Defendant
from portal.integrations.tagor.values.account import Credential

NO_CREDENTIAL = Credential("Hash", "")


class NoSession(SessionBase):
    """Holds what a page stores in it, until the page is done."""

    def load(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def exists(self, session_key: str) -> bool:
        """Always False."""
        del session_key
        return False

    def create(self) -> None:
        """Nothing to make."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Stores nothing."""

    def delete(self, session_key: str | None = None) -> None:
        """Nothing to delete."""


def make_preview_request(request: HttpRequest, *, file_id: str, party_id: str) -> HttpRequest:
    """A copy of the request with the file open in it, without its credential and the member of staff.

    Changes of the page to its session or user do not affect the original ones.
    """
    now = timezone.now()
    until = now + timedelta(minutes=settings.DEFENDANT_SESSION_MINUTES)
    shown = copy.copy(request)
    shown.session = NoSession()
    shown.session[DEFENDANT_KEY] = {"until": until.timestamp(), "seen": now.timestamp()}
    shown.user = AnonymousUser()
    shown.method = "GET"
    defendant = Defendant(file_id, party_id, NO_CREDENTIAL, signed_in_at=now, expires_at=until)
    shown._defendant = defendant  # type: ignore[attr-defined]
    for name in ("desk", "htmx"):
        shown.__dict__.pop(name, None)
    return shown
