"""The statement of a file to keep, as PDF and as CSV, and the proof that nothing is left to pay."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.access.decorators import defendant_required, for_eyes
from portal.dossier.services import prove_paid
from portal.dossier.statement import get_statement
from portal.dossier.statement_paper import present_paper, print_statement, write_table
from portal.file.facts import HEAD
from portal.file.reading import read
from portal.file.visit import Visit
from portal.office.selectors import get_office_face
from portal.web.languages import get_base_language
from portal.web.spreadsheet import make_csv_response


@require_safe
@defendant_required
@for_eyes
def statement_paper(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/file/lines/statement.pdf``; back to the lines when they cannot be read."""
    statement = get_statement(visit)
    if statement.lines is None:
        return redirect("dossier:lines")
    page = present_paper(statement, read(visit, HEAD).get(HEAD))
    made_at = statement.balance.as_of if statement.balance else timezone.now()
    content = print_statement(page, get_office_face(), language=get_base_language(), made_at=made_at)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="statement.pdf"'
    return response


@require_safe
@defendant_required
@for_eyes
def statement_table(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/file/lines/statement.csv``: the same lines for a spreadsheet."""
    statement = get_statement(visit)
    if statement.lines is None:
        return redirect("dossier:lines")
    return make_csv_response(write_table(statement), name="statement")


@require_POST
@defendant_required
def paid_proof(_request: HttpRequest, visit: Visit) -> HttpResponse:
    """A receipt that nothing is left to pay; back to the file when the office does not say so."""
    receipt = prove_paid(visit)
    if receipt is None:
        return redirect("dossier:balance")
    return redirect("receipts:receipt", code=receipt.code)
