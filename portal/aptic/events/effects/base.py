"""What all effects share: the case they act on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from portal.aptic.events.models import Event
from portal.file.models import ReportSource

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
    def source(self) -> ReportSource:
        """The event as a report, for the rows that it changes."""
        return ReportSource(self.event.office_id, self.event.occurred_at, self.event.pk)


def choose_outcome(said: Collection[str], *ranked: str) -> str:
    """For an event about several files: the first of these codes that one of them got, or else the last."""
    return next((code for code in ranked if code in said), ranked[-1])


class Handler:
    """One effect.

    ``read`` may call a system and changes nothing; ``apply_all`` runs in the transaction that ends the
    events, so that their effect happens once, however often they are retried.
    """

    needs_file: ClassVar[bool] = True
    takes_several: ClassVar[bool] = False
    """Whether an event about a person may act on every file of that person."""
    is_alone: ClassVar[bool] = False
    """Whether each event has a transaction of its own: it asks a system, or locks what other rooms lock."""

    def read(self, case: Case) -> Any:
        """Read what ``apply`` needs. Raises: IntegrationError, and the event is tried again."""
        del case

    def apply_all(self, cases: Sequence[Case], found: Sequence[Any]) -> list[str]:
        """Apply the effect of each, in this order. Returns a code for what was done about each.

        Should one fail, all are undone, and each is applied by itself.
        """
        return [self.apply(case, one) for case, one in zip(cases, found, strict=True)]

    def apply(self, case: Case, found: Any) -> str:
        """The same for one, where several have nothing in common."""
        raise NotImplementedError
