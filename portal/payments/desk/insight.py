"""Payments of a period: how many by way and state, and how much."""

from collections.abc import Iterator

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from portal.desk.insight.figures import Bar, Figure, Period
from portal.payments.models import Attempt, State
from portal.web.formats import money


def list_figures(period: Period) -> Iterator[Figure]:
    """By current state, for payments begun in the period."""
    begun = Attempt.objects.filter(created_at__gte=period.since, created_at__lt=period.until)
    states = dict(begun.order_by().values_list("state").annotate(count=Count("pk")))
    bars = tuple(Bar(str(state.label), states[state]) for state in State if states.get(state))
    yield Figure(
        "numbers", _("Payments, by state"), _("Begun in this period, as they stand now."), _("payments"), bars
    )
    seen = begun.filter(state__in=(State.SEEN, State.BOOKED)).order_by()
    sums = seen.values_list("provider").annotate(sum=Sum(Coalesce("received_cents", "amount_cents")))
    paid = tuple(
        Bar(str(Attempt.Provider(provider).label), cents / 100, money(cents)) for provider, cents in sums
    )
    text = _("What the office saw or booked of the payments begun in this period.")
    yield Figure("numbers", _("Money that came in, by way of paying"), text, _("sum"), paid)
