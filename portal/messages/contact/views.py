"""Pages of a person's contact details: what the office has, a new one, and the code to confirm it."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from portal.access.decorators import defendant_required, file_page
from portal.file.facts import FILE_NUMBER, HEAD
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.messages.contact import changes
from portal.messages.contact.codes import is_offered
from portal.messages.contact.forms import CodeForm, EmailForm, MobileForm
from portal.messages.contact.presenters import describe_state, list_given
from portal.messages.conversation.clock import get_rules
from portal.messages.models import ContactChange
from portal.office.selectors import get_office
from portal.receipts.models import Receipt
from portal.receipts.selectors import find_newest
from portal.web.masks import mask_email, mask_phone
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

TYPED = "contact_typed"
METHODS = ["GET", "HEAD", "POST"]
FORMS: dict[str, type[EmailForm | MobileForm]] = {"email": EmailForm, "mobile": MobileForm}


@require_http_methods(METHODS)
@defendant_required
@file_page
def contact(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/messages/contact/``: what the office has, masked, and a new address or number."""
    posted = request.POST.get("kind", "") if request.method == "POST" else ""
    forms = {kind: form(request.POST if kind == posted else None) for kind, form in FORMS.items()}
    rules = get_rules(get_office())
    offered = [kind for kind in FORMS if is_offered(kind, rules)]
    if posted in offered and forms[posted].is_valid():
        try:
            change = changes.ask_code(
                visit,
                kind=posted,
                value=forms[posted].get_value(),
                file_name=recall(visit, FILE_NUMBER) or "",
            )
        except changes.TooManyError:
            return _show(request, visit, forms, offered, is_enough=True, status=HTTPStatus.CONFLICT)
        request.session[TYPED] = change.token
        return see_page("messages:contact-code", token=change.token)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if posted in offered else HTTPStatus.OK
    return _show(request, visit, forms, offered, status=status)


@require_http_methods(METHODS)
@defendant_required
def contact_code(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/contact/<token>/``: enter the code; then its state.

    The whole address stands there for the session in which it was typed: a slip can be seen.
    """
    try:
        change = changes.get_change(visit, token)
    except ContactChange.DoesNotExist as error:
        raise Http404("no such change in this file") from error
    form = CodeForm(request.POST if request.method == "POST" else None)
    status, is_wrong = HTTPStatus.OK, False
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            if form.is_valid():
                changes.confirm(change, form.cleaned_data["code"])
                return see_page("messages:contact-code", token=token)
        except changes.WrongCodeError as error:
            is_wrong = not error.is_over
            change.refresh_from_db()
    receipt = find_newest(change.number, Receipt.Kind.CONTACT_CONFIRMED)
    context = {
        "change": change,
        "where": (change.value if request.session.get(TYPED) == token else "") or change.masked,
        "kind": str(change.get_kind_display()),
        "word": describe_state(change),
        "form": form,
        "is_wrong": is_wrong,
        "minutes": int(changes.CODE_LIFE.total_seconds() // 60),
        "code": receipt.code if receipt else "",
    }
    return render_page(request, "messages/contact-code.html", context, status=status)


def _show(
    request: HttpRequest,
    visit: Visit,
    forms: dict[str, Any],
    offered: list[str],
    *,
    is_enough: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    head = read(visit, HEAD).get(HEAD)
    context = {
        "is_away": head is None,
        "email": mask_email(head.email) if head and head.email.strip() else "",
        "mobile": mask_phone(head.mobile) if head and head.mobile.strip() else "",
        "forms_of": forms,
        "offered": offered,
        "given": list_given(visit),
        "is_enough": is_enough,
    }
    return render_page(request, "messages/contact.html", context, status=status)
