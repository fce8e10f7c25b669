"""The files that a member of staff opened last, and those they pinned."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.models import OpenedFile

MOST_KEPT = 50
MOST_PINNED = 20


@transaction.atomic
def note_opened(file_id: str, *, file_name: str, user: Any) -> None:
    """Record who opened a file: in the trail, and in the person's own short list."""
    record("case-opened", by=Actor.staff(user), file_id=file_id)
    values = {"file_name": file_name[:60], "opened_at": timezone.now()}
    OpenedFile.objects.update_or_create(user=user, file_id=file_id, defaults=values)
    kept = list_recent(user).values_list("pk", flat=True)[:MOST_KEPT]
    OpenedFile.objects.filter(user=user, is_pinned=False).exclude(pk__in=list(kept)).delete()


def find_opened(file_id: str, *, user: Any) -> OpenedFile | None:
    """The entry of this person and this file."""
    return OpenedFile.objects.filter(user=user, file_id=file_id).first()


def name_files(file_ids: Collection[str]) -> dict[str, str]:
    """The numbers of those files that some member of staff has opened, by id."""
    known = OpenedFile.objects.filter(file_id__in=file_ids).exclude(file_name="")
    return dict(known.values_list("file_id", "file_name"))


def list_recent(user: Any) -> QuerySet[OpenedFile]:
    """What this person opened last, the newest first."""
    return OpenedFile.objects.filter(user=user).order_by("-opened_at", "-pk")


def list_pinned(user: Any) -> QuerySet[OpenedFile]:
    """What this person pinned, by file number."""
    return OpenedFile.objects.filter(user=user, is_pinned=True).order_by("file_name", "pk")


def set_pinned(file_id: str, *, user: Any, is_pinned: bool) -> bool:
    """Pin a file that this person opened, or unpin it. False: too many pins, or never opened."""
    mine = OpenedFile.objects.filter(user=user, file_id=file_id)
    if is_pinned and list_pinned(user).exclude(file_id=file_id).count() >= MOST_PINNED:
        return False
    return bool(mine.update(is_pinned=is_pinned))
