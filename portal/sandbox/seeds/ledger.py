"""Realistic lines for a file's account that add up to the cent."""

from datetime import date, timedelta
from typing import Any

from portal.sandbox.records import File, Line, Payment, Plan

COMPENSATION = 10  # per cent of the principal
SUMMONS_FEE, SUMMONS_COST, START_FEE, COURT_COST = 12500, 3826, 5000, 2400
BOOKINGS = {"BETALING": "ONTVANGST", "DWKOST": "AKTE", "GERKOST": "KOST", "REGRECHT": "KOST"}


class Ledger:
    """Fills the account of one file; ids follow from the file's number and the order of the lines."""

    def __init__(self, file: File, today: date) -> None:
        self.file = file
        self.today = today
        self._first_id = 9_000_000_000_000_100_000 + (int(file.file_id) % 1000) * 1000

    def add(self, days_ago: int, nature: str, text: str, amount_cents: int = 0, **more: Any) -> Line:
        """A line; ``more`` are further fields of ``Line``."""
        line = Line(
            line_id=str(self._first_id + len(self.file.lines) + 1),
            nature=nature,
            booking=BOOKINGS.get(nature, "VORDERING"),
            booked_on=self.today - timedelta(days=days_ago),
            text=text,
            amount_cents=amount_cents,
            **more,
        )
        self.file.lines.append(line)
        return line

    def pay(self, days_ago: int, cents: int) -> None:
        """A payment that the office has booked."""
        line = self.add(days_ago, "BETALING", "Betaling via overschrijving", -cents)
        self.file.payments.append(
            Payment(
                reference=f"OVERSCHRIJVING{line.line_id[-6:]}",
                amount_cents=cents,
                received_on=line.booked_on,
                confirmed_on=line.booked_on,
                confirmed=True,
                line_id=line.line_id,
            )
        )

    def run_plan(self, *, months: int, monthly_cents: int, days: int) -> None:
        """A plan that the office agreed to so many ``days`` ago."""
        self.file.plans.append(
            Plan(
                plan_id=str(9_000_000_000_000_300_000 + int(self.file.file_id) % 1000),
                months=months,
                monthly_cents=monthly_cents,
                total_cents=months * monthly_cents,
                starts_on=self.today - timedelta(days=days),
                accepted=True,
                source="KANTOOR",
            )
        )

    def debts(self, total_cents: int, *, invoice: str = "Factuur 2025/1187") -> None:
        """Principal, compensation, costs with VAT, court costs and interest that come to ``total_cents``."""
        costs = _with_vat(SUMMONS_FEE) + SUMMONS_COST + _with_vat(START_FEE) + COURT_COST
        principal = (total_cents - costs) * 100 // 114 // 100 * 100
        compensation = principal * COMPENSATION // 100
        interest = total_cents - costs - principal - compensation
        self.add(210, "HOOFDSOM", f"Hoofdsom {invoice}", principal, reference=invoice)
        self.add(180, "SCHADEBED", "Schadebeding 10 %", compensation)
        self.add(170, "DWKOST", "Opstart dossier", fee_cents=START_FEE, vat_cents=_vat(START_FEE))
        self.add(
            150,
            "DWKOST",
            "Dagvaarding",
            fee_cents=SUMMONS_FEE,
            cost_cents=SUMMONS_COST,
            vat_cents=_vat(SUMMONS_FEE),
            evolution=True,
        )
        self.add(140, "GERKOST", "Bijdrage begrotingsfonds", COURT_COST)
        self.add(30, "INTREST", f"Verworven IR: {interest / 100:.2f}".replace(".", ","), interest)


def _vat(cents: int) -> int:
    return cents * 21 // 100


def _with_vat(cents: int) -> int:
    return cents + _vat(cents)
