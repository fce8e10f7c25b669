"""The identifiers in an event: of the file and of the person, whether or not we know them.

An identity number is one too, but only the key derived from it is ever used or kept.

ASSUMED: the page documents no payload. These are the names that Aptic's other pages use, in any spelling
("accountNumber", "account_no"), at the top of ``data`` or one level below.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from portal.aptic.events.receiving.payloads import clean
from portal.crm.links.systems.aptic_keys import make_person_mark

NUMBER = "number"
NUMBER_KEYS = (
    *("filenumber", "fileno", "filename", "dossiernumber", "casenumber", "caseno"),
    *("accountnumber", "accountno", "externalreference", "externalid", "externalnumber"),
)
FILE_KEYS = ("accountid", "caseid", "dossierid", "fileid", "debtid", "creditdebtid")
PERSON_KEYS = ("debtorid", "personid", "partyid")
IDENTITY_KEYS = ("idnumber", "identitynumber")

Identifier = tuple[str, str]
"""A kind ("number", "account", "debtor") and its value."""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """``of_file``: each identifies one file, most certain first; ``of_person``: each may fit several."""

    of_file: tuple[Identifier, ...]
    of_person: tuple[Identifier, ...]

    @property
    def surest(self) -> Identifier | None:
        """The identifier that staff link when they choose the file of an event."""
        return next(iter((*self.of_file, *self.of_person)), None)

    @property
    def file_name(self) -> str:
        """The number of the file in Aptic; "" when it is not given."""
        return next((said for kind, said in self.of_file if kind == NUMBER), "")[:60]

    @property
    def lane(self) -> str:
        """A key that is equal for events about the same file; "" without one. It reveals no number."""
        surest = self.surest
        return sha256("\0".join(surest).encode()).hexdigest()[:32] if surest else ""


def read_identifiers(data: Mapping[str, Any]) -> Identifiers:
    """The identifiers of files and persons in the ``data`` of an event."""
    said = dict(_list_pairs(data))
    return Identifiers(
        of_file=(
            *((NUMBER, said[key]) for key in NUMBER_KEYS if key in said),
            *((key.removesuffix("id"), said[key]) for key in FILE_KEYS if key in said),
        ),
        of_person=(
            *((key.removesuffix("id"), said[key]) for key in PERSON_KEYS if key in said),
            *(("person", make_person_mark(said[key])) for key in IDENTITY_KEYS if key in said),
        ),
    )


def _list_pairs(data: Mapping[str, Any]) -> Iterator[Identifier]:
    """Simple keys and texts; those at the top come last, so that they win."""
    for value in data.values():
        if isinstance(value, dict):
            yield from _list_flat(value)
    yield from _list_flat(data)


def _list_flat(data: Mapping[str, Any]) -> Iterator[Identifier]:
    for key, value in data.items():
        text = clean(value, 100)
        if text:
            yield "".join(c for c in key.lower() if c.isalnum()), text
