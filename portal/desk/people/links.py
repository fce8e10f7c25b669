"""The link for choosing a password: works once, for a few days, and is stored nowhere.

It holds the person's id and a hash over their password, last sign-in and e-mail address (Django's own
password reset token), so it becomes invalid when any of these changes.
"""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from portal.desk.sign_in.password_form import takes_password


class _Marks(PasswordResetTokenGenerator):
    """For this purpose only: tokens for other purposes are not valid here."""

    key_salt = "portal.desk.people.links"


_marks = _Marks()


def make_token(person: User) -> str:
    """The secret part of the link's address."""
    return f"{person.pk}-{_marks.make_token(person)}"


def find_person(token: str) -> User | None:
    """The person the link is for; None when it no longer holds, or they sign in otherwise."""
    number, _dash, mark = token.partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    known: Any = User._default_manager.filter(pk=int(number), is_active=True, is_staff=True).first()
    is_theirs = known is not None and takes_password(known) and _marks.check_token(known, mark)
    return known if is_theirs else None
