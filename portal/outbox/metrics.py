"""How many deliveries are in each state, and how old the oldest is, for monitoring."""

from django.db.models import Count, Min

from portal.doctor.metrics import Metric, get_age_s
from portal.outbox.models import Delivery, State


def count_by_state() -> Metric:
    """How many deliveries are in each state."""
    counts = dict(Delivery.objects.order_by().values_list("state").annotate(count=Count("pk")))
    text = "Deliveries in the outbox, by state."
    return Metric("portal_deliveries", text, "state", {state: counts.get(state, 0) for state in State.values})


def measure_oldest() -> Metric:
    """How long the oldest delivery that has not ended has been due."""
    oldest = Delivery.objects.filter(not_before__isnull=False).aggregate(oldest=Min("due_at"))["oldest"]
    text = "Age of the oldest delivery in the outbox that has not ended."
    return Metric("portal_delivery_age_seconds", text, "which", {"oldest": get_age_s(oldest)})
