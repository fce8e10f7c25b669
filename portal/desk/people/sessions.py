"""Ending every session of a member of staff, wherever sessions are kept.

A session says when it began; those that began before the person was last signed out everywhere are over.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.utils import timezone

from portal.access.session import STAFF_BEGAN_KEY, STAFF_KEYS
from portal.desk.models import SignOut


def note_beginning(request: HttpRequest, **_others: Any) -> None:
    """Django's signal of a sign-in: the session begins now."""
    request.session[STAFF_BEGAN_KEY] = timezone.now().timestamp()


def end_all(person: User) -> None:
    """From now on every session of this person is over."""
    SignOut.objects.update_or_create(user=person, defaults={"at": timezone.now()})


def get_user(session: Any, user: Any) -> Any:
    """``user`` as the session has it, or nobody when the session is over; its keys are then gone."""
    if not user.is_authenticated:
        return user
    ended = SignOut.objects.filter(user=user.pk).values_list("at", flat=True).first()
    if ended is None or session.get(STAFF_BEGAN_KEY, 0.0) > ended.timestamp():
        return user
    for key in STAFF_KEYS:
        session.pop(key, None)
    return AnonymousUser()
