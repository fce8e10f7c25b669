"""A person's other files, and which of them can be opened from the list."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.access.letter_keys.keys import list_files_with_letter
from portal.integrations.tagor.values.dossier import DefendantFile
from portal.web.formats import money


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A row. ``file_id`` is "" when only the letter of that file opens it."""

    number: str
    claimant: str
    amount: str
    file_id: str


def present_others(found: Iterable[DefendantFile], *, party_id: str) -> list[OtherFile]:
    """Each file, in the office's order."""
    found = list(found)
    openable = list_files_with_letter((one.file_id for one in found), party_id=party_id)
    return [
        OtherFile(
            one.file_name,
            one.claimant,
            money(one.defendant_balance_cents),
            one.file_id if one.file_id in openable else "",
        )
        for one in found
    ]
