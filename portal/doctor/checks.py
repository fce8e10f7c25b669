"""Refuses settings that fail at the worst moment: a short token, too few parallel calls."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from portal.integrations.side_by_side import MAX_THREADS

LEAST = 20


@register()
def check_metrics_token(**_kwargs: Any) -> list[CheckMessage]:
    """An error when METRICS_TOKEN is short."""
    if not settings.METRICS_TOKEN or len(settings.METRICS_TOKEN) >= LEAST:
        return []
    return [Error(f"METRICS_TOKEN is shorter than {LEAST} characters.", id="portal.E090")]


@register()
def check_places(**_kwargs: Any) -> list[CheckMessage]:
    """An error when the threads can make more calls at once than a system's bulkhead allows."""
    most = settings.PORTAL_THREADS + MAX_THREADS
    if most <= settings.UPSTREAM_MAX_CONCURRENT:
        return []
    hint = f"Leave UPSTREAM_MAX_CONCURRENT out, or set it to {most}; or lower GRANIAN_BLOCKING_THREADS."
    text = f"{settings.PORTAL_THREADS} threads make {most} calls at once: parts of pages would be left out."
    return [Error(text, hint=hint, id="portal.E091")]
