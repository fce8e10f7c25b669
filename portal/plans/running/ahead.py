"""The next payments of a plan that runs."""

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.file.news import DateAhead, FileNow
from portal.plans.running.calendar import make_uid
from portal.plans.tagor.instalments import Standing, cap_payments
from portal.plans.tagor.reading import RUNNING, Running
from portal.web.formats import money

MOST = 3


def list_dates_ahead(now: FileNow) -> Iterator[DateAhead]:
    """At most three: the page of the plan has them all."""
    running: Running | None = now.get(RUNNING)
    if running is None or not running.is_running or now.is_stopped:
        return
    payments = running.payments or ()
    if now.balance_cents is not None:
        payments = cap_payments(payments, now.balance_cents)
    coming = (one for one in payments if one.standing in {Standing.DUE, Standing.COMING})
    for payment in islice(coming, MOST):
        yield DateAhead(
            payment.due_on,
            _("Payment of your plan: %(amount)s") % {"amount": money(payment.amount_cents)},
            address=reverse("plans:running"),
            link=_("See your plan"),
            calendar=_("Transfer to make"),
            uid=make_uid(payment, file_id=now.file_id),
        )
