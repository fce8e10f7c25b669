"""The payment providers by name, and which one the office chose for a type of file."""

import logging
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone

from portal.integrations.errors import Unavailable
from portal.payments.models import Attempt, PaymentChannel
from portal.payments.providers.mollie import Mollie
from portal.payments.providers.protocol import Online
from portal.payments.providers.sips_direct import SipsDirect
from portal.payments.providers.tagor_sips import TagorSips
from portal.payments.providers.transfer import Transfer
from portal.payments.providers.worldline import Worldline
from portal.web.caches.for_everybody import hold_for_request

__all__ = ["Online"]

logger = logging.getLogger(__name__)

TAGOR_SIPS = TagorSips()
SIPS_DIRECT = SipsDirect()
WORLDLINE = Worldline()
MOLLIE = Mollie()
TRANSFER = Transfer()
_ALL: tuple[Online, ...] = (TAGOR_SIPS, SIPS_DIRECT, WORLDLINE, MOLLIE)
ONLINE: dict[str, Online] = {provider.code: provider for provider in _ALL}
ONLINE_CODES = tuple(ONLINE)
REPORTED_CODES = tuple(provider.code for provider in _ALL if provider.must_report)
"""Providers whose payments only the portal reports to the office."""

REVERSIBLE_CODES = tuple(provider.code for provider in _ALL if provider.tells_reversals)
"""Providers whose status includes money that was paid back."""


def get_provider(attempt: Attempt) -> Online:
    """The provider of an online attempt. Raises KeyError for a transfer."""
    return ONLINE[attempt.provider]


def get_page_life(attempt: Attempt) -> timedelta:
    """How long the payment page of an online attempt stays valid."""
    return ONLINE[attempt.provider].page_life


def list_channels(office_id: int | None, *, on: date) -> dict[str, PaymentChannel]:
    """The row that applies on a day, by file type: the newest that has begun."""
    rows = PaymentChannel.objects.filter(Q(valid_from=None) | Q(valid_from__lte=on), office=office_id)
    in_order = rows.order_by("file_type_id", F("valid_from").asc(nulls_first=True))
    return {row.file_type_id: row for row in in_order}


def _list_todays(office_id: int | None) -> dict[str, PaymentChannel]:
    """As ``list_channels``, read once a request: a page of paying asks for them three times."""
    today = timezone.localdate()
    return hold_for_request(f"channels {office_id} {today}", lambda: list_channels(office_id, on=today))


def choose_online(office_id: int | None, file_type_id: str) -> Online | None:
    """Who takes online payments for a file of this type; None when such files are paid by transfer only.

    Raises: Unavailable when the current keys belong to another merchant than two people confirmed.
    """
    channels = _list_todays(office_id)
    chosen = channels.get(file_type_id) or channels.get("")
    if chosen is None:
        return TAGOR_SIPS
    provider = ONLINE.get(chosen.provider)
    if provider is not None and not has_confirmed_keys(chosen):
        logger.error("ALERT payments by %s: the keys are of a merchant nobody confirmed", provider.code)
        raise Unavailable("keys of another merchant", system=provider.code)
    return provider


def has_confirmed_keys(channel: PaymentChannel) -> bool:
    """Whether the current keys are those of the merchant that two people confirmed, if they did."""
    provider = ONLINE.get(channel.provider)
    return provider is None or channel.merchant in {"", provider.get_merchant()}


def list_chosen(office_id: int | None) -> list[Online]:
    """Who takes online payments for any file today, each once."""
    channels = _list_todays(office_id)
    codes = {"": TAGOR_SIPS.code, **{name: row.provider for name, row in channels.items()}}.values()
    return [ONLINE[code] for code in dict.fromkeys(codes) if code in ONLINE]


def list_in_use(office_id: int | None) -> list[Online]:
    """Who takes online payments for any file, today or from a day that is planned, each once."""
    later = PaymentChannel.objects.filter(office=office_id, valid_from__gt=timezone.localdate())
    planned = [ONLINE[row.provider] for row in later if row.provider in ONLINE]
    return list({one.code: one for one in (*list_chosen(office_id), *planned)}.values())
