"""Dossier: lines, balances, plans and parties of a file, in datasets."""

from typing import Any

from portal.sandbox.records import File, Line, Plan
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.parties import party_row
from portal.sandbox.tagor.schedule import add_months
from portal.sandbox.tagor.wire import amount, amount_text, context, dataset, page, wire_date


@operation("Dossier/GetLines")
def list_lines(request: Request) -> dict[str, Any]:
    """``is-defendant`` leaves out internal lines, ``evolution-only`` all but the marked ones."""
    file, asked = request.file(), request.context
    for_defendant = asked.text("is-defendant").casefold() == "true"
    only_evolution = asked.text("evolution-only").casefold() == "true"
    rows = [
        _line_row(file, line)
        for line in file.lines
        if not (for_defendant and line.internal) and (line.evolution or not only_evolution)
    ]
    return context() | dataset("dsTDOSLIJNWeb", page(rows, asked))


def _line_row(file: File, line: Line) -> dict[str, Any]:
    return {
        "TDOSLIJN_Id": line.line_id,
        "TDOS_Id": file.file_id,
        "Dossiernaam": file.name,
        "DatumBoeking": wire_date(line.booked_on),
        "Omschrijving": line.text,
        "Opmerking": line.remark,
        "Referte": line.reference,
        "DossierKlantReferte": file.claimant.reference,
        "TQBOEKING_Id": code_id("TQBOEKING", line.booking),
        "TQAARD_Id": code_id("TQAARD", line.nature),
        "State": "INFO" if line.informative else "",
        "Bedrag": amount(line.amount_cents),
        "BedragBTW": amount(line.vat_cents),
        "BedragBbConfrater": 0,
        "Recht": amount(line.fee_cents),
        "Kost": amount(line.cost_cents),
        "BetalingKlant": 0,
        "BetalingStudie": 0,
        "Doorstorting": 0,
        "Confrator": False,
        "Gefixeerd": not line.informative,
    }


@operation("Dossier/GetBalances")
def list_balances(request: Request) -> dict[str, Any]:
    """VRW is the defendant's balance; amounts are strings here."""
    cents = request.file().balance_cents
    rows = [
        {"TQSALDO_Id": code_id("TQSALDO", code), "Bedrag": amount_text(value)}
        for code, value in (("VRW", cents), ("AANL", -max(cents, 0)), ("KLANT", 0))
    ]
    return context() | dataset("dsTDOSSALDOWeb", rows)


@operation("Dossier/GetPaymentPlans")
def list_plans(request: Request) -> dict[str, Any]:
    file, asked = request.file(), request.context
    only_active = asked.text("active-only").casefold() == "true"
    rows = [row for plan in file.plans if plan.active or not only_active for row in _plan_rows(plan)]
    return context() | dataset("dsTDOSAFBDETWeb", page(rows, asked))


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


@operation("Dossier/GetParties")
def list_parties(request: Request) -> dict[str, Any]:
    """Everybody, with national numbers: Tagor filters nothing."""
    file = request.file()
    rows = [party_row(party) for party in (file.claimant, *file.defendants)]
    return context() | dataset("dsTDOSPARWeb", page(rows, request.context))
