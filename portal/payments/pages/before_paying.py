"""What a person must know before paying, at once or in parts: the same on every page that asks for money."""

from django.utils.translation import gettext as _

from portal.access.helper_pass.scopes import without_closed_link
from portal.file.balance_cache import WAIT
from portal.file.news import (
    FileNow,
    News,
    describe_small,
    make_booked_news,
    make_stopped_news,
    write_to_office,
)
from portal.file.visit import Visit
from portal.payments.owing import Owing
from portal.payments.pages.news import (
    RANK_UNFINISHED,
    find_payment_news,
    find_unbooked_news,
    find_went_back_news,
)
from portal.web.formats import moment, money


def list_before_paying(visit: Visit, owing: Owing) -> list[News]:
    """That the file is stopped, what is on its way and what is left then, that so little is left."""
    found = [make_stopped_news()] if owing.is_stopped else []
    if owing.booked_cents:
        found.append(make_booked_news(owing.booked_cents, owing.as_of + WAIT))
    now = _make_now(visit, owing)
    of_payments = (find_went_back_news(now), find_payment_news(now), find_unbooked_news(now))
    found += [one for one in of_payments if one is not None and one.rank <= RANK_UNFINISHED]
    if owing.is_small:
        title = _("Ask the office before you pay")
        found.append(News(title, describe_small(owing.left_cents), RANK_UNFINISHED, *write_to_office()))
    return [without_closed_link(visit, one) for one in found]


def describe_owing(owing: Owing) -> tuple[str, str]:
    """The number that leads: its label and the amount."""
    if owing.unbooked_cents:
        return _("You owe after booking"), money(max(owing.left_cents, 0))
    if owing.booked_cents:
        return _("You owed on %(moment)s") % {"moment": moment(owing.as_of)}, money(owing.balance_cents)
    if owing.is_stopped:
        return _("Balance of this file"), money(owing.balance_cents)
    return _("You owe today"), money(owing.balance_cents)


def _make_now(visit: Visit, owing: Owing) -> FileNow:
    return FileNow(
        file_id=visit.file_id,
        stored={},
        balance_cents=owing.balance_cents,
        plan=None,
        is_stopped=owing.is_stopped,
        party_id=visit.party_id,
        is_helper=visit.who == "helper",
        as_of=owing.as_of,
    )
