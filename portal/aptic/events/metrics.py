"""How many events wait or had no effect, and how old the oldest is, for monitoring."""

from django.db.models import Count, Min

from portal.aptic.events.models import Event, State
from portal.doctor.metrics import Metric, get_age_s

_NEEDS_SOMEBODY = (State.RECEIVED, State.UNKNOWN, State.UNLINKED, State.FAILED)


def count_by_state() -> Metric:
    """How many events wait, and how many ended without an effect."""
    counts = dict(
        Event.objects.filter(state__in=_NEEDS_SOMEBODY)
        .order_by()
        .values_list("state")
        .annotate(count=Count("pk"))
    )
    text = "Events from Aptic that wait or had no effect, by state."
    values = {state.value: counts.get(state, 0) for state in _NEEDS_SOMEBODY}
    return Metric("portal_events", text, "state", values)


def measure_oldest() -> Metric:
    """How long the oldest event has been waiting."""
    oldest = Event.objects.filter(state=State.RECEIVED).aggregate(oldest=Min("received_at"))["oldest"]
    text = "Age of the oldest event from Aptic that waits."
    return Metric("portal_event_age_seconds", text, "which", {"oldest": get_age_s(oldest)})
