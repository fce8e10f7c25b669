"""The pages of the file: balance, lines, documents, and help."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from portal.access.decorators import defendant_required, file_page, is_early
from portal.access.helper_pass.scopes import allows
from portal.access.next_page import get_next_page
from portal.dossier.debt_help import COMPLAINTS, find_country, list_debt_help
from portal.dossier.document_access import Opening, find_document, open_document
from portal.dossier.document_headers import get_content_type, make_file_name
from portal.dossier.overview import Overview, get_overview
from portal.dossier.presenters.balance import present_balance
from portal.dossier.presenters.documents import present_documents
from portal.dossier.presenters.gaps import name_gaps
from portal.dossier.presenters.history import present_history
from portal.dossier.presenters.lines import explain_lines, present_lines
from portal.dossier.presenters.parts_table import present_parts
from portal.dossier.services import refresh_balance
from portal.dossier.statement import get_statement
from portal.file.balance import Refreshed
from portal.file.facts import DOCUMENTS, FILE_NUMBER
from portal.file.history import list_history
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.help.situations import SITUATIONS
from portal.integrations.context import request_id
from portal.integrations.errors import NotFound
from portal.integrations.tagor.values.account import Document
from portal.office.communication import payment_reference
from portal.office.selectors import get_office
from portal.payments.owing import may_ask_plan, recall_owing
from portal.web.pages.error_pages import RETRY_AFTER_S, too_many
from portal.web.rendering.render import render_page


@require_safe
@defendant_required
@file_page
def balance(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """What is owed today, what it is made of, and the next steps."""
    overview = get_overview(visit)
    context = {
        "page": present_balance(overview, visit, reference=request_id.get()),
        "refresh_failed": request.GET.get("refresh") == Refreshed.FAILED,
        "transfer_reference": _find_transfer_reference(visit, overview),
        "is_checked_twice": visit.is_checked_twice,
    }
    return _render_or_gap(request, "dossier/balance.html", context, is_empty=overview.is_empty)


@require_POST
@defendant_required
def refresh(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask the balance again, when the last time is long enough ago, and back to the page that lacked it."""
    outcome = refresh_balance(visit)
    page = get_next_page(request.POST.get("next", ""))
    query = f"?refresh={outcome}" if outcome is Refreshed.FAILED else ""
    return redirect(page + query)


@require_safe
@defendant_required
@file_page
def lines(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every line of the account, fifty a page, with what they come to."""
    statement = get_statement(visit)
    context: dict[str, Any] = {
        "gaps": name_gaps(statement.missing, request_id.get()),
        "sums": None,
        "lines": None,
    }
    if statement.sums:
        context["sums"] = present_parts(statement.sums, statement.expected_cents)
    if statement.lines is not None:
        context["lines"] = present_lines(statement, request.GET.get("page", "1"))
        context["meanings"] = explain_lines(statement)
    return _render_or_gap(request, "dossier/lines.html", context, is_empty=statement.lines is None)


@require_safe
@defendant_required
@file_page
def history(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What this person asked and paid here, with number, state and receipt. Makes no call."""
    return render_page(request, "dossier/history.html", {"rows": present_history(list_history(visit))})


@require_safe
@defendant_required
@file_page
def documents(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The documents of the file, to download."""
    reading = read(visit, DOCUMENTS, anew=(DOCUMENTS,))
    found = reading.get(DOCUMENTS)
    context = {
        "gaps": name_gaps(reading.find_missing(), request_id.get()),
        "documents": None if found is None else present_documents(found),
    }
    return _render_or_gap(request, "dossier/documents.html", context, is_empty=found is None)


@require_safe
@defendant_required
def document(request: HttpRequest, visit: Visit, document_id: str) -> HttpResponseBase:
    """One document, to keep. An id outside this session's file is unknown and never reaches Tagor."""
    if is_early(request):
        return HttpResponse(status=503)
    found = find_document(visit, document_id)
    if found is None:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse(headers=_make_headers(found))
    try:
        opened = open_document(visit, found)
    except NotFound:
        raise Http404 from None
    if opened.outcome is Opening.TOO_MANY:
        return too_many(request, wait_minutes=1)
    if opened.content is None:
        is_for_later = opened.outcome in {Opening.BUSY, Opening.NO_ROOM}
        context = {"problem": str(opened.outcome)}
        answer = render_page(
            request, "dossier/document-problem.html", context, status=503 if is_for_later else 200
        )
        if is_for_later:
            answer["Retry-After"] = str(RETRY_AFTER_S)
        return answer
    return StreamingHttpResponse(
        opened.content, headers=_make_headers(found) | {"Content-Length": str(opened.content.size)}
    )


@require_safe
@defendant_required
def help_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What to do when you cannot pay or do not agree. Makes no call, so it works when everything is down."""
    context: dict[str, Any] = {
        "file_name": recall(visit, FILE_NUMBER) or "",
        "helpers": list_debt_help(visit),
        "may_ask_plan": allows(visit, "plans:start")
        and may_ask_plan(recall_owing(visit), is_in_person=visit.is_in_person),
        "situations": [
            (reverse("help:situation", args=[one.code]), one.title, one.text) for one in SITUATIONS
        ],
        "complaints": COMPLAINTS[find_country(get_office().iban)],
    }
    return render_page(request, "dossier/help.html", context)


def _render_or_gap(
    request: HttpRequest, template: str, context: dict[str, Any], *, is_empty: bool
) -> HttpResponse:
    """The page; status 503 when nothing of what it is for could be loaded."""
    response = render_page(request, template, context, status=503 if is_empty else 200)
    if is_empty:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _find_transfer_reference(visit: Visit, overview: Overview) -> str:
    """What to write with a transfer while the office's system is away; "" without the file's number."""
    file_name = recall(visit, FILE_NUMBER)
    if not overview.missing.away or not file_name:
        return ""
    return payment_reference(get_office(), file_name)


def _make_headers(document: Document) -> dict[str, str]:
    return {
        "Content-Type": get_content_type(document),
        "Content-Disposition": content_disposition_header(True, make_file_name(document)) or "attachment",  # noqa: FBT003 - Django's own signature
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
