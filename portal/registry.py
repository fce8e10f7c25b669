"""Builds the client of every system from settings, once per process.

Selectors and services ask here; views and templates never see a client.
"""

from functools import cache

from django.conf import settings

from portal.integrations.errors import Unavailable
from portal.integrations.http import Limits
from portal.integrations.sips.client import SipsClient, build_sips_client
from portal.integrations.sips.keys import is_public, parse_keys
from portal.integrations.sips.values import SipsMerchant
from portal.integrations.tagor.client import OfficeLogin, TagorClient, build_tagor_client


@cache
def tagor() -> TagorClient:
    """The office's Tagor.

    Raises: Unavailable when TAGOR_URL is empty, so that pages say the system is off.
    """
    if not settings.TAGOR_URL:
        raise Unavailable("TAGOR_URL is empty", system="tagor")
    return build_tagor_client(
        base_url=settings.TAGOR_URL,
        login=OfficeLogin(
            api_key=settings.TAGOR_API_KEY,
            client_id=settings.TAGOR_CLIENT_ID,
            client_secret=settings.TAGOR_CLIENT_SECRET,
        ),
        amount_format=settings.TAGOR_AMOUNT_FORMAT,
        engine=settings.HTTP_ENGINE,
        limits=Limits(
            deadline_s=settings.UPSTREAM_DEADLINE_S, max_concurrent=settings.UPSTREAM_MAX_CONCURRENT
        ),
    )


@cache
def sips() -> SipsClient:
    """SIPS, with the portal as merchant.

    Raises: Unavailable when its settings are empty or make no sense, and for a merchant whose key everybody
    knows, unless beside the practice office.
    """
    if not (settings.SIPS_URL and settings.SIPS_MERCHANT_ID and settings.SIPS_SECRET):
        raise Unavailable("SIPS_URL, SIPS_MERCHANT_ID or SIPS_SECRET is empty", system="sips")
    try:
        keys = parse_keys(settings.SIPS_SECRET, settings.SIPS_KEY_VERSION)
    except ValueError as error:
        raise Unavailable(f"SIPS_SECRET: {error}", system="sips") from None
    if is_public(settings.SIPS_MERCHANT_ID, keys) and not settings.SANDBOX:
        raise Unavailable("SIPS_MERCHANT_ID is a public practice shop", system="sips")
    return build_sips_client(
        base_url=settings.SIPS_URL,
        status_url=settings.SIPS_STATUS_URL,
        merchant=SipsMerchant(settings.SIPS_MERCHANT_ID, keys),
        interface_version=settings.SIPS_INTERFACE_VERSION,
        algorithm=settings.SIPS_SEAL_ALGORITHM,
        engine=settings.HTTP_ENGINE,
        limits=Limits(deadline_s=settings.UPSTREAM_DEADLINE_S, max_attempts=2),
    )


def reset() -> None:
    """Forget every client, so that changed settings count. For tests."""
    tagor.cache_clear()
    sips.cache_clear()
