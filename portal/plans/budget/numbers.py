"""The eight numbers of a budget, and what follows from them."""

from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Numbers:
    """What comes in and goes out in a month, in cents; how many children depend on the person.

    ``protected_cents`` is the result of the official Dutch calculator; None when it was not used.
    """

    work_cents: int = 0
    benefits_cents: int = 0
    other_cents: int = 0
    home_cents: int = 0
    bills_cents: int = 0
    living_cents: int = 0
    debts_cents: int = 0
    children: int = 0
    protected_cents: int | None = None

    @property
    def income_cents(self) -> int:
        """All that comes in."""
        return self.work_cents + self.benefits_cents + self.other_cents

    @property
    def spending_cents(self) -> int:
        """All that goes out."""
        return self.home_cents + self.bills_cents + self.living_cents + self.debts_cents

    @property
    def left_cents(self) -> int:
        """What is left of a month; below zero when more goes out than comes in."""
        return self.income_cents - self.spending_cents

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for storage."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Self:
        """The numbers from storage."""
        return cls(**kept)
