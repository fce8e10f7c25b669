"""The browser on which a member of staff signed in before: it has tries of its own.

Strangers who try passwords at a name make that name wait for other strangers, never for its owner. After
OWASP's device cookie; sealed, it holds a random number and keyed hashes of names.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse

from portal.web.lockout import Counter, count_device, count_name
from portal.web.sealing import seal, unseal

COOKIE = "__Host-desk-device" if settings.IS_HTTPS else "desk-device"
COOKIE_S = 90 * 24 * 3600
PURPOSE = "desk-device"
MOST_NAMES = 5


def find_own_counter(cookies: Mapping[str, str], name: str) -> Counter | None:
    """The counter of this browser for this name; None when nobody of that name signed in here before."""
    device_id, names = _read(cookies)
    if _mark(name) not in names:
        return None
    return replace(count_device(device_id), name=f"desk-device:{device_id}:{_mark(name)}")


def keep(response: HttpResponse, cookies: Mapping[str, str], name: str) -> None:
    """Remember after a whole sign-in, with its second step, that it was made here."""
    device_id, names = _read(cookies)
    kept = [*(one for one in names if one != _mark(name)), _mark(name)][-MOST_NAMES:]
    response.set_cookie(
        COOKIE,
        seal(json.dumps([device_id or secrets.token_urlsafe(16), *kept]), purpose=PURPOSE),
        max_age=COOKIE_S,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _read(cookies: Mapping[str, str]) -> tuple[str, list[str]]:
    told = unseal(cookies.get(COOKIE, ""), purpose=PURPOSE, max_age_s=COOKIE_S)
    device_id, *names = json.loads(told) if told else [""]
    return device_id, names


def _mark(name: str) -> str:
    return count_name(name).name
