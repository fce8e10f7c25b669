"""A message before it is sent: its kind, its short form, and a check."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import defendant_required, file_page
from portal.file.facts import FILE_NUMBER
from portal.file.reading import recall
from portal.file.visit import Visit
from portal.help.safe_device import is_on as is_safe_device
from portal.messages.conversation import presenters, selectors, threads
from portal.messages.conversation.clock import find_promised_day
from portal.messages.conversation.views import get_thread_or_404, show_files
from portal.messages.kinds.descriptions import describe_answers
from portal.messages.kinds.forms import FORMS, KindForm
from portal.messages.kinds.slots import list_slots
from portal.messages.kinds.words import WORDS
from portal.messages.models import Kind, State, Thread
from portal.office.selectors import get_hours, get_office
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]
BEGINNINGS = {"document": gettext_lazy("I would like to have this document (which one, and of what day):")}
"""How a message begins, by what another page leads here for."""


@require_safe
@defendant_required
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/messages/new/``: what is it about?"""
    cards = [
        (reverse("messages:fill-in", args=[kind]), words.heading, words.text)
        for kind, words in WORDS.items()
        if selectors.can_fill_in(visit, kind)
    ]
    return render_page(request, "messages/choose.html", {"cards": cards})


@require_http_methods(METHODS)
@defendant_required
@file_page
def fill_in(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    """``/messages/new/<kind>/``: its short form. Works while Tagor is down; only lines cannot be chosen."""
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
        query = "?sent=1" if request.method == "POST" else ""
        return see_page("messages:conversation", query=query, token=token)
    answers = thread.answers
    same = selectors.find_same_sent(visit, thread)
    context = {
        "rows": describe_answers(thread.kind, answers),
        "text": answers.get("text", ""),
        "words": WORDS[thread.kind],
        "promise": presenters.describe_promise(find_promised_day(thread, timezone.now())),
        "token": token,
        "problem": problem,
        "same": presenters.present_row(same) if same else None,
        **show_files(request, thread),
        "change_href": f"{reverse('messages:fill-in', args=[thread.kind])}?change={token}",
    }
    status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
    return render_page(request, "messages/check.html", context, status=status)


def _make_form(request: HttpRequest, visit: Visit, kind: str, draft: Thread | None) -> KindForm:
    lines = None
    if "line" in FORMS[kind].base_fields:
        lines = selectors.list_line_choices(visit)
    data = request.POST if request.method == "POST" else None
    initial = draft.answers if draft else _begin(request)
    hours = get_hours(get_office()) if kind == Kind.CALL_BACK else None
    slots = list_slots(hours, timezone.localtime()) if hours is not None else []
    return FORMS[kind](data, lines=lines, slots=slots, initial=_to_initial(kind, initial))


def _begin(request: HttpRequest) -> dict[str, Any]:
    """What the page that led here filled in."""
    beginning = BEGINNINGS.get(request.GET.get("about", ""), "")
    return {"line": request.GET.get("line", ""), "text": str(beginning)}


def _to_initial(kind: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Days as the fields show them."""
    form = FORMS[kind]
    return {name: form.show(name, value) for name, value in answers.items() if name in form.base_fields}


def _find_draft(request: HttpRequest, visit: Visit, kind: str) -> Thread | None:
    """The person's own draft that is being edited."""
    try:
        thread = selectors.get_thread(visit, request.GET.get("change", ""))
    except Thread.DoesNotExist:
        return None
    return thread if thread.state == State.DRAFT and thread.kind == kind else None
