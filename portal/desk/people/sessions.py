"""When a session of a member of staff ends, wherever sessions are stored.

A session records when it began and when it was last used. It ends after STAFF_IDLE_MINUTES without a page,
after STAFF_SESSION_HOURS in all, and when it began before the person was last signed out everywhere.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.utils import timezone

from portal.desk.frame.session_left import count_left
from portal.desk.models import SignOut
from portal.web.session_keys import SEEN_EVERY, STAFF_BEGAN_KEY, STAFF_KEYS, STAFF_SEEN_KEY


def note_beginning(request: HttpRequest, **_others: Any) -> None:
    """Django's signal of a sign-in: the session begins now."""
    now = timezone.now().timestamp()
    request.session.update({STAFF_BEGAN_KEY: now, STAFF_SEEN_KEY: now})


def end_all(person: User) -> None:
    """End every session of this person now."""
    SignOut.objects.update_or_create(user=person, defaults={"at": timezone.now()})


def get_user(session: Any, user: Any) -> Any:
    """``user`` as the session has it, or nobody when it has ended; its keys are then deleted."""
    if not user.is_authenticated:
        return user
    now = timezone.now().timestamp()
    if is_over(session, now) or _is_ended(session, user):
        for key in STAFF_KEYS:
            session.pop(key, None)
        return AnonymousUser()
    if now - session[STAFF_SEEN_KEY] >= SEEN_EVERY.total_seconds():
        session[STAFF_SEEN_KEY] = now
    return user


def is_over(session: Any, now: float) -> bool:
    """Whether a session has ended: unused for too long, or begun too long ago."""
    left_s, _most_s, _idle_s = count_left(session, now)
    return left_s <= 0


def _is_ended(session: Any, user: Any) -> bool:
    ended: Any = SignOut.objects.filter(user=user.pk).values_list("at", flat=True).first()
    return bool(ended is not None and session.get(STAFF_BEGAN_KEY, 0.0) <= ended.timestamp())
