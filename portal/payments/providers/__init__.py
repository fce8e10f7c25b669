"""The ways of paying, by name, and which one the office chose for a type of file."""

from datetime import timedelta

from portal.payments.models import Attempt, PaymentChannel
from portal.payments.providers.mollie import Mollie
from portal.payments.providers.protocol import Online
from portal.payments.providers.sips_direct import SipsDirect
from portal.payments.providers.tagor_sips import TagorSips
from portal.payments.providers.transfer import Transfer
from portal.payments.providers.worldline import Worldline

__all__ = ["Online"]

TAGOR_SIPS = TagorSips()
SIPS_DIRECT = SipsDirect()
WORLDLINE = Worldline()
MOLLIE = Mollie()
TRANSFER = Transfer()
_ALL: tuple[Online, ...] = (TAGOR_SIPS, SIPS_DIRECT, WORLDLINE, MOLLIE)
ONLINE: dict[str, Online] = {provider.code: provider for provider in _ALL}
ONLINE_CODES = tuple(ONLINE)
REPORTED_CODES = tuple(provider.code for provider in _ALL if provider.must_report)
"""Those whose payments nobody but the portal tells the office of."""

REVERSIBLE_CODES = tuple(provider.code for provider in _ALL if provider.tells_reversals)
"""Those whose status tells of money that went back."""


def get_provider(attempt: Attempt) -> Online:
    """Who moves the money of an online attempt. Raises KeyError for a transfer."""
    return ONLINE[attempt.provider]


def get_page_life(attempt: Attempt) -> timedelta:
    """How long the payment page of an online attempt can be paid on."""
    return ONLINE[attempt.provider].page_life


def choose_online(office_id: int | None, file_type_id: str) -> Online | None:
    """Who takes online payments for a file of this type; None when such files are paid by transfer only."""
    rows = PaymentChannel.objects.filter(office=office_id, file_type_id__in=["", file_type_id])
    chosen = dict(rows.values_list("file_type_id", "provider"))
    code = chosen.get(file_type_id) or chosen.get("") or TAGOR_SIPS.code
    return ONLINE.get(code)


def list_chosen(office_id: int | None) -> list[Online]:
    """Who takes online payments for any file now, each once."""
    rows = dict(PaymentChannel.objects.filter(office=office_id).values_list("file_type_id", "provider"))
    codes = {"": TAGOR_SIPS.code, **rows}.values()
    return [ONLINE[code] for code in dict.fromkeys(codes) if code in ONLINE]
