"""Work that Aptic did asynchronously has ended: listeners are told."""

from typing import Any

from portal.aptic.events.effects.base import Case, Handler
from portal.aptic.events.effects.small import AlertHandler
from portal.aptic.events.receiving.payloads import clean
from portal.aptic.events.signals import job_ended

# ASSUMED: the page documents no payload.
ID_KEYS = ("jobid", "job")
LONGEST = 120


class JobHandler(Handler):
    """Tells the listeners once, in the transaction that ends the event."""

    needs_file = False
    is_alone = True

    def apply(self, case: Case, found: Any) -> str:
        """Codes: run-ended, no-run (nobody here waits for it)."""
        del found
        return "run-ended" if announce_job_end(case, is_failed=False) else "no-run"


class FailedJobHandler(AlertHandler):
    """The same, and an alert: somebody must look in Aptic."""

    is_alone = True

    def apply(self, case: Case, found: Any) -> str:
        """Codes: run-failed, or those of an alert."""
        is_ours = announce_job_end(case, is_failed=True)
        alerted = super().apply(case, found)
        return "run-failed" if is_ours else alerted


def announce_job_end(case: Case, *, is_failed: bool) -> bool:
    """Send the signal. Returns whether the work belonged to one of them. Raises: Postpone."""
    told = {"".join(c for c in key.lower() if c.isalnum()): value for key, value in case.data.items()}
    job_id = next((text for key in ID_KEYS if (text := clean(told.get(key), LONGEST))), "")
    if not job_id:
        return False
    age = case.now - case.event.received_at
    answers = job_ended.send(sender=None, job_id=job_id, is_failed=is_failed, data=dict(case.data), age=age)
    return any(is_ours for _listener, is_ours in answers)
