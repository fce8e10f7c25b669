"""What all effects share: the case they act on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from portal.aptic.events.models import Event
from portal.file.models import Told

LATE = "late"
"""The outcome of an event when a newer one was handled before it."""


@dataclass(frozen=True, slots=True)
class Case:
    """An event to be handled. ``data`` is from Aptic, ``file_ids`` are the files it is about."""

    event: Event
    data: Mapping[str, Any]
    file_ids: tuple[str, ...]
    now: datetime

    @property
    def file_id(self) -> str:
        """The one file, or the first; "" for none."""
        return self.file_ids[0] if self.file_ids else ""

    @property
    def told(self) -> Told:
        """The event as a report, for the rows that it changes."""
        return Told(self.event.office_id, self.event.occurred_at, self.event.pk)


class Handler:
    """One effect.

    ``read`` may call a system and changes nothing; ``apply`` runs in the transaction that ends the event, so
    that its effect happens once, however often the event is retried.
    """

    needs_file: ClassVar[bool] = True
    takes_several: ClassVar[bool] = False
    """Whether an event about a person may act on every file of that person."""

    def read(self, case: Case) -> Any:
        """Read what ``apply`` needs. Raises: IntegrationError, and the event is tried again."""
        del case

    def apply(self, case: Case, found: Any) -> str:
        """Apply the effect. Returns a code for what was done."""
        raise NotImplementedError
