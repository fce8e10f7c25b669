"""The work that messages make: what waits for an answer of the office."""

from datetime import datetime, time
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.desk.work import Alert, Work, WorkItem
from portal.messages.models import Kind, Message, State, Thread
from portal.messages.models.message import FROM_PERSON


class Unanswered(Work):
    """Staff answer it, or close it."""

    kind = "message"
    title = _("Messages to answer")
    page = "message-desk:threads"
    permission = "talk.answer_thread"
    since = "waiting_since"
    news = "last_sent_at"
    done_by = ("message-answered", "message-closed")
    alerts = (
        Alert("dispute", _("Somebody who does not agree"), Q(kind=Kind.DISPUTE)),
        Alert("complaint", _("A complaint"), Q(kind=Kind.COMPLAINT)),
    )

    def list_rows(self) -> "QuerySet[Thread]":
        """Those that wait, with who wrote last."""
        waiting = Thread.objects.filter(state=State.WAITING, waiting_since__isnull=False)
        return add_last_message(waiting)

    def make_item(self, row: Any) -> WorkItem:
        """What it is about, and by when an answer was promised."""
        due_at = None
        if row.promised_on:
            due_at = timezone.make_aware(datetime.combine(row.promised_on, time(17)))
        return WorkItem(
            file_id=row.file_id,
            file_name=row.file_name,
            fact=f"{row.get_kind_display()} ({row.number}){_describe_author(row.written_by)}",
            address=reverse("message-desk:thread", args=[row.pk]),
            due_at=due_at,
        )


def add_last_message(rows: "QuerySet[Thread]") -> "QuerySet[Thread]":
    """Each with ``written_by`` and ``last_sent_at``: who wrote last for the person, and when."""
    from_person = Message.objects.filter(thread=OuterRef("pk"), author__in=FROM_PERSON).order_by("-number")
    return rows.annotate(
        written_by=Subquery(from_person.values("author")[:1]),
        last_sent_at=Coalesce(Subquery(from_person.values("sent_at")[:1]), F("waiting_since")),
    )


def _describe_author(author: str) -> str:
    """Who wrote, when it was not the person in the portal."""
    words = {
        Message.Author.HELPER: gettext("by a helper with a pass"),
        Message.Author.PAPER: gettext("on paper"),
    }
    said = words.get(Message.Author(author)) if author else None
    return f", {said}" if said else ""
