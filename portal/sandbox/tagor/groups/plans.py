"""TagorService, payment plans: the offers, the running plan, saving a new one."""

from datetime import timedelta
from typing import Any

from portal.sandbox.records import File, Plan
from portal.sandbox.tagor.groups.actions import deliver, is_mobile
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.schedule import arrears_cents, instalment_cents
from portal.sandbox.tagor.wire import Fields, Refused, amount, amount_comma, succeed

DEFAULT_START_DAYS = 14
CONFIRMATION = "BEVAFBET"


@operation("TagorService/PaymentInfo")
def get_running_plan(request: Request) -> dict[str, Any]:
    """Whether a plan that is saved but not accepted counts is not documented: switch ``plan-shows``."""
    file = request.file()
    plan = file.active_plan
    shows = request.office.parameters["plan-shows"] == "saved" or (plan is not None and plan.accepted)
    if plan is None or not shows:
        return succeed(Betaalplan=False, Maandbedrag=0, Achterstand=0)
    behind = arrears_cents(file, plan, request.office.clock.today())
    return succeed(Betaalplan=True, Maandbedrag=amount(plan.monthly_cents), Achterstand=amount(behind))


@operation("TagorService/GetPaymentPlanCriteria")
def get_criteria(request: Request) -> dict[str, Any]:
    """Three offers; 0 where there is none. ``BedragMax`` is the instalment of the longest: the minimum."""
    file = request.file()
    plan = file.active_plan
    first, second, longest = (months if file.balance_cents > 0 else 0 for months in file.offers)
    return succeed(
        Termijn1=first,
        Bedrag1=amount(instalment_cents(file.balance_cents, first)),
        Termijn2=second,
        Bedrag2=amount(instalment_cents(file.balance_cents, second)),
        TermijnMax=longest,
        BedragMax=amount(instalment_cents(file.balance_cents, longest)),
        PaymentPlanId=plan.plan_id if plan else "0",
    )


@operation("TagorService/SavePaymentPlan")
def save_plan(request: Request) -> dict[str, Any]:
    """Always makes a new plan, which ends the others. ``OverrideChecks`` skips every check."""
    file, office = request.file(), request.office
    request.party()
    months, monthly = _read_terms(request, file)
    today = office.clock.today()
    starts_on = today + timedelta(days=DEFAULT_START_DAYS)
    if request.fields.has("Startdatum"):
        starts_on = request.fields.date("Startdatum")
    if not request.fields.flag("OverrideChecks"):
        _check(file, request.fields, monthly)
        if starts_on < today:
            raise Refused("plan-bad-date")
    source = _source(request)
    for plan in file.plans:
        plan.active = False
    file.plans.append(
        Plan(
            plan_id=office.next_id(),
            months=months,
            monthly_cents=monthly,
            total_cents=max(file.balance_cents, monthly),
            starts_on=starts_on,
            source=source,
            accepted=office.is_on("358"),
        )
    )
    office.add_info(file, "AFBP", f"Afbetalingsplan gevraagd: {months} x {amount_comma(monthly)} ({source})")
    office.save(file)
    return succeed(Periodes=months, Bedrag=amount(monthly))


@operation("TagorService/ApprovePaymentPlan")
def approve_plan(request: Request) -> dict[str, Any]:
    """Approves the last plan and confirms it with BEVAFBET: a text to a mobile number, else a mail.

    Without a way to send, the plan is approved all the same and ``Medium`` is GEEN (ASSUMED).
    """
    file, office = request.file(), request.office
    if not file.plans or not file.plans[-1].active:
        raise Refused("plan-none")
    file.plans[-1].accepted = True
    office.save(file)
    party, phone = file.defendants[0], request.fields.text("Telnr")
    language = request.fields.text("Taal")
    email = office.people.read_reach(party.party_id)["email"]
    try:
        if is_mobile(phone):
            deliver(request, "text", phone, CONFIRMATION, file, party, language)
            return succeed(Medium="SMS")
        if email:
            deliver(request, "mail", email, CONFIRMATION, file, party, language)
            return succeed(Medium="EMAIL")
    except Refused:
        pass
    return succeed(Medium="GEEN")


def _read_terms(request: Request, file: File) -> tuple[int, int]:
    """Months and instalment, from the one of the two that was sent. Raises Refused for both or neither."""
    fields, balance = request.fields, max(file.balance_cents, 1)
    has_amount = fields.has("Bedrag") and fields.number("Bedrag") != 0
    has_months = fields.has("Periodes") and fields.number("Periodes") != 0
    if has_amount == has_months:
        raise Refused("plan-needs-one")
    if has_months:
        asked = int(fields.number("Periodes"))
        if asked < 1:
            raise Refused("plan-needs-one")
        monthly = instalment_cents(balance, asked)
    else:
        monthly = min(round(fields.number("Bedrag") * 100), balance)
        if monthly < 1:
            raise Refused("amount-refused")
    return -(-balance // monthly), monthly


def _check(file: File, fields: Fields, monthly: int) -> None:
    """Raises Refused. The file type's limit is one more than the longest offer: Periodes must be below it."""
    longest = file.offers[2]
    if longest == 0 or file.balance_cents <= 0:
        raise Refused("plan-not-allowed")
    if fields.has("Periodes") and fields.number("Periodes") > longest:
        raise Refused("plan-too-long", limit=longest + 1)
    minimum = instalment_cents(file.balance_cents, longest)
    if monthly < minimum:
        raise Refused("plan-too-low", minimum=amount_comma(minimum))


def _source(request: Request) -> str:
    if request.fields.has("IPadres"):
        return f"WEB {request.fields.text('IPadres')}"
    return "CEN" if request.fields.has("Telnr") else "API"
