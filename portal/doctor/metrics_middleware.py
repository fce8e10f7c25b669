"""Counts requests, but only with METRICS_TOKEN: without it nothing is counted or imported."""

from collections.abc import Callable
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
    from portal.doctor.counting import RequestCounter  # noqa: PLC0415 - only where it is wanted

    count_calls()
    return RequestCounter(get_response)


def count_calls() -> None:
    """Count the calls that this process makes to systems, from now on."""
    if settings.METRICS_TOKEN:
        from portal.doctor.counting import CALL_COUNTER  # noqa: PLC0415 - only where it is wanted

        observe_calls(CALL_COUNTER)


def hear_of_act(*, instance: Any, created: bool, **_told: Any) -> None:
    """Count a new audit event, except one of a tally: it stands for many acts, counted one by one."""
    if created and "times" not in instance.details:
        hear_of_tallied(act=instance.act)


def hear_of_tallied(*, act: str, **_told: Any) -> None:
    """Count an act of a tally."""
    if settings.METRICS_TOKEN:
        from portal.doctor.counting import count_act  # noqa: PLC0415 - only where it is wanted

        count_act(act)
