"""Requests for a plan in a period: their results, and whether everybody is treated alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from portal.desk.insight.figures import FEWEST, Bar, Figure, Period, count_bar
from portal.plans.desk.running_board import is_not_over, is_told, list_newest_agreed, list_unended
from portal.plans.models import PlanNews, Proposal, State
from portal.web.rendering.page_context import LANGUAGE_NAMES

ANSWERED = (State.ACCEPTED, State.COUNTERED, State.ASKED, State.DECLINED)
MOST_READ = 20_000
HOUR = timedelta(hours=1)


def list_figures(period: Period) -> Iterator[Figure]:
    """Counted by when they were sent, or begun."""
    for figure in _list_figures(period):
        yield replace(figure, kept_days=settings.PLAN_RETENTION_DAYS)


def _list_figures(period: Period) -> Iterator[Figure]:
    sent = Proposal.objects.filter(submitted_at__gte=period.since, submitted_at__lt=period.until)
    states = dict(sent.order_by().values_list("state").annotate(count=Count("pk")))
    bars = tuple(Bar(str(state.label), states[state]) for state in State if states.get(state))
    text = _("Sent in this period, as they stand now.")
    yield Figure("numbers", _("Requests for a payment plan, by state"), text, _("requests"), bars)
    yield _make_kept_figure(period)
    yield _make_protected_figure(sent)
    yield from _list_language_figures(sent)
    yield _make_steps_figure(period)


def _make_kept_figure(period: Period) -> Figure:
    """Of what was agreed in the period: how it stands now, by the terms and by what was told since."""
    agreed = Proposal.objects.filter(
        state=State.ACCEPTED, decided_at__gte=period.since, decided_at__lt=period.until
    )
    newest = list_newest_agreed().filter(decided_at__gte=period.since, decided_at__lt=period.until)
    unended, word = list_unended(newest), PlanNews.Word
    running = unended.filter(is_not_over(unended)).count()
    counts = {
        _("Nothing else was told: they run"): running,
        _("Their last month is over"): unended.count() - running,
        _("Paid to the end"): newest.filter(is_told(word.FINISHED)).count(),
        _("Not kept to"): newest.filter(is_told(word.BROKEN)).count(),
        _("Stopped before the end"): newest.filter(is_told(word.DEACTIVATED)).count(),
        _("Replaced by a later plan"): agreed.count() - newest.count(),
    }
    bars = tuple(Bar(label, count) for label, count in counts.items()) if any(counts.values()) else ()
    text = _("Plans agreed in this period, by what Aptic told of them last.")
    return Figure("numbers", _("Plans that are kept"), text, _("plans"), bars)


def _make_protected_figure(sent: "QuerySet[Proposal]") -> Figure:
    below = sent.filter(is_below_protected=True).order_by()
    states = dict(below.values_list("state").annotate(count=Count("pk")))
    bars = tuple(count_bar(str(state.label), states[state]) for state in State if states.get(state))
    text = _("Requests that would take income which the law protects, and what became of them.")
    return Figure("fairness", _("Requests below the protected income"), text, _("requests"), bars)


def _list_language_figures(sent: "QuerySet[Proposal]") -> Iterator[Figure]:
    rows = list(
        sent.order_by("-submitted_at").values_list("language", "state", "submitted_at", "decided_at")[
            :MOST_READ
        ]
    )
    waits: dict[str, list[float]] = defaultdict(list)
    agreed: dict[str, list[bool]] = defaultdict(list)
    for language, state, submitted_at, decided_at in rows:
        if decided_at is not None and submitted_at is not None:
            waits[language].append((decided_at - submitted_at) / HOUR)
        if state in {State.ACCEPTED, State.DECLINED}:
            agreed[language].append(state == State.ACCEPTED)
    yield Figure(
        "fairness",
        _("Time to an answer, by language"),
        _("Half of the people waited shorter, half longer."),
        _("hours"),
        tuple(_make_bars(waits, median, "{:.0f}")),
    )
    yield Figure(
        "fairness",
        _("Requests agreed, by language"),
        _("Of those that were agreed or declined."),
        _("per cent"),
        tuple(_make_bars(agreed, lambda all_: 100 * sum(all_) / len(all_), "{:.0f} %")),
    )


def _make_bars(
    groups: dict[str, list[float]] | dict[str, list[bool]], measure: object, shown: str
) -> Iterable[Bar]:
    for language in sorted(groups):
        told = groups[language]
        name = LANGUAGE_NAMES.get(language, language or _("not known"))
        if len(told) < FEWEST:
            yield Bar(name, None)
            continue
        value = float(measure(told))  # type: ignore[operator]
        yield Bar(name, value, shown.format(value))


def _make_steps_figure(period: Period) -> Figure:
    begun = Proposal.objects.filter(created_at__gte=period.since, created_at__lt=period.until)
    counts = {
        _("Filled in a request"): begun.count(),
        _("Sent it"): begun.filter(submitted_at__isnull=False).count(),
        _("Got an answer of the office"): begun.filter(decided_at__isnull=False).count(),
    }
    bars = tuple(count_bar(label, count) for label, count in counts.items())
    text = _("How many of those who began a request came to each step.")
    return Figure(
        "fairness", _("Where people stop"), text, _("requests"), bars if any(counts.values()) else ()
    )
