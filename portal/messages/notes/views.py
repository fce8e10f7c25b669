"""A note in the file by a member of staff, and its receipt."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.desk.case import presenters
from portal.desk.case.decorators import case_door
from portal.desk.case.facts import read_record
from portal.desk.case.writing_views import Writing, take_writing
from portal.messages.notes.delivery import KIND, list_kinds, write_note
from portal.messages.notes.forms import NoteForm
from portal.office.selectors import get_office
from portal.outbox.models import State
from portal.outbox.presenters import KINDS_OF_STATE, describe_reason
from portal.outbox.selectors import get_delivery
from portal.web.rendering.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@case_door("desk.act_on_case")
def note(request: HttpRequest, file_id: str) -> HttpResponse:
    """Write a note as oneself; changes by colleagues since are shown first."""
    kinds = [] if "cancel" in request.POST else list_kinds()

    def write(told: Mapping[str, Any]) -> str:
        made = write_note(file_id, kind=told["kind"], text=told["text"], once=told["once"], user=request.user)
        return reverse("file-notes:sent", args=[file_id, made.pk])

    writing = Writing(
        "messages/notes/note.html",
        reverse("file-notes:note", args=[file_id]),
        lambda data, seen: NoteForm(data, kinds=kinds, seen=seen),
        write,
    )
    return take_writing(request, file_id, writing)


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
        "reason": describe_reason(found),
    }
    return render_page(request, "messages/notes/sent.html", context)
