"""What people can pay with now, by the names that the payment services give: Bancontact, iDEAL | Wero,
cards …

Only names, set by us as plain text: no picture of anybody is fetched from anywhere. Kept for an hour, so a
page asks at most once in that time, and never waits long.
"""

import logging

from django.core.cache import cache

from portal.integrations.context import page_deadline
from portal.integrations.errors import IntegrationError
from portal.office.selectors import get_office
from portal.payments.providers import list_chosen
from portal.payments.providers.protocol import Online

logger = logging.getLogger(__name__)

KEPT_S, KEPT_NOTHING_S = 3600, 60
WAIT_S = 0.8
MOST_SHOWN = 8
_SAMPLE_CENTS = 10_000


def list_method_names() -> list[str]:
    """Names of what the chosen services take, each once; none when nobody says."""
    names = [name for provider in list_chosen(get_office().pk) for name in _list_names(provider)]
    return list(dict.fromkeys(names))[:MOST_SHOWN]


def _list_names(provider: Online) -> list[str]:
    key = f"payment-methods:{provider.code}:{provider.get_merchant()}"
    kept: list[str] | None = cache.get(key)
    if kept is not None:
        return kept
    try:
        with page_deadline(WAIT_S):
            names = [method.name[:40] for method in provider.list_methods(_SAMPLE_CENTS)]
    except IntegrationError as error:
        logger.warning("methods of %s not known: %s", provider.code, type(error).__name__)
        names = []
    cache.set(key, names, KEPT_S if names else KEPT_NOTHING_S)
    return names
