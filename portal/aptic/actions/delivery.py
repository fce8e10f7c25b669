"""Sends the actions that change something through the outbox.

The effect of a custom action is unknown, so after a lost answer nothing can show whether it arrived: it is
shown as unknown, and only a person sends it again.
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.aptic.actions import run_states
from portal.aptic.actions.calling import InputGoneError, call
from portal.aptic.models import RunState, ServiceRun
from portal.integrations.openapi import InvalidRequest
from portal.outbox.handlers import Found, GiveUp, Handler
from portal.outbox.models import Delivery

KIND = "aptic.service"


class ServiceHandler(Handler):
    """One run of an action; the payload names the run."""

    kind = KIND
    title = _("Action at Aptic")
    reasons = {
        "does-not-fit": _("It does not fit what Aptic takes."),
        "input-gone": _("What was filled in is no longer kept."),
    }
    patience = timedelta(days=1)

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Raises: see ``Handler.deliver``."""
        try:
            result = call(_get_run(delivery))
        except InputGoneError:
            raise GiveUp("input-gone") from None
        except InvalidRequest:
            raise GiveUp("does-not-fit") from None
        return {"status": result.status}

    def find_out(self, delivery: Delivery) -> Found:
        """Only our own record can tell: an answer that was stored before the process died."""
        run, sent_at = _get_run(delivery), delivery.claimed_at
        is_kept = run.answered_at is not None and sent_at is not None and run.answered_at >= sent_at
        return "arrived" if is_kept and run.status is not None else "unclear"

    def on_sending(self, delivery: Delivery) -> None:
        """From here on it may have been done."""
        run_states.move(_get_run(delivery), RunState.SENDING, answered_at=None, status=None)

    def on_doubtful(self, delivery: Delivery) -> None:
        """The answer is lost."""
        run_states.move(_get_run(delivery), RunState.UNKNOWN, reason=delivery.reason)

    def on_done(self, delivery: Delivery) -> None:
        """Aptic took it."""
        run_states.take_answer(_get_run(delivery))

    def on_given_up(self, delivery: Delivery) -> None:
        """Refused, never sent, or unclear."""
        run_states.end_by_reason(_get_run(delivery), delivery.reason)

    def on_dropped(self, delivery: Delivery) -> None:
        """Staff do not want it sent (again). An unknown outcome stays unknown."""
        run = _get_run(delivery)
        if run.state != RunState.UNKNOWN:
            run_states.move(run, RunState.CANCELLED, reason=delivery.reason)


def _get_run(delivery: Delivery) -> ServiceRun:
    return ServiceRun.objects.select_related("action").get(pk=delivery.payload["run"])
