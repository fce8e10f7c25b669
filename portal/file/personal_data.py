"""What the portal stores about one person in one file: rooms list it, and delete what may be deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from portal.file.visit import Visit
from portal.web.room import Contribution


@dataclass(frozen=True, slots=True)
class KeptThing:
    """One stored thing. ``words`` and ``rule`` in the active language.

    ``rule``: until when, or why longer. ``data``: plain values for the person's own copy.
    """

    words: str
    since: datetime
    rule: str
    data: Mapping[str, Any] = field(default_factory=dict)


class PersonalData:
    """One kind of stored data. Everything it lists and deletes belongs to this file and party alone."""

    code: ClassVar[str]
    """A code: it stands in addresses."""
    title: ClassVar[Any]
    """A lazy translation."""
    is_removable: ClassVar[bool] = False
    """Whether the person may have it deleted; if not, the office needs it as proof."""

    def list_things(self, *, file_id: str, party_id: str) -> list[KeptThing]:
        """The stored things, newest first, at most fifty."""
        raise NotImplementedError

    def list_of_session(self, visit: Visit) -> list[KeptThing]:
        """Things that only the session of this visit holds."""
        del visit
        return []

    def remove(self, *, file_id: str, party_id: str) -> int:
        """Delete them now. Returns how many."""
        raise NotImplementedError

    def remove_of_session(self, visit: Visit) -> int:
        """The same for what the session holds."""
        del visit
        return 0


MOST_TOLD = 50
KEPT: Contribution[PersonalData] = Contribution("kept", PersonalData)
"""In the order of the rooms."""
