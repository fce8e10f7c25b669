"""The conversations of a file in its timeline."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.file.stored_rows import of_rows
from portal.file.timeline import MOST_SHOWN, TimelineEntry
from portal.messages.models import Kind, Message, State, Thread

PERMISSION = "talk.view_thread"


@of_rows(Thread)
def list_timeline_entries(file_id: str) -> Iterator[TimelineEntry]:
    """Each message: its side and subject, not its text."""
    threads = Thread.objects.filter(file_id=file_id).exclude(state=State.DRAFT)
    written = Message.objects.filter(thread__in=threads).exclude(author=Message.Author.NOTE)
    for message in written.select_related("thread").order_by("-sent_at")[:MOST_SHOWN]:
        values = {"number": message.reference, "what": message.thread.get_kind_display()}
        text = _("The office answered %(number)s: %(what)s") % values
        if message.thread.kind == Kind.OFFICE:
            text = _("The office wrote %(number)s") % values
        if message.is_from_person:
            text = _("Message %(number)s: %(what)s") % values
        yield TimelineEntry(
            message.sent_at,
            text,
            permission=PERMISSION,
            address=reverse("message-desk:thread", args=[message.thread_id]),
            is_for_person=True,
            party_id=message.thread.party_id,
            own_address=reverse("messages:conversation", args=[message.thread.token]),
        )
