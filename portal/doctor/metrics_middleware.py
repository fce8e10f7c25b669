"""Whether pages are counted at all: without METRICS_TOKEN nothing is, and nothing of it is imported."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse


def count_requests(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware that counts. Raises: MiddlewareNotUsed when nobody may read the counts."""
    if not settings.METRICS_TOKEN:
        raise MiddlewareNotUsed
    from portal.doctor.counting import RequestCounter, count_call  # noqa: PLC0415 - only where it is wanted
    from portal.integrations.observing import observe_calls  # noqa: PLC0415

    observe_calls(count_call)
    return RequestCounter(get_response)


def hear_of_act(*, instance: Any, created: bool, **_told: Any) -> None:
    """An event of the audit trail was written; those of a tally stand for many, and are counted as such."""
    if created and "times" not in instance.details:
        hear_of_tallied(act=instance.act)


def hear_of_tallied(*, act: str, **_told: Any) -> None:
    """An act happened."""
    if settings.METRICS_TOKEN:
        from portal.doctor.counting import count_act  # noqa: PLC0415 - only where it is wanted

        count_act(act)
