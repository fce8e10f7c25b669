"""What every effect shares: the case it acts on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from portal.aptic.events.models import Event
from portal.file.models import Told

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
    def told(self) -> Told:
        """The event, as the rows that it changes remember it."""
        return Told(self.event.office_id, self.event.occurred_at, self.event.pk)


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
