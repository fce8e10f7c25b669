"""Work from requests to change a running plan."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk.work import Work, WorkItem
from portal.plans.desk.change_presenters import describe_change
from portal.plans.desk.work import DECIDE
from portal.plans.models import CHANGE_WAITS, ChangeRequest, Proposal


class Changes(Work):
    """Staff agree, propose something else, ask, or say no."""

    kind = "plan-change"
    title = gettext_lazy("Requests to change a plan")
    permission = DECIDE
    since = "moved_at"
    patience = timedelta(days=2)
    language = "language"
    has_preview = True
    done_by = (
        "plan-change-agreed",
        "plan-change-offered",
        "plan-change-question",
        "plan-change-declined",
        "plan-change-planned",
    )

    def list_rows(self) -> "QuerySet[ChangeRequest]":
        """Those that wait for the office."""
        return ChangeRequest.objects.filter(CHANGE_WAITS)

    def make_item(self, row: Any) -> WorkItem:
        """The wish. An answer is promised before the payment it is about."""
        helped = row.asked_through == Proposal.Through.HELPER
        also = [_("Asked by a helper with a pass.")] if helped else []
        also += [_("The person has answered.")] if row.reply else []
        fact = f"{describe_change(row)}. {' '.join(also)}" if also else describe_change(row)
        due_at = timezone.make_aware(datetime.combine(row.due_on, time.min)) if row.due_on else None
        return WorkItem(
            file_id=row.file_id,
            file_name=row.file_name,
            fact=fact,
            address=reverse("plan-desk:change", args=[row.pk]),
            due_at=due_at - timedelta(minutes=1) if due_at else None,
        )
