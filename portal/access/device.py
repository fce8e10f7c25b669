"""The browser that signed in before: it has tries of its own, so that no stranger can use them up.

After OWASP's device cookie. It is sealed and names no file: it holds a random number and keyed hashes.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from portal.web.lockout import count_file
from portal.web.sealing import seal, unseal

COOKIE = "__Host-device" if settings.IS_HTTPS else "device"
COOKIE_S = 90 * 24 * 3600
PURPOSE = "device"
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Device:
    """``files``: the marks of the file numbers whose PIN was right here, the newest last."""

    device_id: str
    files: tuple[str, ...] = ()

    def knows(self, file: str) -> bool:
        """Whether the PIN of this file number was right here before, however the number is written."""
        return _mark(file) in self.files


def read_device(cookies: Mapping[str, str]) -> Device | None:
    """The browser's own device; None when the cookie is not there, not ours or too old."""
    told = unseal(cookies.get(COOKIE, ""), purpose=PURPOSE, max_age_s=COOKIE_S)
    if told is None:
        return None
    device_id, *files = json.loads(told)
    return Device(device_id, tuple(files))


def keep_device(response: HttpResponse, device: Device | None, *, file: str = "") -> None:
    """Remember after a right sign-in that it was right here; ``file``: the number whose PIN was."""
    known = device or Device(secrets.token_urlsafe(16))
    files = [one for one in known.files if not file or one != _mark(file)]
    if file:
        files.append(_mark(file))
    response.set_cookie(
        COOKIE,
        seal(json.dumps([known.device_id, *files[-MOST_FILES:]]), purpose=PURPOSE),
        max_age=COOKIE_S,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _mark(file: str) -> str:
    return count_file(file).name
