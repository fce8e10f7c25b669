"""Counts requests, but only with METRICS_TOKEN: without it nothing is counted or imported."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from portal.integrations.observing import observe_calls


def count_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that counts. Raises: MiddlewareNotUsed when nobody may read the counts."""
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed
    from portal.doctor.counters import RequestCounter  # noqa: PLC0415 - only where it is wanted

    count_calls()
    return RequestCounter(get_response)


def count_calls() -> None:
    """Count the calls that this process makes to systems, from now on."""
    if settings.METRICS_TOKEN:
        from portal.doctor.counters import CALL_COUNTER  # noqa: PLC0415 - only where it is wanted

        observe_calls(CALL_COUNTER)


def on_acts_recorded(*, events: Iterable[Any], **_told: Any) -> None:
    """Count new audit events, except those of a tally: they stand for many acts, counted one by one."""
    for event in events:
        if "times" not in event.details:
            on_act_tallied(act=event.act)


def on_act_tallied(*, act: str, **_told: Any) -> None:
    """Count an act of a tally."""
    if settings.METRICS_TOKEN:
        from portal.doctor.counters import count_act  # noqa: PLC0415 - only where it is wanted

        count_act(act)
