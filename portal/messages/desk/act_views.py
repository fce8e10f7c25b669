"""The desk's pages of acts on a conversation: close it, pause its file, give it to a colleague."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.desk.frame.decorators import staff_required
from portal.desk.queue.services import TakenError
from portal.messages.conversation.clock import get_rules
from portal.messages.desk import answers, hand_over, presenters, respite
from portal.messages.desk.forms import AnswerForm, CloseForm, HandOverForm, PauseForm
from portal.messages.desk.views import (
    ANSWER,
    METHODS,
    PAUSE,
    count_seen,
    get_thread_or_404,
    go_on,
    show_changed,
)
from portal.messages.models import Thread
from portal.web.formats import name_person
from portal.web.rendering.render import render_page


@require_http_methods(METHODS)
@staff_required(ANSWER)
def close(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Close the matter, for a reason that the person reads."""
    found = get_thread_or_404(thread_id)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"seen": count_seen(found)})
    if not form.is_valid():
        return _ask(request, found, form, "messages/desk/close.html")
    try:
        answers.close_thread(found, by=request.user, **form.cleaned_data)
    except answers.ChangedError:
        return _show_news(request, found)
    return go_on(found, done="closed")


@require_http_methods(METHODS)
@staff_required(PAUSE)
def pause(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Pause the file until a day, or end the pause."""
    found = get_thread_or_404(thread_id)
    is_end = request.POST.get("act") == "end"
    is_paused = found.paused_until is not None and found.paused_until >= timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = PauseForm(data, is_end=is_end, initial={"seen": count_seen(found)})
    if not form.is_valid():
        until = presenters.format_pause_end(found)
        note = bool(get_rules(found.office).note_code_id)
        told: dict[str, Any] = {"is_paused": is_paused, "until": until, "goes_to_tagor": note}
        return _ask(request, found, form, "messages/desk/pause.html", **told)
    change = respite.end_pause if is_end else respite.pause_file
    try:
        change(found, by=request.user, **form.cleaned_data)
    except answers.ChangedError:
        return _show_news(request, found)
    return go_on(found, done="pause-ended" if is_end else "paused")


@require_http_methods(METHODS)
@staff_required(ANSWER)
def show_hand_over(request: HttpRequest, thread_id: int) -> HttpResponse:
    """Hand it over to a colleague, with a note."""
    found = get_thread_or_404(thread_id)
    entry = hand_over.find_waiting(found)
    if entry is None:
        return go_on(found, done="")
    owner_id = entry.hold.owner_id if entry.hold is not None else None
    data = request.POST if request.method == "POST" else None
    form = HandOverForm(data, colleagues=hand_over.list_takers(request.user), owner_id=owner_id)
    if not form.is_valid():
        return _ask(request, found, form, "messages/desk/hand-over.html", owner="")
    told = form.cleaned_data
    try:
        hand_over.hand_over(
            found, entry, to=form.get_colleague(), note=told["note"], seen=told["owner"], by=request.user
        )
    except TakenError as error:
        name = name_person(error.owner)
        return _ask(
            request, found, form, "messages/desk/hand-over.html", owner=name, status=HTTPStatus.CONFLICT
        )
    return go_on(found, done="given")


def _show_news(request: HttpRequest, found: Thread) -> HttpResponse:
    return show_changed(request, found, AnswerForm(request.POST))


def _ask(
    request: HttpRequest, found: Thread, form: Any, template: str, *, status: int = 0, **values: Any
) -> HttpResponse:
    context = {"row": presenters.present_row(found), "form": form, "thread_id": found.pk, **values}
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_page(request, template, context, status=status or usual)
