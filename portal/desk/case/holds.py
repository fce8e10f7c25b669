"""One of the staff works on a file at a time: a short hold, let go by leaving, by its time, by an admin."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.models import CaseHold

LASTS = timedelta(minutes=3)
"""Longer than between two renewals of an open page; without scripts nobody renews it, and it ends soon."""


def find_hold(file_id: str, *, now: datetime | None = None) -> CaseHold | None:
    """Who works on a file now, or None."""
    holds = CaseHold.objects.select_related("user").filter(until__gt=now or timezone.now())
    return holds.filter(file_id=file_id).first()


@transaction.atomic
def take_hold(file_id: str, *, user: Any, now: datetime | None = None) -> CaseHold:
    """The hold of a file: the person's own, new or longer, or the one that somebody else has."""
    now = now or timezone.now()
    CaseHold.objects.filter(file_id=file_id, until__lte=now).delete()
    held = CaseHold.objects.select_for_update().filter(file_id=file_id).first()
    if held is None:
        try:
            with transaction.atomic():
                return CaseHold.objects.create(file_id=file_id, user=user, since=now, until=now + LASTS)
        except IntegrityError:  # a colleague was faster by a moment
            return CaseHold.objects.select_related("user").get(file_id=file_id)
    if held.user_id == user.pk:
        held.until = now + LASTS
        held.save(update_fields=["until"])
    return held


def release_hold(file_id: str, *, user: Any) -> None:
    """The person does not work on the file any more."""
    CaseHold.objects.filter(file_id=file_id, user=user).delete()


def renew_hold(file_id: str, *, user: Any, now: datetime | None = None) -> None:
    """An open page keeps the hold of its person; what has ended, or is somebody else's, it does not take."""
    now = now or timezone.now()
    CaseHold.objects.filter(file_id=file_id, user=user, until__gt=now).update(until=now + LASTS)


@transaction.atomic
def free_hold(file_id: str, *, user: Any) -> None:
    """An admin lets go what a colleague holds: anybody may take it. The trail says from whom."""
    held = CaseHold.objects.select_for_update().filter(file_id=file_id).exclude(user=user).first()
    if held is not None:
        details = {"holder": str(held.user_id)}
        record("case-hold-freed", by=Actor.staff(user), file_id=file_id, details=details)
        held.delete()


@transaction.atomic
def take_over(file_id: str, *, user: Any) -> CaseHold:
    """An admin lets go what a colleague holds, and has it; the trail says from whom."""
    held = CaseHold.objects.select_for_update().filter(file_id=file_id).exclude(user=user).first()
    if held is not None:
        details = {"holder": str(held.user_id)}
        record("case-hold-taken-over", by=Actor.staff(user), file_id=file_id, details=details)
        held.delete()
    return take_hold(file_id, user=user)
