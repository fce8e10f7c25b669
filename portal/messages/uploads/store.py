"""Takes in the files for a conversation, and hands them out again. Cleaned first, sealed after."""

import re
import unicodedata
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from portal.audit.actors import DEFENDANT, Actor
from portal.audit.services import record
from portal.dossier.on_the_way import OnTheWay, fetch_document
from portal.file.visit import Visit
from portal.messages.models import Message, Thread, Upload
from portal.messages.uploads.upload_limits import check_cleaned, check_room, check_sizes
from portal.uploads.intake import CleanFile, UploadRefusedError, clean_files

LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%;\[\]]+')


def add_files(thread: Thread, files: Sequence[tuple[str, bytes]], *, visit: Visit) -> list[Upload]:
    """Keep what a person adds to what they will send next. Photos of one go become one paper.

    Raises: UploadRefusedError; then nothing of it is kept.
    """
    if not files:
        raise UploadRefusedError("none")
    check_room(list_waiting(thread), visit)
    cleaned = _clean(files)
    with transaction.atomic():
        locked = Thread.objects.select_for_update().get(pk=thread.pk)
        check_room(list_waiting(locked), visit)
        kept = [_store(one, locked) for one in cleaned]
        details = {"thread": thread.number, "files": [one.pk for one in kept]}
        record("message-files-added", by=DEFENDANT, file_id=thread.file_id, details=details)
        return kept


def clean_answer_files(files: Sequence[tuple[str, bytes]]) -> list[CleanFile]:
    """What somebody of the office adds to an answer, made harmless as well. Raises: UploadRefusedError."""
    return _clean(files) if files else []


def store_answer_files(message: Message, files: Sequence[CleanFile]) -> None:
    """Store the files of this answer. Call it in the transaction that stores the message."""
    for one in files:
        _store(one, message.thread, message=message)


def remove_file(thread: Thread, token: str) -> bool:
    """Take back a file that was not sent yet. Whether there was one."""
    deleted, _models = list_waiting(thread).filter(token=token).delete()
    return bool(deleted)


def list_waiting(thread: Thread) -> "QuerySet[Upload]":
    """The files that go with the next message, without their content."""
    return thread.uploads.filter(message__isnull=True).defer("sealed_content")


def open_content(upload: Upload, *, by: Actor) -> bytes | OnTheWay | None:
    """The file, for an answer that closes it: from here, or from Tagor once it is there; None: it is gone.

    Raises: IntegrationError.
    """
    content: bytes | OnTheWay | None = upload.content
    if content is None and upload.document_id:
        content = fetch_document(upload.document_id)
    if content is not None:
        details = {"file": upload.pk, "thread": upload.thread.number}
        record("message-file-opened", by=by, file_id=upload.thread.file_id, details=details)
    return content


def tidy_name(name: str) -> str:
    """A name without path, extension and signs that do harm somewhere; "bijlage" when nothing is left."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    stem = stem.rpartition(".")[0] or stem
    printable = "".join(c for c in stem if unicodedata.category(c)[0] != "C")
    return " ".join(_NOT_IN_NAMES.sub(" ", printable).split())[:LONGEST_NAME].strip(". ") or "bijlage"


def _clean(files: Sequence[tuple[str, bytes]]) -> list[CleanFile]:
    named = [(tidy_name(name), content) for name, content in files]
    check_sizes(named)
    cleaned = clean_files(named)
    check_cleaned(cleaned)
    return cleaned


def _store(file: CleanFile, thread: Thread, *, message: Message | None = None) -> Upload:
    upload = Upload(
        thread=thread, message=message, extension=file.extension, size=len(file.content), pages=file.pages
    )
    upload.name, upload.content = file.name, file.content
    upload.save()
    return upload
