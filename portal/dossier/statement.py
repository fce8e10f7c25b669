"""Every line of the file with what is needed to read it: the words of the kinds, the sums, the balance."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.file.asking import BalanceFact
from portal.file.balance import BALANCE
from portal.file.facts import LINES, NATURES, SUMS
from portal.file.faults import Missing
from portal.file.parts import Sums
from portal.file.reading import read
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import CodeText, Line


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines, None when they could not be read; ``natures`` are the words of their kinds, by code id."""

    lines: tuple[Line, ...] | None
    natures: Mapping[str, CodeText]
    sums: Sums | None
    balance: BalanceFact | None
    missing: Missing


def get_statement(visit: Visit) -> Statement:
    """The statement; its sums are of the very lines it shows. Never raises for a failing system."""
    reading = read(visit, LINES, SUMS, NATURES, BALANCE, anew=(SUMS,))
    return Statement(
        lines=reading.get(LINES),
        natures=reading.get(NATURES) or {},
        sums=reading.get(SUMS),
        balance=reading.get(BALANCE),
        missing=reading.find_missing(),
    )
