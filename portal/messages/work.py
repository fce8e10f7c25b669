"""The work that messages make: what waits for an answer of the office."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone

from portal.desk.work import Work, WorkItem
from portal.messages.models import State, Thread


class Unanswered(Work):
    """Staff answer it, or close it."""

    kind = "message"
    page = "message-desk:threads"
    permission = "talk.answer_thread"

    def count(self) -> int:
        """How many wait."""
        return Thread.objects.filter(state=State.WAITING).count()

    def list_items(self, *, limit: int) -> list[WorkItem]:
        """The first of them."""
        waiting = Thread.objects.filter(state=State.WAITING).order_by("waiting_since", "pk")
        return [self._make(thread) for thread in waiting[:limit]]

    def _make(self, thread: Thread) -> WorkItem:
        due_at = None
        if thread.promised_on:
            due_at = timezone.make_aware(datetime.combine(thread.promised_on, time(17)))
        return WorkItem(
            kind=self.kind,
            file_id=thread.file_id,
            fact=f"{thread.get_kind_display()} ({thread.number})",
            since=thread.waiting_since or thread.created_at,
            permission=self.permission,
            address=reverse("message-desk:thread", args=[thread.pk]),
            due_at=due_at,
        )
