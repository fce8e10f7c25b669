"""The link by which somebody chooses a password: works once, for a few days, and is kept nowhere.

It holds the person's number and a mark over their password, last sign-in and mail address (Django's own for
new passwords), so it ends when any of these changes.
"""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator


class _Marks(PasswordResetTokenGenerator):
    """Of this use alone: no mark of another opens it."""

    key_salt = "portal.desk.people.links"


_marks = _Marks()


def make_token(person: User) -> str:
    """The secret part of the link's address."""
    return f"{person.pk}-{_marks.make_token(person)}"


def find_person(token: str) -> User | None:
    """Whom the link is for; None when it was used, ended or made up, or the person is switched off."""
    number, _dash, mark = token.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    known: Any = User._default_manager.filter(pk=int(number), is_active=True, is_staff=True).first()
    return known if known is not None and _marks.check_token(known, mark) else None
