"""System checks: what an operator must fix before the portal serves people."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004


@register(Tags.security, deploy=True)
def check_shared_cache(**_kwargs: Any) -> list[CheckMessage]:
    """Every process must see the same lockout counters."""
    if settings.CACHES["default"]["BACKEND"].endswith("LocalCache"):
        hint = "Set CACHE_URL, for instance rediscache://127.0.0.1:6379/1."
        return [
            Warning(
                "The cache is local to one process: sign-in limits are not shared.",
                hint=hint,
                id="portal.W001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def check_sandbox_off(**_kwargs: Any) -> list[CheckMessage]:
    """The practice office must not run beside real files."""
    if settings.SANDBOX:
        return [Error("SANDBOX is on.", hint="Unset SANDBOX.", id="portal.E001")]
    return []


@register(Tags.security, deploy=True)
def check_payment_hosts(**_kwargs: Any) -> list[CheckMessage]:
    """Without an allow-list, nobody can be sent to a payment page."""
    if not settings.SIPS_ALLOWED_HOSTS:
        hint = "Name the host of the office's payment page. Until then people pay by transfer."
        return [Warning("SIPS_ALLOWED_HOSTS is empty.", hint=hint, id="portal.W002")]
    return []


@register(Tags.security, deploy=True)
def check_tagor(**_kwargs: Any) -> list[CheckMessage]:
    """The portal does not work without Tagor."""
    if not settings.TAGOR_URL:
        return [Warning("TAGOR_URL is empty: nobody can sign in.", id="portal.W003")]
    if not (settings.TAGOR_API_KEY or settings.TAGOR_CLIENT_SECRET):
        hint = "Set TAGOR_API_KEY, or TAGOR_CLIENT_ID and TAGOR_CLIENT_SECRET."
        return [Error("The portal has no office key for Tagor.", hint=hint, id="portal.E003")]
    return []
