"""Payments of a period: how many by way and state, and how much."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from portal.desk.insight.figures import Bar, Figure, Period
from portal.payments.models import Attempt, Provider, State
from portal.payments.selectors import LEFT
from portal.web.formats import money


def list_figures(period: Period) -> Iterator[Figure]:
    """By current state, for payments begun in the period."""
    begun = Attempt.objects.filter(created_at__gte=period.since, created_at__lt=period.until)
    states = dict(begun.order_by().values_list("state").annotate(count=Count("pk")))
    bars = tuple(Bar(str(state.label), states[state]) for state in State if states.get(state))
    kept = settings.PAYMENT_RETENTION_DAYS
    text = _("Begun in this period, as they stand now.")
    yield Figure("numbers", _("Payments, by state"), text, _("payments"), bars, kept)
    seen = begun.filter(state__in=(State.SEEN, State.BOOKED)).order_by()
    sums = seen.values_list("provider").annotate(sum=Sum(LEFT))
    paid = tuple(Bar(str(Provider(provider).label), cents / 100, money(cents)) for provider, cents in sums)
    text = _("What the office saw or booked of the payments begun in this period, less what went back since.")
    yield Figure("numbers", _("Money that came in, by way of paying"), text, _("sum"), paid, kept)
