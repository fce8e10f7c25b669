"""How many requests for a plan are under way, for monitoring."""

from django.db.models import Count

from portal.doctor.metrics import Metric
from portal.plans.models import OPEN, Proposal


def count_open_by_state() -> Metric:
    """How many open requests are in each state."""
    waiting = Proposal.objects.filter(state__in=OPEN).order_by()
    counts = dict(waiting.values_list("state").annotate(count=Count("pk")))
    text = "Requests for a plan that are under way, by state."
    return Metric(
        "portal_plan_requests", text, "state", {state.value: counts.get(state, 0) for state in OPEN}
    )
