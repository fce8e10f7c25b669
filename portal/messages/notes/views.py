"""A note in the file by a member of staff, and its receipt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.looks import get_newest_number, list_changes_since
from portal.audit.models import Event
from portal.desk.case import presenters
from portal.desk.case.decorators import case_door
from portal.desk.case.facts import read_record
from portal.desk.case.holds import find_hold, release_hold, take_hold
from portal.desk.people.selectors import name_staff
from portal.messages.notes.delivery import KIND, list_kinds, write_note
from portal.messages.notes.forms import NoteForm
from portal.office.selectors import get_office
from portal.outbox.models import State
from portal.outbox.presenters import KINDS_OF_STATE, say_reason
from portal.outbox.selectors import get_delivery
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

MOST_CHANGES = 20


@require_http_methods(["GET", "HEAD", "POST"])
@case_door("desk.act_on_case")
def note(request: HttpRequest, file_id: str) -> HttpResponse:
    """Write a note as the named person; who comes after a colleague sees first what they did."""
    if request.method == "POST" and "cancel" in request.POST:
        release_hold(file_id, user=request.user)
        return see_other(presenters.make_case_href(file_id))
    kinds, is_get = list_kinds(), request.method != "POST"
    newest = get_newest_number(file_id)
    form = NoteForm(None if is_get else request.POST, kinds=kinds, seen=newest)
    hold = find_hold(file_id) if request.method == "HEAD" else take_hold(file_id, user=request.user)
    if hold is not None and hold.user_id != request.user.pk:
        return _show_note(request, file_id, form, status=200 if is_get else 409)
    if is_get:
        return _show_note(request, file_id, form)
    if not form.is_valid():
        return _show_note(request, file_id, form, status=422)
    told = form.cleaned_data
    mine = str(request.user.pk)
    changes = [one for one in list_changes_since(file_id, told["seen"]) if one.staff_id != mine]
    if changes:
        return _show_news(request, file_id, kinds, changes, newest)
    made = write_note(file_id, kind=told["kind"], text=told["text"], once=told["once"], user=request.user)
    release_hold(file_id, user=request.user)
    return see_other(reverse("file-notes:sent", args=[file_id, made.pk]))


@require_safe
@case_door("desk.act_on_case")
def sent(request: HttpRequest, file_id: str, delivery_id: int) -> HttpResponse:
    """The receipt of a note, and whether it is in Tagor."""
    found = get_delivery(get_office(), delivery_id)
    if found is None or (found.kind, found.file_id) != (KIND, file_id):
        raise Http404
    context = {
        "head": presenters.present_head(read_record(file_id), file_id),
        "reference": found.payload["reference"],
        "text": found.payload["text"],
        "kind_of_state": KINDS_OF_STATE[State(found.state)],
        "state": str(State(found.state).label),
        "reason": say_reason(found),
    }
    return render_page(request, "messages/notes/sent.html", context)


def _show_news(
    request: HttpRequest, file_id: str, kinds: list[tuple[str, str]], changes: list[Event], newest: int
) -> HttpResponse:
    """What others did since the form was opened, beside what was typed: the person sends it again."""
    shown = changes[-MOST_CHANGES:]
    data = request.POST.copy()
    data["seen"] = str(newest)
    names = name_staff({event.staff_id for event in shown})
    news = presenters.present_changes(shown, names)
    return _show_note(request, file_id, NoteForm(data, kinds=kinds), status=409, news=news)


def _show_note(
    request: HttpRequest, file_id: str, form: NoteForm, *, status: int = 200, news: object = ()
) -> HttpResponse:
    held = presenters.present_hold(find_hold(file_id), request.user)
    context = {
        "head": presenters.present_head(read_record(file_id), file_id),
        "form": form,
        "news": news,
        "hold": held,
        "can_release": request.user.has_perm("desk.release_case"),
    }
    path = reverse("file-notes:note", args=[file_id])
    return render_page(request, "messages/notes/note.html", context, status=status, language_path=path)
