"""Between the right password and the second factor: who it is, for a few minutes. Nobody is signed in yet."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from portal.desk.frame.unsent import begin_session
from portal.web.sealing import seal, unseal

PENDING_KEY = "desk_pending"
SECRET_KEY = "desk_factor_secret"  # noqa: S105 - where it is kept
FRESH_KEY = "desk_fresh"
SET_UP_KEY = "desk_may_set_up"
PURPOSE = "second-factor"
LIFE_S = 10 * 60


def store_sign_in(request: HttpRequest, user: Any, *, next_page: str) -> None:
    """The password was right. The session gets a new key."""
    begin_session(request, user)
    request.session[PENDING_KEY] = {
        "user": user.pk,
        "password": user.password[-20:],
        "at": timezone.now().timestamp(),
        "next": next_page,
    }


def find(request: HttpRequest) -> tuple[User, str] | None:
    """The user and the next page; None when no password was given, or too long ago, or it changed since."""
    kept = request.session.get(PENDING_KEY)
    if kept is None or timezone.now().timestamp() - kept["at"] > LIFE_S:
        return None
    user: Any = User._default_manager.filter(pk=kept["user"], is_active=True, is_staff=True).first()
    if user is None or user.password[-20:] != kept["password"]:
        return None
    return user, kept["next"]


def store_secret(request: HttpRequest, secret: str) -> None:
    """Store the secret of an app that is being set up."""
    request.session[SECRET_KEY] = seal(secret, purpose=PURPOSE)


def find_secret(request: HttpRequest) -> str | None:
    """None when none is being set up."""
    sealed = request.session.get(SECRET_KEY)
    return unseal(sealed, purpose=PURPOSE, max_age_s=LIFE_S) if sealed else None


def drop_secret(request: HttpRequest) -> None:
    """The app is set up."""
    request.session.pop(SECRET_KEY, None)


def allow_set_up(request: HttpRequest) -> None:
    """The password was given for this purpose: another app or passkey may be set up for a few minutes."""
    request.session[SET_UP_KEY] = timezone.now().timestamp()


def may_set_up(request: HttpRequest) -> bool:
    """Whether that is allowed. A recent sign-in is not enough."""
    at: float = request.session.get(SET_UP_KEY, 0.0)
    return timezone.now().timestamp() - at < LIFE_S


def note_fresh(request: HttpRequest) -> None:
    """The signed-in person has just given the password again."""
    request.session[FRESH_KEY] = timezone.now().timestamp()


def is_fresh(request: HttpRequest) -> bool:
    """Whether they did so within a few minutes."""
    at: float = request.session.get(FRESH_KEY, 0.0)
    return timezone.now().timestamp() - at < LIFE_S
