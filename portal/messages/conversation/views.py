"""Writing with the office: what was said, a new message of some kind, a check page, the answers."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import defendant_required, file_page
from portal.dossier.debt_help import COMPLAINTS, find_country
from portal.file.facts import FILE_NUMBER, LINES, NATURES
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.help.safe_device import is_on as is_safe_device
from portal.messages.conversation import presenters, selectors, threads
from portal.messages.conversation.clock import find_promised_day
from portal.messages.conversation.forms import ReplyForm
from portal.messages.conversation.tagor_log import MESSAGES, READ_MESSAGES, Logged, list_logged, take_over
from portal.messages.kinds.descriptions import describe_answers
from portal.messages.kinds.forms import FORMS, KindForm
from portal.messages.kinds.words import WORDS
from portal.messages.models import Kind, State, Thread
from portal.messages.uploads.presenters import present_file
from portal.messages.uploads.store import list_waiting
from portal.messages.uploads.words import say_problem
from portal.office.selectors import get_office, get_office_row
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@defendant_required
@file_page
def conversations(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/messages/``: every conversation, and what else the office wrote."""
    own = list(selectors.list_threads(visit))
    logged = _find_logged(visit)
    loose = take_over(own, logged) if logged is not None else []
    own = list(selectors.list_threads(visit)) if logged else own
    context = {
        "rows": [presenters.present_row(thread) for thread in own],
        "loose": [presenters.present_loose(one) for one in loose],
        "is_away": logged is None,
    }
    return render_page(request, "messages/conversations.html", context)


@require_safe
@defendant_required
def choose(request: HttpRequest, _visit: Visit) -> HttpResponse:
    """``/messages/new/``: what is it about?"""
    cards = [
        (reverse("messages:fill-in", args=[kind]), words.heading, words.text) for kind, words in WORDS.items()
    ]
    return render_page(request, "messages/choose.html", {"cards": cards})


@require_http_methods(METHODS)
@defendant_required
@file_page
def fill_in(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """``/messages/new/<kind>/``: its short form. Works while Tagor is away; only lines cannot be chosen."""
    if kind not in FORMS:
        raise Http404("no such kind of message")
    draft = _find_draft(request, visit, kind)
    form = _make_form(request, visit, kind, draft)
    if request.method == "POST" and form.is_valid():
        answers = form.get_answers()
        if draft is None:
            name = recall(visit, FILE_NUMBER) or ""
            draft = threads.draft_thread(visit, kind=kind, answers=answers, file_name=name)
        else:
            threads.change_draft(draft, answers)
        return see_page("messages:check", token=draft.token)
    query = f"?change={draft.token}" if draft else ""
    context = {"form": form, "kind": kind, "words": WORDS[kind], "query": query}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(request, "messages/fill-in.html", context, status=status)


@require_http_methods(METHODS)
@defendant_required
def check(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/check/<token>/``: all of it before it is sent; POST sends it."""
    thread = get_thread_or_404(visit, token)
    problem = ""
    if request.method == "POST":
        try:
            thread = threads.send_thread(thread, visit=visit, is_quiet=is_safe_device(request))
        except threads.TooManyError:
            problem = "too-many"
        except threads.TooOldError:
            problem = "too-old"
    if thread.state != State.DRAFT:
        return see_page("messages:conversation", token=token)
    answers = thread.answers
    context = {
        "rows": describe_answers(thread.kind, answers),
        "text": answers.get("text", ""),
        "words": WORDS[thread.kind],
        "promise": presenters.say_promise(find_promised_day(thread.kind, get_office_row(), timezone.now())),
        "token": token,
        "problem": problem,
        **_show_files(request, thread),
        "change_href": f"{reverse('messages:fill-in', args=[thread.kind])}?change={token}",
    }
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    return render_page(request, "messages/check.html", context, status=status)


@require_safe
@defendant_required
@file_page
def conversation(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/with-office/<token>/``: what was written, where it is, and the answers."""
    thread = get_thread_or_404(visit, token)
    if thread.state == State.DRAFT:
        return see_page("messages:check", token=token)
    return _show(request, visit, thread, ReplyForm())


@require_POST
@defendant_required
def write(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/messages/with-office/<token>/write/``: more words in the same conversation."""
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
    page = presenters.present_thread(thread)
    if request.method == "GET":
        threads.note_reading(thread)
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "problem": problem,
        **_show_files(request, thread),
        "is_sent": request.GET.get("sent") == "1",
        "complaints": COMPLAINTS[find_country(get_office().iban)],
        "can_complain": thread.kind != Kind.COMPLAINT,
    }
    path = reverse("messages:conversation", args=[thread.token])
    return render_page(request, "messages/conversation.html", context, status=status, language_path=path)


def _show_files(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    """The files that go with the next message, and what became of the last try to add one."""
    return {
        "files": [present_file(one) for one in list_waiting(thread)],
        "file_problem": say_problem(request.GET.get("file", "")),
        "is_file_added": request.GET.get("added") == "1",
        "files_token": thread.token,
    }


def _find_logged(visit: Visit) -> list[Logged] | None:
    """None while Tagor does not tell."""
    reading = read(visit, MESSAGES, READ_MESSAGES)
    return None if reading.get(MESSAGES) is None else list_logged(visit, reading)


def _make_form(request: HttpRequest, visit: Visit, kind: str, draft: Thread | None) -> KindForm:
    lines = None
    if "line" in FORMS[kind].base_fields:
        lines = selectors.list_line_choices(read(visit, LINES, NATURES))
    data = request.POST if request.method == "POST" else None
    initial = draft.answers if draft else {"line": request.GET.get("line", "")}
    return FORMS[kind](data, lines=lines, initial=_to_initial(kind, initial))


def _to_initial(kind: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Days as the fields show them."""
    form = FORMS[kind]
    return {name: form.show(name, value) for name, value in answers.items() if name in form.base_fields}


def _find_draft(request: HttpRequest, visit: Visit, kind: str) -> Thread | None:
    """The own draft that is filled in again."""
    try:
        thread = selectors.get_thread(visit, request.GET.get("change", ""))
    except Thread.DoesNotExist:
        return None
    return thread if thread.state == State.DRAFT and thread.kind == kind else None


def get_thread_or_404(visit: Visit, token: str) -> Thread:
    """A conversation of this file and party. Raises: Http404."""
    try:
        return selectors.get_thread(visit, token)
    except Thread.DoesNotExist as error:
        raise Http404("no such conversation in this file") from error
