"""Members of staff for page tests: made with just the permissions a test names, signed in by password."""

import time
from collections.abc import Iterable
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

PASSWORD = "a practice password of the desk"


def make_staff(name: str = "an", *, permissions: Iterable[str] = (), **fields: Any) -> Any:
    """A member of staff with these permissions, written "app.codename"."""
    fields.setdefault("is_staff", True)
    user = get_user_model().objects.create_user(name, password=PASSWORD, **fields)
    for permission in permissions:
        label, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=label, codename=codename))
    return user


def sign_in_staff(client: Client, name: str = "an", *, next_page: str = "") -> Any:
    """Through the desk's own sign-in page; returns the answer."""
    data = {"username": name, "password": PASSWORD, "next": next_page}
    return client.post("/desk/sign-in/", data)


def make_code(secret: str, *, steps: int = 0) -> str:
    """As the app shows it; ``steps``: so many half minutes later."""
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))
    return code
