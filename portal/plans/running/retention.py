"""Deletes what was told of plans, EVENT_RETENTION_DAYS after the latest report; and which ones were seen.

What was told of a plan that was agreed here stays as long as its request: the board and the figures of a year
would call a plan running that was stopped.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from portal.file.models import get_event_life
from portal.plans.models import PlanNews, Proposal, SeenPlan, State
from portal.web.retention import delete_rows


def _list_news_of_others() -> "QuerySet[PlanNews]":
    """Of files without a plan that was agreed here."""
    agreed = Proposal.objects.filter(file_id=OuterRef("file_id"), state=State.ACCEPTED)
    return PlanNews.objects.filter(~Exists(agreed))


RETENTION = delete_rows("news of plans", _list_news_of_others, field="changed_at", get_life=get_event_life)
SEEN_KEPT = timedelta(days=400)
SEEN_RETENTION = delete_rows(
    "plans that were seen", SeenPlan.objects.all, field="changed_at", get_life=lambda: SEEN_KEPT
)
