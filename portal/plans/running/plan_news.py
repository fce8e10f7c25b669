"""Aptic's latest news on the plan, for the person who pays it; shown only if it fits Tagor's data."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from portal.file.models import ReportSource, lock_rows
from portal.file.news import FileNow
from portal.file.news import News as FileNews
from portal.file.stored_rows import of_rows
from portal.integrations.tagor.values.account import RunningPlan
from portal.plans.models import PlanNews
from portal.web.formats import day

NEWS_FOR = timedelta(days=60)
"""After this long it is not news, and may be about an earlier plan."""
STARTED, BEHIND, STOPPED, ENDED = "started", "behind", "stopped", "ended"

RANK = 20

News = tuple[str, str]
"""A report, its time and its meaning."""

_TOLD: Mapping[str, Any] = {
    STARTED: gettext_lazy("On %(day)s the office’s system told us that your plan was started"),
    BEHIND: gettext_lazy("On %(day)s the office’s system told us that a payment is late"),
    STOPPED: gettext_lazy("On %(day)s the office’s system told us that your plan was stopped"),
    ENDED: gettext_lazy("On %(day)s the office’s system told us that your plan has ended"),
}
_MEANS: Mapping[str, Any] = {
    STARTED: gettext_lazy("You pay in parts. Keep to the days of your plan."),
    BEHIND: gettext_lazy("Pay what is late as soon as you can, or call the office."),
    STOPPED: gettext_lazy("You no longer pay in parts. Ask the office what this means for you."),
    ENDED: gettext_lazy("This plan asks no more payments. Your file shows whether something is left to pay."),
}


def store_plan_news(source: ReportSource, *, file_id: str, word: str, agrees: bool, now: datetime) -> bool:
    """Store a report on the plan; ``agrees``: Tagor shows the same. False when a newer one was known.

    Call it in a transaction.
    """
    row = lock_rows(PlanNews, [(file_id,)], of=("file_id",), word=word, agrees=agrees)[(file_id,)]
    if source.is_late(row):
        return False
    values = {"word": word, "agrees": agrees, "changed_at": now}
    PlanNews.objects.filter(pk=row.pk).update(**values, **source.fields)
    return True


def get_plan_news(file_id: str) -> PlanNews | None:
    """The latest report on the plan in a file, or None."""
    return PlanNews.objects.filter(file_id=file_id).first()


@of_rows(PlanNews)
def find_plan_news(now: FileNow) -> FileNews | None:
    """The same for the file's first page."""
    news = find_news(now.file_id, now.plan) if now.plan is not None else None
    return FileNews(*news, RANK) if news else None


def find_news(file_id: str, plan: RunningPlan) -> News | None:
    """The news on a file's plan. ``plan``: Tagor's current data; news that it contradicts is left out."""
    news = get_plan_news(file_id)
    if news is None or news.occurred_at < timezone.now() - NEWS_FOR:
        return None
    code = _read(news.word, plan)
    if not code:
        return None
    told_on = day(timezone.localdate(news.occurred_at))
    return str(_TOLD[code]) % {"day": told_on}, str(_MEANS[code])


def _read(word: str, plan: RunningPlan) -> str:
    """The meaning of the report; "" when Tagor shows otherwise."""
    if plan.active:
        is_behind = word == PlanNews.Word.BROKEN and plan.arrears_cents > 0
        return STARTED if word == PlanNews.Word.ACTIVATED else BEHIND if is_behind else ""
    if word == PlanNews.Word.FINISHED:
        return ENDED
    return STOPPED if word in {PlanNews.Word.DEACTIVATED, PlanNews.Word.BROKEN} else ""
