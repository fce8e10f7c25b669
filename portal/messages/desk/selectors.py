"""The conversations of an office."""

from django.db.models import QuerySet

from portal.messages.kinds.descriptions import describe_filled_in
from portal.messages.models import Kind, State, Thread, Upload
from portal.messages.models.thread import CloseReason
from portal.messages.work import add_last_message
from portal.office.models import Office

MOST_NEEDS = 3


def list_threads(office: Office | None, state: str) -> "QuerySet[Thread]":
    """Those in a state. Those that wait: by longest wait, as rows of ``Unanswered``; else newest first."""
    found = _of(office).filter(state=state)
    if state == State.WAITING:
        return add_last_message(found).order_by("waiting_since", "pk")
    return found.order_by("-pk")


def get_thread(office: Office | None, thread_id: int) -> Thread | None:
    """One that was sent: drafts are not for the office to read."""
    return _of(office).exclude(state=State.DRAFT).filter(pk=thread_id).first()


def list_needs(file_id: str, party_id: str = "") -> list[str]:
    """What makes it easier for a person (of one party, or of any), in their own words; never why.

    What somebody took back is not needed any more.
    """
    told = Thread.objects.filter(file_id=file_id, kind=Kind.SUPPORT).exclude(state=State.DRAFT)
    told = told.exclude(close_reason=CloseReason.TAKEN_BACK)
    if party_id:
        told = told.filter(party_id=party_id)
    lines: list[str] = []
    for thread in told.order_by("-pk")[:MOST_NEEDS]:
        for _term, value in describe_filled_in(thread, "", to_staff=True):
            lines += value.split("; ")
    return lines


def _of(office: Office | None) -> "QuerySet[Thread]":
    rows = Thread.objects.select_related("office")
    return rows.filter(office=office) if office and office.pk else rows


def get_upload(office: Office | None, thread_id: int, upload_id: int) -> Upload | None:
    """A file that was sent with a message of that conversation."""
    thread = get_thread(office, thread_id)
    if thread is None:
        return None
    sent = thread.uploads.filter(message__isnull=False)
    return sent.select_related("thread").filter(pk=upload_id).first()
