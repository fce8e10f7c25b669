"""Parses a webhook's body: one event or a list of them. Uses neither settings nor database.

ASSUMED: the format, since the page only says that the secret comes back in the POST: ``{"event": name, "id":
guid, "timestamp": ISO 8601, "secret": …, "data": {…}}``; also taken are ``eventName`` or ``type`` for the
name, the secret in a header, and a list of such objects.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

MAX_EVENTS = 500
MAX_DEPTH = 20
NAME_KEYS = ("event", "eventName", "type")
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=10)
"""How far Aptic's clock may be ahead: an event from further in the future would make all others late."""
_NAME, _ID = 60, 100


class UnreadableError(ValueError):
    """This is no event, nor a list of them."""


@dataclass(frozen=True, slots=True)
class PostedEvent:
    """One event. ``secret`` is the one it carries ("" for none), ``content`` the rest of it as JSON text.

    ``said_at`` is None when the event has no plausible time.
    """

    name: str
    remote_id: str
    said_at: datetime | None
    secret: str
    content: str
    data: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        """A hash that is the same for the same event, however often it is posted. 64 characters.

        Besides the id it covers name and data: if Aptic ever gave two events the same id, both would be kept.
        Handling one twice is harmless, losing one is not.
        """
        parts = [self.name, self.remote_id, self.data] if self.remote_id else self.content
        return sha256(_write(parts).encode()).hexdigest()


def read_events(body: bytes, *, now: datetime, zone: str) -> tuple[PostedEvent, ...]:
    """The events of a body, in order. ``zone``: that of times without one. Raises: UnreadableError."""
    try:
        found = json.loads(body.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_read_float)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("no JSON") from error
    items = found if isinstance(found, list) else [found]
    if not 0 < len(items) <= MAX_EVENTS or not all(isinstance(item, dict) for item in items):
        raise UnreadableError("no events")
    if _is_deeper(found, MAX_DEPTH):
        raise UnreadableError("too deep")
    return tuple(_read_one(item, now, ZoneInfo(zone)) for item in items)


def clean(value: object, length: int) -> str:
    """A text of the outside for a column of ours: no NUL, no control or half characters, not too long."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int) and value.bit_length() > 256:
        return ""
    text = "".join(c for c in str(value) if c.isprintable()).strip()
    return text[:length]


def _read_one(item: dict[str, Any], now: datetime, zone: ZoneInfo) -> PostedEvent:
    name = next((found for key in NAME_KEYS if (found := clean(item.get(key), _NAME))), "")
    secret, data = item.get("secret"), item.get("data")
    return PostedEvent(
        name=name.lower(),
        remote_id=clean(item.get("id"), _ID),
        said_at=_read_moment(item.get("timestamp"), now, zone),
        secret=secret if isinstance(secret, str) else "",
        content=_write({key: value for key, value in item.items() if key != "secret"}),
        data=data if isinstance(data, dict) else {},
    )


def _read_moment(value: object, now: datetime, zone: ZoneInfo) -> datetime | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment <= now + AHEAD else None


def _write(value: object) -> str:
    """The canonical text of a value. ASCII, so that a lone surrogate can be hashed and sealed too."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _read_float(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _refuse(text: str) -> float:
    raise UnreadableError(f"{text[:20]} is no number")


def _is_deeper(value: object, depth: int) -> bool:
    """Whether anything is nested deeper than ``depth``; does not itself go deeper."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return False
    return depth == 0 or any(_is_deeper(one, depth - 1) for one in value)
