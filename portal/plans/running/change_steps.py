"""State changes of a request to change a plan: one table, one function."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.plans.models import ChangeRequest

Answer = ChangeRequest.Answer
STEPS: dict[str, frozenset[str]] = {
    Answer.WAITING: frozenset({Answer.ASKED, Answer.OFFERED, Answer.AGREED, Answer.DECLINED, Answer.PLANNED}),
    Answer.ASKED: frozenset({Answer.WAITING, Answer.DECLINED}),
    Answer.OFFERED: frozenset({Answer.WAITING, Answer.AGREED, Answer.DECLINED}),
    Answer.AGREED: frozenset(),
    Answer.DECLINED: frozenset(),
    Answer.PLANNED: frozenset(),
}


class ChangeMovedError(Exception):
    """The request has changed since it was shown: look again."""


@transaction.atomic
def step(
    change: ChangeRequest,
    to: str,
    *,
    act: str,
    by: Actor,
    version: int,
    details: dict[str, Any] | None = None,
    **changes: Any,
) -> ChangeRequest:
    """Change the state, in one transaction with the audit event; returns the fresh row.

    Raises: ChangeMovedError when the table forbids it, or anything happened since ``version``.
    """
    fresh = ChangeRequest.objects.select_for_update().get(pk=change.pk)
    is_sent = fresh.state != ChangeRequest.State.DRAFT
    if not is_sent or fresh.version != version or to not in STEPS[fresh.answer]:
        raise ChangeMovedError(fresh.number)
    told = {"request": fresh.number, "from": fresh.answer, "to": str(to), **(details or {})}
    written = {**changes, "answer": to, "version": version + 1, "moved_at": timezone.now()}
    for name, value in written.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(written))
    record(act, by=by, file_id=fresh.file_id, details=told)
    return fresh
