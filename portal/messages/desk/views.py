"""The desk's pages of what people write: the list, a conversation with its answer, closing."""

from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.access.decorators import is_early
from portal.desk.frame.decorators import is_staff, staff_required
from portal.desk.queue.selectors import find_wake_days
from portal.messages.desk import answers, presenters, selectors
from portal.messages.desk.forms import AnswerForm, NoteForm
from portal.messages.desk.hand_over import WORK, find_waiting
from portal.messages.desk.ready_answers import fill_in, list_fitting
from portal.messages.desk.selectors import list_needs
from portal.messages.models import Message, State, Thread
from portal.messages.uploads.store import clean_answer_files
from portal.messages.uploads.upload_limits import MOST_BODY_BYTES
from portal.messages.uploads.words import describe_problem
from portal.office.selectors import get_office
from portal.outbox.presenters import Tab
from portal.uploads.intake import UploadRefusedError
from portal.web.http_request.body import is_too_long
from portal.web.http_request.decorators import accept_files
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

METHODS = ["GET", "HEAD", "POST"]
ROWS_PER_PAGE = 50
LISTS = (State.WAITING, State.ANSWERED, State.CLOSED)

ANSWER, PAUSE = "talk.answer_thread", "talk.pause_thread"


def _may_send_files(request: HttpRequest) -> bool:
    """Files of others are not read at all."""
    return is_staff(request.user) and bool(request.user.has_perm(ANSWER))


@require_safe
@staff_required("talk.view_thread")
def threads(request: HttpRequest) -> HttpResponse:
    """``/desk/messages/``: what waits, what was answered, what is closed."""
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in LISTS else State.WAITING.value
    found = selectors.list_threads(get_office(), chosen)
    page = Paginator(found, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    until = find_wake_days(WORK, list(page)) if chosen == State.WAITING else {}
    base = reverse("message-desk:threads")
    titles = {State.WAITING: _("Waiting"), State.ANSWERED: _("Answered"), State.CLOSED: _("Closed")}
    context = {
        "tabs": [Tab(titles[one], f"{base}?state={one.value}", one == chosen) for one in LISTS],
        "rows": [presenters.present_row(thread, until=until.get(thread.pk)) for thread in page],
        "pager": make_pager_of(page, lambda number: f"{base}?state={chosen}&page={number}"),
        "chosen": chosen,
    }
    return render_page(request, "messages/desk/threads.html", context, block="list")


@require_safe
@staff_required("talk.view_thread")
def thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    """``/desk/messages/<id>/``: the whole conversation; who may answer has read it by opening it."""
    found = get_thread_or_404(thread_id)
    if request.method == "GET" and not is_early(request) and request.user.has_perm(ANSWER):
        answers.note_opening(found, by=request.user)
    return show_thread(request, found)


@accept_files(MOST_BODY_BYTES, may=_may_send_files)
@require_POST
@staff_required(ANSWER)
def answer(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Send an answer with its files; or insert a ready-made answer into the form, and send nothing."""
    found = get_thread_or_404(thread_id)
    if "insert" in request.POST:
        return _show_inserted(request, found)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_thread(request, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        files = clean_answer_files([(one.name or "", one.read()) for one in _get_files(request)])
        answers.answer_thread(found, by=request.user, files=files, **form.cleaned_data)
    except UploadRefusedError as refused:
        form.add_error(None, describe_problem(refused.code))
        return show_thread(request, found, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except answers.ChangedError:
        return show_changed(request, found, form)
    return go_on(found, done="answered")


@require_POST
@staff_required(ANSWER)
def note(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Write beside the conversation."""
    found, form = get_thread_or_404(thread_id), NoteForm(request.POST)
    if not form.is_valid():
        return show_thread(request, found, note_form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    answers.add_note(found, text=form.cleaned_data["note"], by=request.user)
    return go_on(found, done="noted")


def show_thread(
    request: HttpRequest,
    found: Thread,
    *,
    form: AnswerForm | None = None,
    note_form: NoteForm | None = None,
    has_changed: bool = False,
    done: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The page of a conversation."""
    entries = [presenters.present_entry(one) for one in found.messages.select_related("staff", "thread")]
    context: dict[str, Any] = {
        "row": presenters.present_row(found),
        "facts": presenters.present_facts(found, find_waiting(found)),
        "needs": list_needs(found.file_id, found.party_id),
        "templates": list_fitting(found),
        "answers": presenters.present_answers(found),
        "entries": entries,
        "thread_id": found.pk,
        "file_id": found.file_id,
        "form": form or AnswerForm(initial={"seen": count_seen(found)}),
        "note_form": note_form or NoteForm(),
        "is_closed": found.state == State.CLOSED,
        "may_answer": request.user.has_perm(ANSWER),
        "may_pause": request.user.has_perm(PAUSE),
        "asks_for_rest": presenters.asks_for_rest(found),
        "has_changed": has_changed,
        "done": done or request.GET.get("done", ""),
        "is_waiting": found.state == State.WAITING,
    }
    path = reverse("message-desk:thread", args=[found.pk])
    return render_page(request, "messages/desk/thread.html", context, status=status, language_path=path)


def show_changed(request: HttpRequest, found: Thread, form: AnswerForm) -> HttpResponse:
    """Keep the typed text; the form's ``seen`` is that of the page now shown."""
    typed = {"text": form.data.get("text", ""), "seen": count_seen(found)}
    return show_thread(
        request, found, form=AnswerForm(initial=typed), has_changed=True, status=HTTPStatus.CONFLICT
    )


def _show_inserted(request: HttpRequest, found: Thread) -> HttpResponse:
    """Keep the typed text, with the ready-made answer below it."""
    chosen = request.POST.get("template", "")
    fitting = {str(one.pk): one for one in list_fitting(found)}
    text = fill_in(fitting[chosen], found, by=request.user) if chosen in fitting else ""
    typed = {"text": "\n\n".join(part for part in (request.POST.get("text", "").strip(), text) if part)}
    form = AnswerForm(initial={**typed, "seen": count_seen(found)})
    return show_thread(request, found, form=form, done="inserted" if text else "")


def _get_files(request: HttpRequest) -> list[Any]:
    """Raises: UploadRefusedError when they were left out because together they are too large."""
    if is_too_long(request, MOST_BODY_BYTES):
        raise UploadRefusedError("too-large")
    return [one for one in request.FILES.getlist("files") if one.size]


def go_on(found: Thread, *, done: str) -> HttpResponse:
    """Back to the conversation, with a message on what was done."""
    return see_other(reverse("message-desk:thread", args=[found.pk]) + f"?done={done}")


def count_seen(found: Thread) -> int:
    """How many messages the page shows, without notes."""
    return found.messages.exclude(author=Message.Author.NOTE).count()


def get_thread_or_404(thread_id: int) -> Thread:
    """A conversation of this office. Raises: Http404."""
    found = selectors.get_thread(get_office(), thread_id)
    if found is None:
        raise Http404
    return found
