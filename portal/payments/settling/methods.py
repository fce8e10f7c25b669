"""The current payment methods, by the services' own names: Bancontact, iDEAL | Wero, cards …

Names set by us as plain text, beside marks of our own: no picture of anybody is fetched from anywhere. Kept
for an hour, so a page asks at most once in that time, and never waits long.
"""

import logging

from django.core.cache import cache
from django.utils.translation import gettext_lazy

from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.office.selectors import get_office
from portal.payments.providers import list_chosen
from portal.payments.providers.means import Kind
from portal.payments.providers.protocol import Online
from portal.web.pages.page_deadlines import PAYMENT_METHODS_S

logger = logging.getLogger(__name__)

KEPT_S, KEPT_NOTHING_S = 3600, 60
MOST_SHOWN = 8
_OUR_WORDS = {"Card": gettext_lazy("Card"), "Bank transfer": gettext_lazy("Bank transfer")}
"""For methods that a service names with a plain English word; all other names are brands."""
_SAMPLE_CENTS = 10_000


def list_methods() -> list[tuple[str, Kind]]:
    """Name and kind of the methods of the chosen services, without duplicates; empty when unknown."""
    found = [method for provider in list_chosen(get_office().pk) for method in _list_of(provider)]
    kinds = {str(_OUR_WORDS.get(name, name)): Kind(kind) for name, kind in found}
    return list(kinds.items())[:MOST_SHOWN]


def _list_of(provider: Online) -> list[list[str]]:
    """Name and kind of each; lists, because that is what the cache returns."""
    key = f"payment-means:{provider.code}:{provider.get_merchant()}"
    kept: list[list[str]] | None = cache.get(key)
    if kept is not None:
        return kept
    try:
        with page_deadline(PAYMENT_METHODS_S):
            found = [[one.name[:40], one.kind.value] for one in provider.list_methods(_SAMPLE_CENTS)]
    except IntegrationError as error:
        logger.warning("methods of %s not known: %s", provider.code, type(error).__name__)
        found = []
    cache.set(key, found, KEPT_S if found else KEPT_NOTHING_S)
    return found
