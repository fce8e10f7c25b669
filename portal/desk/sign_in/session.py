"""Starts and ends the session of a member of staff."""

from typing import Any

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from portal.desk.frame.unsent import begin_session, note_owner
from portal.desk.sign_in.pending import note_fresh


def sign_in(request: HttpRequest, user: Any, *, by: str) -> None:
    """Sign in somebody who proved who they are; the session gets a new key.

    ``by``: with what, for the trail: "password", "password+code", "password+passkey", "password+set-up" or
    "openid".
    """
    begin_session(request, user)
    request.signed_in_by = by  # type: ignore[attr-defined]
    with transaction.atomic():
        login(request, user)
    note_fresh(request)


def sign_out(request: HttpRequest) -> None:
    """Sign out; harmless when nobody is signed in."""
    user_id = request.user.pk
    logout(request)
    if user_id is not None:
        note_owner(request, user_id=user_id)
