"""Deletes what was told of plans, EVENT_RETENTION_DAYS after the latest report."""

from portal.file.models import get_event_life
from portal.plans.models import PlanNews
from portal.web.retention import delete_rows

RETENTION = delete_rows("news of plans", PlanNews.objects.all, field="changed_at", get_life=get_event_life)
