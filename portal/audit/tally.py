"""Records acts that strangers can repeat at will, without letting the trail grow at their pace."""

import json
from typing import Any

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.audit.signals import act_tallied

WINDOW_S = 3600


def record_tally(act: str, *, by: Actor, file_id: str = "", details: dict[str, Any]) -> None:
    """Record the first, second, fourth, eighth ... such act within an hour, with ``times``: how many so far.

    Acts are alike when their events would be the same. The hour begins with the first. The last event of an
    hour accounts for at least half of its acts: n acts make about log2(n) events.
    """
    act_tallied.send(sender=None, act=act)
    times = _count(json.dumps([act, by.kind, by.user_id, file_id, details], sort_keys=True))
    if times & (times - 1) == 0:
        record(act, by=by, file_id=file_id, details={**details, "times": times})


def _count(what: str) -> int:
    """How many there were in the hour, including this one."""
    key = "trail:" + salted_hmac("portal.audit.tally", what, algorithm="sha256").hexdigest()
    while True:
        cache.add(key, 0, WINDOW_S)
        try:
            return cache.incr(key)
        except ValueError:  # it expired just then
            continue
