"""What every effect shares: the case it acts on, and the row that remembers the newest word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from portal.aptic.events.models import ContactCheck, Event, PaymentLook, PlanNews, Respite

Row = TypeVar("Row", ContactCheck, PaymentLook, PlanNews, Respite)

LATE = "late"
"""The outcome of an event that a newer one had overtaken."""


@dataclass(frozen=True, slots=True)
class Case:
    """An event about to be acted on. ``data`` is what Aptic told, ``file_ids`` the files it is about."""

    event: Event
    data: Mapping[str, Any]
    file_ids: tuple[str, ...]
    now: datetime

    @property
    def file_id(self) -> str:
        """The one file, or the first; "" for none."""
        return self.file_ids[0] if self.file_ids else ""

    @property
    def word(self) -> dict[str, Any]:
        """What a row remembers of the event that changed it."""
        event = self.event
        return {"office_id": event.office_id, "occurred_at": event.occurred_at, "event_id": event.pk}

    def is_late(self, row: Row | None) -> bool:
        """Whether a newer event has had its say. Of two of one moment the one that came in last is newer."""
        if row is None:
            return False
        return (row.occurred_at, row.event_id) > (self.event.occurred_at, self.event.pk)


class Handler:
    """One effect.

    ``read`` may call a system and changes nothing; ``apply`` runs in the very transaction that ends the
    event, so that its effect happens once, however often the event is taken up.
    """

    needs_file: ClassVar[bool] = True
    takes_several: ClassVar[bool] = False
    """Whether an event about a person may act on every file of that person."""

    def read(self, case: Case) -> Any:
        """What ``apply`` must know. Raises: IntegrationError, and the event is tried again."""
        del case

    def apply(self, case: Case, found: Any) -> str:
        """Do it, and say what was done: a code."""
        raise NotImplementedError


def lock_row(model: type[Row], case: Case, *, file_id: str, defaults: Mapping[str, Any], **key: Any) -> Row:
    """The row of a file, locked until the transaction ends; made when there is none.

    A new row holds the word of this event and ``defaults``.
    """
    first = {**case.word, **defaults}
    model.objects.get_or_create(file_id=file_id, **key, defaults=first)
    return model.objects.select_for_update().get(file_id=file_id, **key)
