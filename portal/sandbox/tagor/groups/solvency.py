"""SolvencyReport: forms (TCFGSOLVRAPMOD), their questions, and a report saved on a party's address."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.sandbox.casework import Report
from portal.sandbox.seeds.codes import code_of
from portal.sandbox.tables import read_table
from portal.sandbox.tagor.columns import answer_rows, list_rows, write_row
from portal.sandbox.tagor.groups.party import list_addresses
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Fields, Refused, context, page, require


@dataclass(frozen=True, slots=True)
class Question:
    """``kind`` is an ABL type: character, integer, decimal, logical or date."""

    question_id: str
    name: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Form:
    """``file_types`` are codes of TQDOSSOORT; empty: every type."""

    form_id: str
    code: str
    name: str
    file_types: frozenset[str]
    questions: tuple[Question, ...]


FORMS = {form.form_id: form for form in read_table("solvency", dict[str, tuple[Form, ...]])["forms"]}


PATTERNS = {
    "integer": re.compile(r"-?[0-9]{1,9}"),
    "decimal": re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,2})?"),
    "logical": re.compile(r"true|false|yes|no", re.IGNORECASE),
}


@operation("SolvencyReport/GetList")
def list_forms(request: Request) -> dict[str, Any]:
    """The forms of every file type, and with TQDOSSOORT_Id those of that type too."""
    file_type = code_of("TQDOSSOORT", request.context.text("TQDOSSOORT_Id"))
    forms = [form for form in FORMS.values() if not form.file_types or file_type in form.file_types]
    rows = [write_row("TCFGSOLVRAPMOD", form) for form in forms]
    return answer_rows("dsCodetabelIDs", page(rows, request.context))


@operation("SolvencyReport/Get")
def get_form(request: Request) -> dict[str, Any]:
    return list_rows(request, "dsSolvencyReport", _find_form(request.context).questions)


def _find_form(asked: Fields) -> Form:
    return require(FORMS.get(asked.text("TCFGSOLVRAPMOD_Id")), "form-unknown")


@operation("SolvencyReport/Save")
def save_report(request: Request) -> dict[str, Any]:
    """File, party and address must belong together, and each answer fit its question."""
    asked, file = request.context, request.file()
    form, party_id = _find_form(asked), asked.text("TPAR_Id")
    if party_id not in {party.party_id for party in file.parties}:
        raise Refused("party-not-in-file")
    address_id = asked.text("TPARAD_Id")
    if address_id not in _list_address_ids(request):
        raise Refused("address-unknown")
    office = request.office
    report = Report(
        report_id=office.next_id(),
        form_id=form.form_id,
        at=office.clock.now(),
        file_id=file.file_id,
        party_id=party_id,
        address_id=address_id,
        answers=_read_answers(form, request.fields.rows("dsSolvencyReport")),
    )
    office.reports.save(report)
    return context(success="true")


def _read_answers(form: Form, rows: list[Fields]) -> dict[str, str]:
    questions = {question.question_id: question for question in form.questions}
    answers: dict[str, str] = {}
    for row in rows:
        question = questions.get(row.text("id"))
        if question is None or not _fits(question, row.text("val")):
            raise Refused("answer-refused", name=question.name if question else row.text("id"))
        answers[question.question_id] = row.text("val")
    return answers


def _fits(question: Question, answer: str) -> bool:
    if question.kind == "date":
        try:
            date.fromisoformat(answer)
        except ValueError:
            return not answer
        return True
    pattern = PATTERNS.get(question.kind)
    return pattern is None or not answer or pattern.fullmatch(answer) is not None


def _list_address_ids(request: Request) -> set[str]:
    """The ids Party/GetAddresses gives for the party of this call."""
    found = list_addresses(request)["dsTPARADWeb"]["dsTPARADWeb"]["ttTPARADWeb"]
    return {row["id"] for row in found}
