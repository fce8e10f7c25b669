"""How large the files for a conversation may be, and how many at once, waiting and in a day."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from portal.file.visit import Visit
from portal.messages.models import Upload
from portal.uploads.intake import CleanFile, UploadRefusedError

MOST_BYTES = 10 * 1024 * 1024
MOST_BODY_BYTES = 32 * 1024 * 1024
MOST_AT_ONCE = 10
MOST_A_DAY = 10
MOST_WAITING = 4


def check_sizes(files: Sequence[tuple[str, bytes]]) -> None:
    """Those of one go, name and content each, as they came. Raises: UploadRefusedError."""
    if len(files) > MOST_AT_ONCE:
        raise UploadRefusedError("too-many")
    for name, content in files:
        if len(content) > MOST_BYTES:
            raise UploadRefusedError("too-large", name)


def check_cleaned(files: Iterable[CleanFile]) -> None:
    """What was made of them: photos of one go become one paper. Raises: UploadRefusedError."""
    if any(len(one.content) > MOST_BYTES for one in files):
        raise UploadRefusedError("too-large")


def check_room(waiting: QuerySet[Upload], visit: Visit) -> None:
    """Whether a person may add one more. ``waiting``: theirs that are not sent yet.

    Raises: UploadRefusedError.
    """
    if waiting.count() >= MOST_WAITING:
        raise UploadRefusedError("too-many")
    own = Upload.objects.filter(thread__file_id=visit.file_id, thread__party_id=visit.party_id)
    if own.filter(created_at__gte=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise UploadRefusedError("enough")
