"""The work that messages make: what waits for an answer of the office."""

from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.work import Work, WorkItem
from portal.messages.models import State, Thread


class Unanswered(Work):
    """Staff answer it, or close it."""

    kind = "message"
    title = _("Messages to answer")
    page = "message-desk:threads"
    permission = "talk.answer_thread"
    since = "waiting_since"
    done_by = ("message-answered", "message-closed")

    def list_rows(self) -> "QuerySet[Thread]":
        """Those that wait."""
        return Thread.objects.filter(state=State.WAITING, waiting_since__isnull=False)

    def make_item(self, row: Any) -> WorkItem:
        """What it is about, and by when an answer was promised."""
        due_at = None
        if row.promised_on:
            due_at = timezone.make_aware(datetime.combine(row.promised_on, time(17)))
        return WorkItem(
            file_id=row.file_id,
            fact=f"{row.get_kind_display()} ({row.number})",
            address=reverse("message-desk:thread", args=[row.pk]),
            due_at=due_at,
        )
