"""A form that was filled in is sent once; what the system says of it is shown with what was typed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.crm.change import services
from portal.crm.decorators import send_to_connect
from portal.crm.document.calls import ConnectionNeededError
from portal.crm.entry.form_pages import FormPage, Shown, get_own_path, render_form
from portal.crm.entry.forms import RecordForm
from portal.crm.records.ways import draft_href
from portal.crm.session import drop_draft, keep_draft
from portal.integrations.errors import (
    Conflict,
    IntegrationError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.integrations.openapi import InvalidRequest
from portal.web.redirects import see_other


def send_form(
    request: HttpRequest, page: FormPage, form: RecordForm, body: Mapping[str, Any], shown: Shown
) -> HttpResponse:
    """Send what was filled in, once; then on to the next page, or the form again with what is wrong."""
    once = shown.once or services.make_once()
    try:
        services.claim_once(once, user=request.user)
    except services.SentBeforeError as error:
        return _answer_twice(request, page, form, error, shown)
    try:
        result = page.send(body)
    except (InvalidRequest, IntegrationError, ConnectionNeededError) as error:
        return _explain(request, page, form, error, shown, once)
    answer = page.finish(result)
    if page.guard is not None:
        page.guard.release()
    drop_draft(request.session, shown.draft)
    location = page.cancel_href if isinstance(answer, HttpResponse) else answer
    services.settle_once(once, location, user=request.user)
    return answer if isinstance(answer, HttpResponse) else see_other(answer)


def _answer_twice(
    request: HttpRequest, page: FormPage, form: RecordForm, error: services.SentBeforeError, shown: Shown
) -> HttpResponse:
    if error.location:
        return see_other(error.location)
    shown.once, shown.status = services.make_once(), 409
    shown.notice = _("This form was sent already. Look in the list before you send it again.")
    return render_form(request, page, form, shown)


def _explain(
    request: HttpRequest, page: FormPage, form: RecordForm, error: Exception, shown: Shown, once: str
) -> HttpResponse:
    """The form again with the reason; what was typed stays."""
    if isinstance(error, OutcomeUnknown | UnexpectedResponse):
        # It may have arrived: the old mark stays taken, and only a person decides to send again.
        shown.once, shown.status = services.make_once(), 503
        shown.notice = _("We do not know whether the system has taken this. Look in the list first.")
        return render_form(request, page, form, shown)
    services.release_once(once, user=request.user)
    shown.once = ""
    if isinstance(error, ConnectionNeededError):
        draft = keep_draft(request.session, path=get_own_path(request), typed=form.typed, seen=shown.seen)
        return send_to_connect(page.catalogue.system, draft_href(draft))
    shown.status, shown.notice = _say(error)
    form.add_problems(getattr(error, "problems", ()))
    return render_form(request, page, form, shown)


def _say(error: Exception) -> tuple[int, str]:
    """The status and the sentence above the form; none when each problem has its field."""
    if isinstance(error, Unavailable):
        return 503, _("The system does not answer. Nothing was saved. Please try again in a few minutes.")
    if isinstance(error, NotFound):
        return 409, _("The system does not find the record any more.")
    said = f" {error.text}" if isinstance(error, Rejected) and error.text else ""
    if isinstance(error, Conflict):
        return 409, _("The record is in use or was changed. Nothing was saved.") + said
    if isinstance(error, Rejected) and not getattr(error, "problems", ()):
        return 422, _("The system refuses this. Nothing was saved.") + said
    if isinstance(error, Rejected | InvalidRequest):
        return 422, ""
    return 503, _("The system gives an answer that we cannot use. Nothing was saved.")
