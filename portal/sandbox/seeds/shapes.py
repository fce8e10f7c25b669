"""Special cases that a row of the table cannot express: each function adapts one seeded file."""

from collections.abc import Callable
from datetime import timedelta

from portal.sandbox.records import File, Plan
from portal.sandbox.seeds.ledger import Ledger

Shape = Callable[[File, Ledger], None]
SHAPES: dict[str, Shape] = {}


def shape(adapt: Shape) -> Shape:
    """Registers a function under its name, by which a row of the table asks for it."""
    SHAPES[adapt.__name__] = adapt
    return adapt


@shape
def stay_out_of_court(file: File, _ledger: Ledger) -> None:
    """No court yet, so no summons."""
    file.documents = [document for document in file.documents if document.name != "Dagvaarding"]


@shape
def add_many_lines(file: File, ledger: Ledger) -> None:
    while len(file.lines) < 300:
        day = 600 - len(file.lines) * 2
        number = len(file.lines)
        if number % 3 == 0:
            ledger.pay(max(day, 0), 1500)
        else:
            ledger.add(max(day, 0), "INTREST", "Intresten over de periode", 750)


@shape
def remove_dates(file: File, _ledger: Ledger) -> None:
    for line in file.lines:
        line.booked_on = None
    for payment in file.payments:
        payment.received_on = payment.confirmed_on = None
    for document in file.documents:
        document.dated_on = None
    file.plans.append(
        Plan(
            plan_id="9000000000000300900",
            months=10,
            monthly_cents=5000,
            total_cents=50000,
            starts_on=None,
            accepted=True,
            source="KANTOOR",
        )
    )
    file.defendants[0].hash_issued_on = None
    file.defendants[0].mobile = file.defendants[0].email = ""


@shape
def expire_hash(file: File, ledger: Ledger) -> None:
    file.defendants[0].hash_issued_on = ledger.today - timedelta(days=400)
