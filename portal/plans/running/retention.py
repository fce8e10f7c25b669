"""Deletes what was told of plans, EVENT_RETENTION_DAYS after the latest report; and which ones were seen."""

from datetime import timedelta

from portal.file.models import get_event_life
from portal.plans.models import PlanNews, SeenPlan
from portal.web.retention import delete_rows

RETENTION = delete_rows("news of plans", PlanNews.objects.all, field="changed_at", get_life=get_event_life)
SEEN_KEPT = timedelta(days=400)
SEEN_RETENTION = delete_rows(
    "plans that were seen", SeenPlan.objects.all, field="changed_at", get_life=lambda: SEEN_KEPT
)
