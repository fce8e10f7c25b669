"""One debt that somebody has elsewhere, as they write it down for themselves."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Debt:
    """``code`` identifies it in URLs. ``owed_cents``, ``monthly_cents``: None when left open."""

    code: str
    creditor: str
    owed_cents: int | None = None
    monthly_cents: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for keeping."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Self:
        """The debt as it was kept."""
        return cls(**kept)


def put_in(debts: Iterable[Debt], debt: Debt) -> list[Debt]:
    """The list with this debt replacing the one with its code, or appended."""
    found = list(debts)
    codes = [one.code for one in found]
    if debt.code in codes:
        found[codes.index(debt.code)] = debt
        return found
    return [*found, debt]


def sum_monthly(debts: Iterable[Debt]) -> int:
    """The total paid for all of them in a month, in cents; empty amounts count as nothing."""
    return sum(one.monthly_cents or 0 for one in debts)
