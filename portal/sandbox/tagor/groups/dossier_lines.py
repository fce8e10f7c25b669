"""Dossier: the account of a file - its lines, new lines, plans."""

from typing import Any

from portal.sandbox.casework import Interest
from portal.sandbox.records import Line, Plan
from portal.sandbox.seeds.codes import code_id, code_of
from portal.sandbox.tagor.columns import answer_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.schedule import add_months
from portal.sandbox.tagor.wire import (
    Fields,
    Refused,
    amount_text,
    page,
    wire_date,
)

OPEN_END = "9999-12-31"


@operation("Dossier/GetLines")
def list_lines(request: Request) -> dict[str, Any]:
    """``is-defendant`` leaves out internal lines, ``evolution-only`` all but the marked ones.

    A deed that is not finished is listed with ``unfinished-deeds`` only (ASSUMED).
    """
    file, asked = request.file(), request.context
    for_defendant, only_evolution, unfinished = (
        asked.text(name).casefold() == "true"
        for name in ("is-defendant", "evolution-only", "unfinished-deeds")
    )
    rows = [
        _vary(write_row("dsTDOSLIJNWeb", line, file=file), request.office.parameters)
        for line in file.lines
        if not (for_defendant and line.internal)
        and (line.evolution or not only_evolution)
        and (unfinished or not _is_unfinished(line))
    ]
    return answer_rows("dsTDOSLIJNWeb", page(rows, asked))


def _vary(row: dict[str, Any], parameters: dict[str, str]) -> dict[str, Any]:
    """The row as the office reads the document, by the parameters ``line-kind`` and ``line-amount``."""
    if parameters["line-kind"] == "booking":
        row["TQAARD_Id"] = "0"
    held = {"costs": ("Recht", "Kost"), "all": ("Recht", "Kost", "BedragBTW")}
    for name in held.get(parameters["line-amount"], ()):
        row["Bedrag"] = round(row["Bedrag"] + row[name], 2)
    return row


def _is_unfinished(line: Line) -> bool:
    return line.informative and line.fixed is False


@operation("Dossier/CreateLine")
def create_lines(request: Request) -> dict[str, Any]:
    """Adds each row with its sign as sent. ``IsFixed`` and interest rows count from 2.00 on."""
    created = [_create_line(request, row) for row in request.fields.rows("dsTDOSLIJNWeb")]
    return answer_rows("dsTDOSLIJNWeb", created)


def _create_line(request: Request, row: Fields) -> dict[str, Any]:
    file, office = request.get_file(row.text("TDOS_Id")), request.office
    nature, booking = row.text("TQAARD_Id"), row.text("TQBOEKING_Id")
    for table, id_ in (("TQAARD", nature), ("TQBOEKING", booking)):
        if id_ not in {"", "0"} and not code_of(table, id_):
            raise Refused("code-unknown")
    line = Line(
        line_id=office.next_id(),
        nature=code_of("TQAARD", nature),
        booking=code_of("TQBOEKING", booking),
        booked_on=row.date("DatumBoeking") if row.has("DatumBoeking") else office.clock.today(),
        text=row.text("Omschrijving"),
        remark=row.text("Opmerking"),
        reference=row.text("Referte"),
        amount_cents=row.cents("Bedrag"),
        fee_cents=row.cents("Recht"),
        cost_cents=row.cents("Kost"),
        vat_cents=row.cents("BedragBTW"),
    )
    is_newer = office.has_version("2.00")
    if is_newer:
        line.fixed = row.text("IsFixed").casefold() == "true" if row.has("IsFixed") else None
        line.interests = [_read_interest(one) for one in row.rows("ttTDOSLIJNINTR")]
    file.lines.append(line)
    file.changed_on = office.clock.today()
    office.save(file)
    interests = {"ttTDOSLIJNINTR": [_interest_row(one) for one in line.interests]}
    return write_row("dsTDOSLIJNWeb", line, file=file) | (interests if is_newer else {})


def _read_interest(row: Fields) -> Interest:
    return Interest(
        code_id=row.text("TQINTREST_Id"),
        rate=str(row.number("Intresttoeslag")) if row.has("Intresttoeslag") else "0",
        begins_on=row.date("DatumBegin") if row.has("DatumBegin") else None,
        ends_on=row.date("DatumEind") if row.has("DatumEind") else None,
        amount_cents=row.cents("Bedrag"),
        principal_cents=row.cents("DeelHoofdsom"),
    )


def _interest_row(interest: Interest) -> dict[str, Any]:
    return write_row("ttTDOSLIJNINTR", interest) | {
        "Intresttoeslag": float(interest.rate),
        "DatumBegin": wire_date(interest.begins_on) or "",
        "DatumEind": wire_date(interest.ends_on) or OPEN_END,
    }


@operation("Dossier/GetPaymentPlans")
def list_plans(request: Request) -> dict[str, Any]:
    file, asked = request.file(), request.context
    only_active = asked.text("active-only").casefold() == "true"
    rows = [row for plan in file.plans if plan.active or not only_active for row in _plan_rows(plan)]
    if request.office.parameters["plan-end"] == "open":
        rows = [row | {"DatumTot": OPEN_END} for row in rows[:1]]
    return answer_rows("dsTDOSAFBDETWeb", page(rows, asked))


def _plan_rows(plan: Plan) -> list[dict[str, Any]]:
    """The equal instalments in one row; a smaller last one in a second."""
    whole = plan.months if plan.last_cents == plan.monthly_cents else plan.months - 1
    rows = [_part(plan, sequence=1, cents=plan.monthly_cents, first=0, last=whole - 1)] if whole else []
    if whole < plan.months:
        rows.append(_part(plan, sequence=len(rows) + 1, cents=plan.last_cents, first=whole, last=whole))
    return rows


def _part(plan: Plan, *, sequence: int, cents: int, first: int, last: int) -> dict[str, Any]:
    begins = add_months(plan.starts_on, first) if plan.starts_on else None
    ends = add_months(plan.starts_on, last) if plan.starts_on else None
    return {
        "TDOSAFB_Id": plan.plan_id,
        "Sequence_Id": str(sequence),
        "Bedrag": amount_text(cents),
        "DatumBetaal": wire_date(begins),
        "DatumTot": wire_date(ends),
        "TQPERIODE_Id": code_id("TQPERIODE", "MAAND" if last > first else "EENMALIG"),
        "Bedrag1stePeriode": amount_text(cents),
        "Datum1stePeriode": wire_date(begins),
    }
