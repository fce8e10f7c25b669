"""Browsers in which a member of staff signed in before: they have a limit of their own.

Strangers who try passwords for a name make other strangers wait for that name, never its owner.
"""

from collections.abc import Mapping

from django.http import HttpResponse

from portal.desk.sign_in.password_limits import count_name
from portal.web.attempt_throttle import Counter
from portal.web.http_request.device_cookie import DeviceCookie

PURPOSE = "desk-device"
COOKIE = DeviceCookie(PURPOSE)


def find_own_counter(cookies: Mapping[str, str], name: str, *, kind: str) -> Counter | None:
    """The counter of this browser for this name; None when nobody of that name signed in here before.

    ``kind``: what is tried; wrong codes are counted apart from wrong passwords.
    """
    device_id, names = COOKIE.read(cookies)
    if _mark(name) not in names:
        return None
    return Counter(f"desk-device:{kind}:{device_id}:{_mark(name)}")


def write_cookie(response: HttpResponse, cookies: Mapping[str, str], name: str) -> None:
    """Remember a whole sign-in, with its second step, or the link by which a password was chosen."""
    device_id, names = COOKIE.read(cookies)
    COOKIE.write(response, device_id, names, new=_mark(name))


def _mark(name: str) -> str:
    return count_name(name).name
