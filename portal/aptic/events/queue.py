"""Plans the work of the worker, in the transaction of whoever asks."""

from datetime import datetime

from portal.aptic.events.models import Sweep
from portal.web.planning import plan_or_advance_noted


def plan_sweep(at: datetime) -> None:
    """Have a sweep at that moment or earlier."""
    from portal.aptic.events.tasks import sweep  # noqa: PLC0415 - the task stands on what plans it

    plan_or_advance_noted(sweep, at, note=Sweep)
