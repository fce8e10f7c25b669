"""How long the session of a member of staff has left."""

from typing import Any

from django.conf import settings

from portal.web.session_keys import STAFF_BEGAN_KEY, STAFF_SEEN_KEY


def count_left(session: Any, now: float) -> tuple[float, float, int]:
    """Seconds until it ends unused, whatever is done, and after each use; no more than 0 once it has ended.

    ``now``: seconds since 1970.
    """
    idle_s = settings.STAFF_IDLE_MINUTES * 60
    most_s = session.get(STAFF_BEGAN_KEY, 0.0) + settings.STAFF_SESSION_HOURS * 3600 - now
    return min(session.get(STAFF_SEEN_KEY, 0.0) + idle_s - now, most_s), most_s, idle_s
