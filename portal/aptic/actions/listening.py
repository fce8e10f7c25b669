"""Handles Aptic's report that work has ended."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q

from portal.aptic.actions.services import note_job_end
from portal.aptic.models import RunState, ServiceRun
from portal.outbox.handlers import Postpone

# Quick work may end before Aptic's answer to the call is stored here.
MAY_BE_EARLY = timedelta(minutes=5)


def end_run(*, job_id: str, is_failed: bool, data: Mapping[str, Any], age: timedelta, **_more: Any) -> bool:
    """Whether it was work of a run; if so, its ``result``, or else all its data, is stored with the run.

    ``age``: of the report.

    Raises: Postpone while a call is under way whose answer may name this work.
    """
    if note_job_end(job_id, is_failed=is_failed, data=data.get("result", data)):
        return True
    under_way = ServiceRun.objects.filter(Q(job_id="") | Q(job_id=job_id), state=RunState.SENDING)
    if age < MAY_BE_EARLY and under_way.exists():
        raise Postpone("run-under-way", 5)
    return False
