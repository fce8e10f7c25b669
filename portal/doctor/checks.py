"""Refuses a token for ``/metrics`` that somebody could guess."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

LEAST = 20


@register()
def check_metrics_token(**_kwargs: Any) -> list[CheckMessage]:
    """An error when METRICS_TOKEN is short."""
    if not settings.METRICS_TOKEN or len(settings.METRICS_TOKEN) >= LEAST:
        return []
    return [Error(f"METRICS_TOKEN is shorter than {LEAST} characters.", id="portal.E090")]
