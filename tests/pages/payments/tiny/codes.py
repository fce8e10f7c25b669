"""What the statuses of the tiny service mean."""

from portal.payments.attempt.states import Event
from portal.payments.models import Notice
from portal.payments.providers.means import Kind

KINDS = {"leaf": Kind.APP}
_EVENTS = {"taken": Event.BANK_PAID, "no": Event.BANK_REFUSED}


def read_event(notice: Notice) -> Event:
    return _EVENTS.get(notice.code, Event.BANK_UNKNOWN)


def is_known_to_wait(notice: Notice) -> bool:
    return notice.code == "soon"


def is_alarming(notice: Notice) -> bool:
    return notice.code == "odd"
