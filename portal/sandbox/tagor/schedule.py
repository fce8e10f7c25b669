"""The arithmetic of instalments, in cents."""

import calendar
from datetime import date

from portal.sandbox.records import File, Plan


def instalment_cents(total_cents: int, months: int) -> int:
    """The total over so many months, rounded up to a cent; 0 for no months."""
    return -(-total_cents // months) if months > 0 and total_cents > 0 else 0


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def arrears_cents(file: File, plan: Plan, today: date) -> int:
    """What was due up to yesterday less what was booked since the plan began; never below 0."""
    if plan.starts_on is None:
        return 0
    start = plan.starts_on
    due = sum(1 for number in range(plan.months) if add_months(start, number) < today) * plan.monthly_cents
    paid = sum(
        payment.amount_cents
        for payment in file.payments
        if payment.confirmed and payment.received_on and payment.received_on >= start
    )
    return max(min(due, plan.total_cents) - paid, 0)
