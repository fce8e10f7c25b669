"""The worker's run that prepares a batch of letters."""

import time

from django.utils import timezone
from django_tasks import task

from portal.access.door_settings.selectors import get_door_settings
from portal.letters.batch.preparing import CLAIM, claim, finish, prepare_some
from portal.letters.batch.services import PREPARE
from portal.letters.models import Batch

RUN_S = 20.0
"""The longest run: other work waits for it."""


@task
def prepare(batch_id: int) -> str:
    """Prepare rows for some seconds, then plan the next run. Safe to run twice and at once."""
    batch = Batch.objects.select_related("office").filter(pk=batch_id, state=Batch.State.PREPARING).first()
    if batch is None:
        return "over"
    if not claim(batch_id):
        PREPARE.plan(timezone.now() + CLAIM, batch_id=batch_id)
        return "held"
    # First of all, so that a worker that dies does not break the chain.
    PREPARE.plan(timezone.now() + CLAIM, batch_id=batch_id)
    with_codes = get_door_settings().short_codes
    ends = time.monotonic() + RUN_S
    while prepare_some(batch, with_codes=with_codes):
        if time.monotonic() >= ends:
            Batch.objects.filter(pk=batch_id).update(claimed_until=None)
            PREPARE.plan(batch_id=batch_id)
            return "more"
    finish(batch)
    return "ready"
