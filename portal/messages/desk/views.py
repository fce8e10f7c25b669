"""The desk's pages of what people write: the list, a conversation with its answer, closing, the rules."""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.access.decorators import is_early
from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.messages.conversation.clock import get_rules
from portal.messages.desk import answers, presenters, selectors
from portal.messages.desk.forms import AnswerForm, CloseForm, NoteForm, PauseForm, RulesForm
from portal.messages.desk.rules import save_rules
from portal.messages.models import Message, State, Thread
from portal.office.selectors import get_office, get_office_row
from portal.outbox.presenters import Tab
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]
ROWS_PER_PAGE = 50
LISTS = (State.WAITING, State.ANSWERED, State.CLOSED)

ANSWER, PAUSE = "talk.answer_thread", "talk.pause_thread"


@require_safe
@staff_required("talk.view_thread")
def threads(request: HttpRequest) -> HttpResponse:
    """``/desk/messages/``: what waits, what was answered, what is closed."""
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in LISTS else State.WAITING.value
    found = selectors.list_threads(get_office(), chosen)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    base = reverse("message-desk:threads")
    titles = {State.WAITING: _("Waiting"), State.ANSWERED: _("Answered"), State.CLOSED: _("Closed")}
    context = {
        "tabs": [Tab(titles[one], f"{base}?state={one.value}", one == chosen) for one in LISTS],
        "rows": [presenters.present_row(thread) for thread in page],
        "pager": make_pager_of(page, lambda number: f"{base}?state={chosen}&page={number}"),
        "chosen": chosen,
    }
    return render_page(request, "messages/desk/threads.html", context, block="list")


@require_safe
@staff_required("talk.view_thread")
def thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    """``/desk/messages/<id>/``: the whole conversation; who may answer has read it by opening it."""
    found = _get(thread_id)
    if request.method == "GET" and not is_early(request) and request.user.has_perm(ANSWER):
        answers.note_opening(found, by=request.user)
    return _show(request, found)


@require_POST
@staff_required(ANSWER)
def answer(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Send an answer."""
    found, form = _get(thread_id), AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        answers.answer_thread(found, by=request.user, **form.cleaned_data)
    except answers.ChangedError:
        return _show_changed(request, found, form)
    return _go_on(found, done="answered")


@require_POST
@staff_required(ANSWER)
def note(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Write beside the conversation."""
    found, form = _get(thread_id), NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, found, note_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    answers.add_note(found, text=form.cleaned_data["note"], by=request.user)
    return _go_on(found, done="noted")


@require_http_methods(METHODS)
@staff_required(ANSWER)
def close(request: HttpRequest, thread_id: int) -> HttpResponse:
    """End the matter, for a reason that the person reads."""
    found = _get(thread_id)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"seen": _count(found)})
    if form.is_valid():
        try:
            answers.close_thread(found, by=request.user, **form.cleaned_data)
        except answers.ChangedError:
            return _show_changed(request, found, AnswerForm(initial={"seen": _count(found)}))
        return _go_on(found, done="closed")
    return _ask(request, found, form, "messages/desk/close.html")


@require_http_methods(METHODS)
@staff_required(PAUSE)
def pause(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Let the file rest until a day."""
    found = _get(thread_id)
    form = PauseForm(request.POST if request.method == "POST" else None, initial={"seen": _count(found)})
    if form.is_valid():
        answers.pause_thread(found, until=form.cleaned_data["until"], by=request.user)
        return _go_on(found, done="paused")
    return _ask(request, found, form, "messages/desk/pause.html")


@require_http_methods(METHODS)
@staff_required("talk.change_messagerules")
def rules(request: HttpRequest) -> HttpResponse:
    """``/desk/messages/rules/``: by when the office answers, and how people hear of it."""
    kept = get_rules(get_office_row())
    form = RulesForm(request.POST if request.method == "POST" else None, instance=kept)
    if form.is_valid():
        save_rules(form, by=Actor.staff(request.user))
        return see_other(reverse("message-desk:rules") + "?saved=1")
    context = {"form": form, "is_saved": request.GET.get("saved") == "1"}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(request, "messages/desk/rules.html", context, status=status)


def _show(
    request: HttpRequest,
    found: Thread,
    *,
    form: AnswerForm | None = None,
    note_form: NoteForm | None = None,
    has_changed: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    entries = [presenters.present_entry(one) for one in found.messages.select_related("staff", "thread")]
    context: dict[str, Any] = {
        "row": presenters.present_row(found),
        "facts": presenters.present_facts(found),
        "answers": presenters.present_answers(found),
        "entries": entries,
        "thread_id": found.pk,
        "form": form or AnswerForm(initial={"seen": _count(found)}),
        "note_form": note_form or NoteForm(),
        "is_closed": found.state == State.CLOSED,
        "may_answer": request.user.has_perm(ANSWER),
        "may_pause": request.user.has_perm(PAUSE),
        "has_changed": has_changed,
        "done": request.GET.get("done", ""),
        "language": found.language,
    }
    path = reverse("message-desk:thread", args=[found.pk])
    return render_page(request, "messages/desk/thread.html", context, status=status, language_path=path)


def _show_changed(request: HttpRequest, found: Thread, form: AnswerForm) -> HttpResponse:
    """What was typed stays; the number of what was seen is that of the page that now shows it."""
    typed = {"text": form.data.get("text", ""), "seen": _count(found)}
    return _show(request, found, form=AnswerForm(initial=typed), has_changed=True, status=HTTPStatus.CONFLICT)


def _ask(request: HttpRequest, found: Thread, form: Any, template: str) -> HttpResponse:
    context = {"row": presenters.present_row(found), "form": form, "thread_id": found.pk}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(request, template, context, status=status)


def _go_on(found: Thread, *, done: str) -> HttpResponse:
    return see_other(reverse("message-desk:thread", args=[found.pk]) + f"?done={done}")


def _count(found: Thread) -> int:
    return found.messages.exclude(author=Message.Author.NOTE).count()


def _get(thread_id: int) -> Thread:
    found = selectors.get_thread(get_office(), thread_id)
    if found is None:
        raise Http404
    return found
