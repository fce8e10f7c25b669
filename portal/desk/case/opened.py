"""The files that a member of staff opened last, and those they pinned."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.desk.models import OpenedFile
from portal.file.known_numbers import read_numbers, recall_numbers, shorten_id

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


def find_numbers(file_ids: Iterable[str]) -> dict[str, str]:
    """The numbers of those files that staff opened or a page read lately. Nothing is asked."""
    told = name_files(file_ids)
    return {file_id: number for file_id, number in told.items() if number != shorten_id(file_id)}


def name_files(file_ids: Iterable[str], *, asks: bool = False) -> dict[str, str]:
    """What to call these files in a list: their numbers, and the end of the id where none is known.

    ``asks``: Tagor is asked, for a moment, for those that neither staff nor a page read lately.
    """
    ids = {one for one in file_ids if one}
    opened = OpenedFile.objects.filter(file_id__in=ids).exclude(file_name="")
    known = dict(opened.values_list("file_id", "file_name")) if ids else {}
    read = read_numbers if asks else recall_numbers
    return read(ids - known.keys()) | known


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
