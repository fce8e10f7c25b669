"""Plans that were agreed here: which run, which are late, which were stopped; from the portal's own data.

Tagor is not called: Aptic's latest report on a plan is in ``PlanNews``. An agreed plan counts as running
until its last month is over, unless a report says otherwise.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.known_numbers import shorten_id
from portal.office.selectors import get_office
from portal.plans.desk.board import FIRST, Card, ColumnView
from portal.plans.desk.work import name_terms
from portal.plans.models import IN_FORCE, PlanNews, Proposal, State
from portal.plans.schedule import add_months
from portal.web import formats

Word = PlanNews.Word


def present_running_plans() -> list[ColumnView]:
    """Running, late, stopped."""
    agreed = list_newest_agreed()
    told = {word: agreed.filter(is_told(word)) for word in Word}
    runs = list_unended(agreed)
    return [
        _present(_("Plans that run"), runs.filter(is_not_over(runs)), order="-decided_at"),
        _present(_("Not kept to, as Aptic told"), told[Word.BROKEN], order="decided_at"),
        _present(_("Stopped, as Aptic told"), told[Word.DEACTIVATED], order="-decided_at"),
    ]


def list_newest_agreed() -> "QuerySet[Any]":
    """The newest agreed plan of each file: a later one has ended those before."""
    agreed = Proposal.objects.filter(office=get_office().pk, state=State.ACCEPTED, decided_at__isnull=False)
    later = Proposal.objects.filter(
        office=OuterRef("office"),
        file_id=OuterRef("file_id"),
        state=State.ACCEPTED,
        decided_at__gt=OuterRef("decided_at"),
    )
    return agreed.annotate(**IN_FORCE).filter(~Exists(later))


def list_unended(agreed: "QuerySet[Any]") -> "QuerySet[Any]":
    """Those of which no report says that they are not kept to, were stopped or are paid to the end."""
    return agreed.filter(~is_told(Word.BROKEN), ~is_told(Word.DEACTIVATED), ~is_told(Word.FINISHED))


def is_told(word: str) -> Exists:
    """Whether that is the latest report since it was agreed."""
    news = PlanNews.objects.filter(file_id=OuterRef("file_id"), occurred_at__gte=OuterRef("decided_at"))
    return Exists(news.filter(word=word))


def is_not_over(plans: "QuerySet[Any]") -> Q:
    """Exactly, by the plan's terms: databases differ in counting months."""
    today, is_running = timezone.localdate(), Q(pk__isnull=True)
    for term in plans.order_by().values_list("term", flat=True).distinct():
        is_running |= Q(term=term, begins__gte=_begin(today, term))
    return is_running


def _begin(today: date, term: int) -> date:
    return add_months(today.replace(day=min(today.day, 28)), -term)


def _present(title: str, plans: "QuerySet[Any]", *, order: str) -> ColumnView:
    told = plans.order_by().aggregate(
        count=Count("pk"), total=Sum("balance_cents"), each_month=Sum("monthly")
    )
    rows = plans.select_related("office", "agreed").order_by(order, "pk")[:FIRST]
    monthly = formats.money(told["each_month"] or 0)
    return ColumnView(
        title=title,
        count=told["count"],
        total=formats.money(told["total"] or 0),
        late=_("%(amount)s a month together") % {"amount": monthly} if told["count"] else "",
        cards=[_make_card(row) for row in rows],
    )


def _make_card(row: Any) -> Card:
    return Card(
        href=reverse("case:case", args=[row.file_id]),
        number=row.number,
        file=row.file_name or shorten_id(row.file_id),
        fact=name_terms(row.in_force),
        since=formats.short_day(timezone.localtime(row.decided_at)),
    )
