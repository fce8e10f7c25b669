"""A file on one page: parties, amounts, history, decisions and actions. It writes nothing there."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.audit.looks import list_looks
from portal.desk.case import presenters
from portal.desk.case.contributions import Look, list_acts, list_panels
from portal.desk.case.decisions import list_waiting
from portal.desk.case.decorators import case_door
from portal.desk.case.facts import read_case
from portal.desk.case.holds import find_hold
from portal.desk.case.opened import find_opened, note_opened
from portal.desk.people.selectors import name_staff
from portal.file.timeline import list_timeline
from portal.web.rendering.render import render_page

MOST_LOOKS = 8


@require_safe
@case_door("desk.view_case")
def case(request: HttpRequest, file_id: str) -> HttpResponse:
    """From Tagor's data, read with the office's key, and the rooms' contributions; records who opened it."""
    reading = read_case(file_id)
    head = presenters.present_head(reading, file_id)
    if request.method == "GET":
        note_opened(file_id, file_name=head.number, user=request.user)
    look = Look(file_id, request.user)
    looks = list(list_looks(file_id)[:MOST_LOOKS])
    panels = list_panels(look)
    opened = find_opened(file_id, user=request.user)
    context = {
        "head": head,
        "waiting": list_waiting(file_id, request.user),
        "hold": presenters.present_hold(find_hold(file_id), request.user),
        "can_act": request.user.has_perm("desk.act_on_case"),
        "can_release": request.user.has_perm("desk.release_case"),
        "can_see_as_debtor": request.user.has_perm("desk.see_as_debtor"),
        "is_pinned": bool(opened and opened.is_pinned),
        "acts": list_acts(look),
        "panels": {place: [one for one in panels if one.place == place] for place in PLACES},
        "people": presenters.present_people(reading),
        "money": presenters.present_money(reading),
        "happened": presenters.present_happened(reading, list_timeline(file_id, user=request.user)),
        "looks": presenters.present_looks(looks, name_staff({event.staff_id for event in looks})),
        "gaps": presenters.present_gaps(reading),
        "said": request.GET.get("said", ""),
    }
    return render_page(request, "desk/case/case.html", context)


PLACES = ("decide", "people", "happened")
