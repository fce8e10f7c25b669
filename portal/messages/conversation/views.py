"""Pages of conversations with the office: the list, one with its answers, a reply."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.access.decorators import defendant_required, file_page
from portal.dossier.debt_help import COMPLAINTS, find_country
from portal.file.reading import read
from portal.file.visit import Visit
from portal.messages.conversation import presenters, selectors, threads
from portal.messages.conversation.forms import ReplyForm
from portal.messages.conversation.tagor_log import MESSAGES, READ_MESSAGES, Logged, list_logged, take_over
from portal.messages.models import Kind, State, Thread
from portal.messages.uploads.presenters import present_file
from portal.messages.uploads.store import list_waiting
from portal.messages.uploads.words import describe_problem
from portal.office.selectors import get_office
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page


@require_safe
@defendant_required
@file_page
def conversations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/messages/``: all conversations, and other messages of the office."""
    own = list(selectors.list_threads(visit))
    logged = _find_logged(visit)
    loose = take_over(own, logged) if logged is not None else []
    own = list(selectors.list_threads(visit)) if logged else own
    context = {
        "rows": [presenters.present_row(thread) for thread in own],
        "drafts": [presenters.present_draft(thread) for thread in selectors.list_drafts(visit)],
        "loose": [presenters.present_loose(one) for one in loose],
        "is_away": logged is None,
    }
    return render_page(request, "messages/conversations.html", context)


@require_safe
@defendant_required
@file_page
def conversation(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/with-office/<token>/``: the messages, their state, and the answers."""
    thread = get_thread_or_404(visit, token)
    if thread.state == State.DRAFT:
        return see_page("messages:check", token=token)
    return _show(request, visit, thread, ReplyForm())


@require_POST
@defendant_required
def write(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/with-office/<token>/write/``: a reply in the same conversation."""
    thread = get_thread_or_404(visit, token)
    if thread.state == State.DRAFT:
        return see_page("messages:check", token=token)
    form = ReplyForm(request.POST, may_be_empty=list_waiting(thread).exists())
    if not form.is_valid():
        return _show(request, visit, thread, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        threads.write_on(thread, visit=visit, text=form.cleaned_data["text"])
    except threads.TooManyError:
        return _show(request, visit, thread, form, problem="too-many", status=HTTPStatus.CONFLICT)
    except threads.ClosedError:
        return _show(request, visit, thread, form, problem="closed", status=HTTPStatus.CONFLICT)
    return see_page("messages:conversation", query="?sent=1", token=token)


def _show(
    request: HttpRequest,
    visit: Visit,
    thread: Thread,
    form: ReplyForm,
    *,
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    logged = _find_logged(visit)
    if logged:
        take_over([thread], logged)
        thread.refresh_from_db()
    page = presenters.present_thread(thread, with_answers=selectors.can_fill_in(visit, thread.kind))
    if request.method == "GET":
        threads.note_reading(thread)
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "problem": problem,
        **show_files(request, thread),
        "is_sent": request.GET.get("sent") == "1",
        "complaints": COMPLAINTS[find_country(get_office().iban)],
        "can_complain": thread.kind != Kind.COMPLAINT,
    }
    path = reverse("messages:conversation", args=[thread.token])
    return render_page(request, "messages/conversation.html", context, status=status, language_path=path)


def show_files(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    """The files of the next message, and the result of the last try to add one."""
    return {
        "files": [present_file(one) for one in list_waiting(thread)],
        "file_problem": describe_problem(request.GET.get("file", "")),
        "is_file_added": request.GET.get("added") == "1",
        "files_token": thread.token,
    }


def _find_logged(visit: Visit) -> list[Logged] | None:
    """None while Tagor does not answer."""
    reading = read(visit, MESSAGES, READ_MESSAGES)
    return None if reading.get(MESSAGES) is None else list_logged(visit, reading)


def get_thread_or_404(visit: Visit, token: str) -> Thread:
    """A conversation of this file and party. Raises: Http404."""
    try:
        return selectors.get_thread(visit, token)
    except Thread.DoesNotExist as error:
        raise Http404("no such conversation in this file") from error
