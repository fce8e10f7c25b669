"""Starts and ends the session of a member of staff."""

from typing import Any

from django.contrib.auth import login, logout
from django.db import transaction
from django.http import HttpRequest

from portal.desk.factors.pending import note_fresh


def sign_in(request: HttpRequest, user: Any) -> None:
    """Sign in somebody whose password was right; the session gets a new key and holds nothing older."""
    request.session.flush()
    with transaction.atomic():
        login(request, user)
    note_fresh(request)


def sign_out(request: HttpRequest) -> None:
    """Sign out; harmless when nobody is signed in."""
    logout(request)
