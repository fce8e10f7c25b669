"""Builds the client of every system from settings, once per process.

Selectors and services ask here; views and templates never see a client.
"""

from functools import cache

from django.conf import settings

from portal.integrations.errors import Unavailable
from portal.integrations.http import Limits
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


def reset() -> None:
    """Forget every client, so that changed settings count. For tests."""
    tagor.cache_clear()
