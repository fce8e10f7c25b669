"""Staff signing in and out, each told to the audit trail."""

from typing import Any

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from portal.audit.actors import Actor
from portal.audit.services import record


def open_desk(request: HttpRequest, user: Any) -> None:
    """Sign in somebody whose password was right; the session gets a new key and holds nothing older."""
    request.session.flush()
    with transaction.atomic():
        login(request, user)
        record("staff-signed-in", by=Actor.staff(request.user))


def close_desk(request: HttpRequest) -> None:
    """Sign out; harmless when nobody is signed in."""
    if request.user.is_authenticated:
        record("staff-signed-out", by=Actor.staff(request.user))
    logout(request)
