"""The ways of paying, by name, and which one the office chose for a type of file."""

from portal.payments.models import Attempt, PaymentChannel
from portal.payments.providers.sips_direct import SipsDirect
from portal.payments.providers.tagor_sips import TagorSips
from portal.payments.providers.transfer import Transfer

Online = TagorSips | SipsDirect

TAGOR_SIPS = TagorSips()
SIPS_DIRECT = SipsDirect()
TRANSFER = Transfer()
ONLINE: dict[str, Online] = {TAGOR_SIPS.code: TAGOR_SIPS, SIPS_DIRECT.code: SIPS_DIRECT}
ONLINE_CODES = tuple(ONLINE)


def get_provider(attempt: Attempt) -> Online:
    """Who moves the money of an online attempt. Raises KeyError for a transfer."""
    return ONLINE[attempt.provider]


def choose_online(office_id: int | None, file_type_id: str) -> Online | None:
    """Who takes online payments for a file of this type; None when such files are paid by transfer only."""
    rows = PaymentChannel.objects.filter(office=office_id, file_type_id__in=["", file_type_id])
    chosen = dict(rows.values_list("file_type_id", "provider"))
    code = chosen.get(file_type_id) or chosen.get("") or TAGOR_SIPS.code
    return ONLINE.get(code)
