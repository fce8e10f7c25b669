"""What Aptic last told of the plan, for the person who pays it: only what fits what Tagor shows now."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from portal.aptic.events.models import PlanNews
from portal.aptic.events.selectors import get_plan_news
from portal.integrations.tagor.values.account import RunningPlan
from portal.web.formats import day

NEWS_FOR = timedelta(days=60)
"""Later it is no news, and may be about a plan before this one."""
STARTED, BEHIND, STOPPED, ENDED = "started", "behind", "stopped", "ended"

News = tuple[str, str]
"""What was told and when; what it means."""

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


def find_news(file_id: str, plan: RunningPlan) -> News | None:
    """The news of a file's plan. ``plan``: what Tagor shows now; news that it belies is not told."""
    news = get_plan_news(file_id)
    if news is None or news.occurred_at < timezone.now() - NEWS_FOR:
        return None
    code = _read(news.word, plan)
    if not code:
        return None
    told_on = day(timezone.localdate(news.occurred_at))
    return str(_TOLD[code]) % {"day": told_on}, str(_MEANS[code])


def _read(word: str, plan: RunningPlan) -> str:
    """What may be said of it; "" when Tagor shows otherwise."""
    if plan.active:
        is_behind = word == PlanNews.Word.BROKEN and plan.arrears_cents > 0
        return STARTED if word == PlanNews.Word.ACTIVATED else BEHIND if is_behind else ""
    if word == PlanNews.Word.FINISHED:
        return ENDED
    return STOPPED if word in {PlanNews.Word.DEACTIVATED, PlanNews.Word.BROKEN} else ""
