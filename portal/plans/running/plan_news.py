"""News on the plan of a file, for the person who pays it: what Aptic told, if it fits Tagor's data; its end.

A plan that Tagor no longer shows ends without a word: so the portal keeps that it saw one run.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.models import ReportSource, lock_rows
from portal.file.news import FileNow
from portal.file.news import News as FileNews
from portal.file.stored_rows import of_rows
from portal.file.timeline import TimelineEntry
from portal.integrations.tagor.values.account import RunningPlan
from portal.plans.models import PlanNews, Proposal, SeenPlan, State
from portal.web.formats import day
from portal.web.retention import see_to_forgetting

NEWS_FOR = timedelta(days=60)
"""After this long it is not news, and may be about an earlier plan."""
STARTED, BEHIND, STOPPED, ENDED = "started", "behind", "stopped", "ended"

RANK, RANK_ENDED = 20, 5
TOUCHED_EVERY = timedelta(days=1)
"""How often a plan that still runs is noted again: so its row outlives its retention."""
BEGINS_WITHIN = timedelta(days=1)
"""A plan that was agreed a moment ago may not run yet."""
ON_THE_WAY = (State.SENDING, State.UNKNOWN, State.SENT)
"""A request in these states has ended the plan itself, or is about to."""

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
    STOPPED: gettext_lazy(
        "You no longer pay in parts. Do you have a standing order? Stop it at your bank. Ask the office what "
        "this means for you."
    ),
    ENDED: gettext_lazy(
        "This plan asks no more payments. Do you have a standing order? Stop it at your bank. "
        "Your file shows whether something is left to pay."
    ),
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


@of_rows(PlanNews, SeenPlan, Proposal)
def find_plan_news(now: FileNow) -> FileNews | None:
    """The same for the file's first page. The end of a plan comes first while something is owed."""
    news = find_news(now.file_id, now.plan) if now.plan is not None else None
    if news is None or now.plan is None:
        return None
    if now.plan.active or (now.balance_cents is not None and now.balance_cents <= 0):
        return FileNews(*news, RANK)
    return FileNews(*news, RANK_ENDED, reverse("plans:running"), _("See what you can do"), kind="warn")


def find_news(file_id: str, plan: RunningPlan) -> News | None:
    """The news on a file's plan. ``plan``: Tagor's current data; news that it contradicts is left out.

    Without a report: that a plan has ended which the portal had seen run.
    """
    told = _find_report(file_id, plan)
    if told is not None or plan.active:
        return told
    gone_at = note_end(file_id)
    if gone_at is None or gone_at < timezone.now() - NEWS_FOR:
        return None
    text = _(
        "On %(day)s we saw that it no longer runs. Do you have a standing order? Stop it at your bank. "
        "Your file shows whether something is left to pay."
    )
    return _("Your payment plan has ended"), text % {"day": day(timezone.localdate(gone_at))}


def note_running(file_id: str) -> None:
    """Keep that a plan runs in a file, as Tagor shows it now."""
    seen = SeenPlan.objects.filter(file_id=file_id).first()
    if seen is not None and seen.gone_at is None and seen.changed_at > timezone.now() - TOUCHED_EVERY:
        return
    SeenPlan.objects.update_or_create(file_id=file_id, defaults={"gone_at": None})
    see_to_forgetting()


def note_end(file_id: str) -> datetime | None:
    """Since when the portal knows that the plan of a file, which Tagor does not show now, has ended.

    None when it knew of none, or when a request of the file ended it or has not begun yet.
    """
    now, own = timezone.now(), Proposal.objects.filter(file_id=file_id)
    if own.filter(state__in=ON_THE_WAY).exists():
        return None
    agreed = (
        own.filter(state=State.ACCEPTED).select_related("agreed", "office").order_by("-decided_at").first()
    )
    if agreed is not None and agreed.decided_at and agreed.decided_at > now - BEGINS_WITHIN:
        return None
    seen = SeenPlan.objects.filter(file_id=file_id).first()
    is_of_earlier = bool(
        seen and seen.gone_at and agreed and agreed.decided_at and agreed.decided_at > seen.gone_at
    )
    if seen is not None and seen.gone_at is not None and not is_of_earlier:
        return seen.gone_at
    is_over = agreed is None or agreed.get_schedule_in_force().ends_on < timezone.localdate()
    if (seen is None or is_of_earlier) and is_over:
        return None
    SeenPlan.objects.update_or_create(file_id=file_id, defaults={"gone_at": now})
    see_to_forgetting()
    return now


def is_ended(proposal: Proposal) -> bool:
    """Whether a request was agreed to, and the portal saw later that the plan no longer runs."""
    if proposal.state != State.ACCEPTED or proposal.decided_at is None:
        return False
    gone = SeenPlan.objects.filter(file_id=proposal.file_id, gone_at__gt=proposal.decided_at)
    newer = Proposal.objects.filter(
        file_id=proposal.file_id, state=State.ACCEPTED, decided_at__gt=proposal.decided_at
    )
    return gone.exists() and not newer.exists()


@of_rows(SeenPlan)
def list_timeline_entries(file_id: str) -> Iterator[TimelineEntry]:
    """When the portal saw that the plan no longer runs."""
    for seen in SeenPlan.objects.filter(file_id=file_id, gone_at__isnull=False):
        yield TimelineEntry(
            seen.gone_at or seen.changed_at,
            _("The payment plan no longer runs"),
            permission="plans.view_proposal",
            is_for_person=True,
            own_address=reverse("plans:running"),
        )


def _find_report(file_id: str, plan: RunningPlan) -> News | None:
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
