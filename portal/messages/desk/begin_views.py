"""The office's first message to a person, from the page of the file."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.desk.case.decorators import case_door
from portal.desk.case.facts import RECORD, read_defendants, read_record
from portal.desk.case.writing_views import Writing, take_writing
from portal.desk.frame.decorators import staff_required
from portal.messages.desk.beginning import begin_thread, find_language
from portal.messages.desk.forms import BeginForm
from portal.web.languages import get_base_language


@require_http_methods(["GET", "HEAD", "POST"])
@case_door("desk.act_on_case")
@staff_required("talk.answer_thread")
def begin(request: HttpRequest, file_id: str) -> HttpResponse:
    """``/desk/file/<id>/message/``: to one of those who owe, in a conversation that they can answer."""
    people = () if "cancel" in request.POST else read_defendants(file_id)
    names = [(one.party_id, " ".join(part for part in (one.name, one.form) if part)) for one in people]
    language = find_language(file_id, names[0][0]) if len(names) == 1 else ""

    def write(told: Mapping[str, Any]) -> str:
        made = begin_thread(
            file_id=file_id,
            file_name=read_record(file_id)[RECORD].file_name,
            party_id=told["to"],
            language=told["language"],
            text=told["text"],
            once=told["once"],
            by=request.user,
        )
        return reverse("message-desk:thread", args=[made.pk]) + "?done=begun"

    writing = Writing(
        "messages/desk/begin.html",
        reverse("file-messages:begin", args=[file_id]),
        lambda data, seen: BeginForm(data, people=names, language=language or get_base_language(), seen=seen),
        write,
    )
    return take_writing(request, file_id, writing)
