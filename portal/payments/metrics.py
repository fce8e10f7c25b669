"""Open alerts and recent payments, counted for monitoring."""

from django.db.models import Count
from django.utils import timezone

from portal.doctor.metrics import Metric
from portal.payments.models import Alert, Attempt, State
from portal.payments.settling.alerts import list_open
from portal.payments.settling.reconcile import OFTEN_FOR


def count_open_by_kind() -> Metric:
    """How many alerts about payments are open."""
    counts = dict(list_open().order_by().values_list("kind").annotate(count=Count("pk")))
    text = "Alerts about payments that hold now, by kind."
    values = {kind: counts.get(kind, 0) for kind in Alert.Kind.values}
    return Metric("portal_payment_alerts", text, "kind", values)


def count_recent_by_state() -> Metric:
    """How many online payments that began in the last two weeks are in each state."""
    recent = Attempt.objects.filter(created_at__gt=timezone.now() - OFTEN_FOR).order_by()
    counts = dict(recent.values_list("state").annotate(count=Count("pk")))
    text = "Online payments that began in the last 14 days, by state."
    return Metric("portal_payments", text, "state", {state: counts.get(state, 0) for state in State.values})
