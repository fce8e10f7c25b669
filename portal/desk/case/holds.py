"""One member of staff at a time works on a file: a short hold, which ends by leaving, expiry or an admin."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.models import CaseHold

LASTS = timedelta(minutes=3)
"""Longer than the interval at which an open page renews it; without scripts it soon expires."""


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
        except IntegrityError:  # a colleague was just faster
            return CaseHold.objects.select_related("user").get(file_id=file_id)
    if held.user_id == user.pk:
        held.until = now + LASTS
        held.save(update_fields=["until"])
    return held


def release_hold(file_id: str, *, user: Any) -> None:
    """The person has stopped working on the file."""
    CaseHold.objects.filter(file_id=file_id, user=user).delete()


def renew_hold(file_id: str, *, user: Any, now: datetime | None = None) -> None:
    """Renew the hold of an open page, but not one that has ended or is somebody else's."""
    now = now or timezone.now()
    CaseHold.objects.filter(file_id=file_id, user=user, until__gt=now).update(until=now + LASTS)


@transaction.atomic
def free_hold(file_id: str, *, user: Any) -> None:
    """An admin releases a colleague's hold: anybody may take the file. Recorded in the trail."""
    held = CaseHold.objects.select_for_update().filter(file_id=file_id).exclude(user=user).first()
    if held is not None:
        details = {"holder": str(held.user_id)}
        record("case-hold-freed", by=Actor.staff(user), file_id=file_id, details=details)
        held.delete()


@transaction.atomic
def take_over(file_id: str, *, user: Any) -> CaseHold:
    """An admin takes over a colleague's hold. Recorded in the trail."""
    held = CaseHold.objects.select_for_update().filter(file_id=file_id).exclude(user=user).first()
    if held is not None:
        details = {"holder": str(held.user_id)}
        record("case-hold-taken-over", by=Actor.staff(user), file_id=file_id, details=details)
        held.delete()
    return take_hold(file_id, user=user)
