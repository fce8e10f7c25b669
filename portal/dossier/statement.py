"""Every line of the file with what is needed to read it: the words of the kinds, the sums, the balance."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.file.balance import BALANCE, BOOKED_THEN, expect_of_lines
from portal.file.balance_cache import BalanceFact
from portal.file.codes import OwnWord
from portal.file.declaration import Missing
from portal.file.facts import HEAD, KINDS, LINES, OWN_WORDS, SUMS, WORDS
from portal.file.kinds import Kind
from portal.file.parts import Sums
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import Line


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines, None when they could not be read; for each id the kind, and the office’s words.

    ``expected_cents``: what the lines should come to, None when unknown.
    """

    lines: tuple[Line, ...] | None
    kinds: Mapping[str, Kind | None]
    words: Mapping[str, str]
    sums: Sums | None
    balance: BalanceFact | None
    missing: Missing
    expected_cents: int | None = None
    own: Mapping[str, OwnWord] = field(default_factory=dict)


def get_statement(visit: Visit) -> Statement:
    """The statement; its sums are those of the lines shown. Never raises for a failing system."""
    # Beside a balance that is asked now nothing was booked since.
    since = (HEAD, BOOKED_THEN) if recall(visit, BALANCE) else ()
    reading = read(visit, LINES, SUMS, KINDS, WORDS, OWN_WORDS, BALANCE, *since, anew=(SUMS,))
    return Statement(
        lines=reading.get(LINES),
        kinds=reading.get(KINDS) or {},
        words=reading.get(WORDS) or {},
        sums=reading.get(SUMS),
        balance=reading.get(BALANCE),
        missing=reading.find_missing((LINES, SUMS, KINDS, WORDS, BALANCE)),
        expected_cents=expect_of_lines(reading),
        own=reading.get(OWN_WORDS) or {},
    )
