"""Putting notes in the outbox."""

from portal.office.models import Office
from portal.outbox import services
from portal.outbox.models import Delivery


def put_note(file_id: str, text: str, lane: str = "") -> Delivery:
    """One note; its text is its key."""
    return services.put(
        kind="tests.note",
        key=text,
        lane=lane or file_id,
        payload={"text": text},
        office=Office.objects.first(),
        file_id=file_id,
    )
