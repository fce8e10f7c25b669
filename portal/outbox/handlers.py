"""What a room tells the outbox about one kind of delivery: how to send it, and how to find out about it.

    class NoteHandler(Handler):
        kind = "crm.note"

        def deliver(self, delivery): ...
        def find_out(self, delivery): ...

    class NotesConfig(Room):                # in the room's apps.py
        deliveries = ("portal.notes.delivery.NoteHandler",)

docs/outbox.md says how to write one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar, Literal

from portal.outbox.models import Delivery
from portal.web.room import Contribution
from portal.web.sealing import unseal

Found = Literal["arrived", "absent", "unclear"]
SECRET_PURPOSE = "outbox"  # noqa: S105 - the name of a use, not a secret


class Postpone(Exception):
    """Nothing was sent, and it is not time yet: wait ``seconds``. The wait does not count as age."""

    def __init__(self, reason: str, seconds: float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


class GiveUp(Exception):
    """Nothing was sent, and it never can be: end it with ``reason``, a code, for a person to look at."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Contents:
    """The content of a delivery, for staff: author, recipient and address; labels and texts.

    ``said``: whether the system's own words for a refusal may be shown. ``made``: the record that it made,
    and where that is.
    """

    author: str = ""
    recipient: str = ""
    recipient_href: str = ""
    texts: tuple[tuple[Any, str], ...] = ()
    said: bool = False
    made: str = ""
    made_href: str = ""


class Handler:
    """One kind of delivery.

    Only ``prepare``, ``deliver`` and ``find_out`` may call a system: they run outside any transaction of the
    outbox. The ``on_`` methods run in the transaction that moves the delivery, so they only change our own
    rows.
    """

    kind: ClassVar[str]
    """A room and an act: "plans.save"."""
    title: ClassVar[Any] = ""
    """What staff read instead of the kind: a lazy translation."""
    reasons: ClassVar[Mapping[str, Any]] = {}
    """Texts for the codes with which it gives up or waits: lazy translations."""
    editable: ClassVar[Mapping[str, Any]] = {}
    """Texts of the payload that staff may rewrite before another try, with their labels."""
    permission: ClassVar[str] = ""
    """What staff must hold besides to send it again or drop it: decisions have one."""
    patience: ClassVar[timedelta] = timedelta(days=7)
    """How long after it was due it is tried; then it is given up."""
    settle: ClassVar[timedelta] = timedelta(minutes=10)
    """How long its effect may take to show after sending: "absent" is not believed earlier."""

    def prepare(self, delivery: Delivery) -> dict[str, Any] | None:
        """Read what ``find_out`` will compare with; kept in ``delivery.before`` before anything is sent.

        Sends nothing. Raises as ``deliver``; any other error counts as "nothing was sent" as well.
        """
        del delivery
        return None

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Make the one call. Returns what to keep of the answer, as plain JSON values without secrets.

        Raises: Unavailable or NotAuthorised (nothing was changed: tried again), Rejected (given up with its
        code), OutcomeUnknown or UnexpectedResponse (doubtful), Postpone, GiveUp. Any other exception counts
        as doubtful too: the call may have gone out.
        """
        raise NotImplementedError

    def find_out(self, delivery: Delivery) -> Found:
        """Whether it arrived; only reads. Any IntegrationError means: ask again later."""
        raise NotImplementedError

    def describe(self, delivery: Delivery) -> Contents:
        """What staff read about it; calls no system."""
        del delivery
        return Contents()

    def on_sending(self, delivery: Delivery) -> None:
        """A worker has claimed it. May raise Postpone or GiveUp: then nothing is sent."""

    def on_doubtful(self, delivery: Delivery) -> None:
        """Nobody knows whether it arrived; ``find_out`` will be asked."""

    def on_done(self, delivery: Delivery) -> None:
        """It arrived; ``delivery.result`` is what ``deliver`` returned (empty when ``find_out`` said so)."""

    def on_given_up(self, delivery: Delivery) -> None:
        """It is not tried any more; ``delivery.reason`` says why. Staff may still send it again."""

    def on_dropped(self, delivery: Delivery) -> None:
        """Staff dropped it, whether or not it was given up before; then this comes after ``on_given_up``."""
        self.on_given_up(delivery)


DELIVERIES: Contribution[Handler] = Contribution("deliveries", Handler)


def get_handler(kind: str) -> Handler | None:
    """The handler of a kind; None when no room knows it (any more)."""
    return get_handlers().get(kind)


def get_handlers() -> dict[str, Handler]:
    """Every handler of the rooms, by its kind."""
    return index_handlers(DELIVERIES.collect())


@cache
def index_handlers(handlers: tuple[Handler, ...]) -> dict[str, Handler]:
    """The handlers by their kinds. Raises: ValueError for a duplicate kind."""
    known: dict[str, Handler] = {}
    for handler in handlers:
        if handler.kind in known:
            raise ValueError(f"two handlers for {handler.kind}")
        known[handler.kind] = handler
    return known


def open_secret(delivery: Delivery) -> str:
    """The secret stored with the delivery. Raises: GiveUp when it was wiped or its key is gone."""
    secret = unseal(delivery.secret, purpose=SECRET_PURPOSE) if delivery.secret else None
    if secret is None:
        raise GiveUp("secret-gone")
    return secret
