"""Payments in a file: informative at first, booked when a clerk confirms them."""

from portal.sandbox.office import Office
from portal.sandbox.records import File, Line, Payment


def book_informative(office: Office, file: File, cents: int, reference: str) -> bool:
    """Notes a payment that does not count yet. False, and nothing written, when the reference is known."""
    if any(payment.reference == reference for payment in file.payments):
        return False
    line = Line(
        line_id=office.next_id(),
        nature="INFOBET",
        booking="ONLINE",
        booked_on=office.clock.today(),
        text="Online betaling, nog niet geboekt",
        amount_cents=-cents,
        reference=reference,
        informative=True,
    )
    file.lines.append(line)
    file.payments.append(
        Payment(
            reference=reference, amount_cents=cents, received_on=office.clock.today(), line_id=line.line_id
        )
    )
    office.add_info(file, "BET", f"Online betaling ontvangen: {cents / 100:.2f} ({reference})")
    office.save(file)
    return True


def confirm_payments(office: Office, file: File) -> int:
    """Books every unconfirmed payment: the balance drops. Returns how many there were."""
    waiting = [payment for payment in file.payments if not payment.confirmed]
    lines = {line.line_id: line for line in file.lines}
    for payment in waiting:
        payment.confirmed, payment.confirmed_on = True, office.clock.today()
        line = lines[payment.line_id]
        line.informative, line.nature, line.booking = False, "BETALING", "ONTVANGST"
        line.booked_on, line.text = office.clock.today(), "Online betaling"
    if waiting:
        file.payments.sort(key=lambda payment: not payment.confirmed)
        office.save(file)
    return len(waiting)


def accept_plan(office: Office, file: File) -> bool:
    """The office accepts the requested plan. Returns False when none is waiting."""
    plan = file.active_plan
    if plan is None or plan.accepted:
        return False
    plan.accepted = True
    office.save(file)
    return True
