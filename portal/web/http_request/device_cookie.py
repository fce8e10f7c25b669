"""A cookie that recognises a browser in which somebody signed in before.

It says whose sign-ins, and nothing else.

After OWASP's device cookie. It is sealed: it holds a random number and keyed hashes, the newest last.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from portal.web.sealing import seal, unseal

LIFE_S = 90 * 24 * 3600
MOST_MARKS = 5


@dataclass(frozen=True, slots=True)
class DeviceCookie:
    """``purpose``: its name, and the purpose of its seal."""

    purpose: str

    @property
    def name(self) -> str:
        """The cookie's name, as the browser sends it."""
        return f"__Host-{self.purpose}" if settings.IS_HTTPS else self.purpose

    def read(self, cookies: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
        """The browser's number and its hashes; "" and none when the cookie is missing, foreign or too old."""
        told = unseal(cookies.get(self.name, ""), purpose=self.purpose, max_age_s=LIFE_S)
        device_id, *marks = json.loads(told) if told else [""]
        return device_id, tuple(marks)

    def write(self, response: HttpResponse, device_id: str, marks: tuple[str, ...], *, new: str = "") -> None:
        """Set the cookie, with a new number if it had none, and with ``new`` as the newest hash."""
        kept = [one for one in marks if one != new] + ([new] if new else [])
        response.set_cookie(
            self.name,
            seal(
                json.dumps([device_id or secrets.token_urlsafe(16), *kept[-MOST_MARKS:]]),
                purpose=self.purpose,
            ),
            max_age=LIFE_S,
            secure=settings.IS_HTTPS,
            httponly=True,
            samesite="Lax",
        )
