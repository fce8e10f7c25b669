"""The audit trail as an auditor reads it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.desk.case.opened import name_files
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.searching import find_search, searched
from portal.desk.insight import presenters, trail
from portal.desk.people.selectors import name_staff
from portal.integrations.errors import IntegrationError
from portal.web.formats import name_person
from portal.web.paging import Pager
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page
from portal.web.spreadsheet import make_csv_response
from portal.web.typed.parsing import parse_day

ROWS_PER_PAGE = 50
LARGEST = 2**62
CODES = ("staff", "actor", "group", "first", "last")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("audit.view_event")
@searched("file")
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first. A typed file number is posted; the rest are codes and days."""
    filters, problem = _read_filters(request)
    found = trail.list_events(filters)
    before = request.GET.get("before", "")
    if before.isdecimal() and int(before) < LARGEST:
        found = found.filter(number__lt=int(before))
    events = list(found[: ROWS_PER_PAGE + 1])
    shown = events[:ROWS_PER_PAGE]
    names = name_staff({event.staff_id for event in shown})
    files = name_files((event.file_id for event in shown), asks=True)
    address = reverse("insight:audit")
    codes = request.GET.copy()
    codes.pop("before", None)
    context = {
        "rows": presenters.present_events(shown, names, files),
        "file": request.GET.get("file", ""),
        "codes": {name: request.GET.get(name, "") for name in CODES},
        "people": [(str(user.pk), name_person(user)) for user in _list_staff()],
        "actors": Event.ActorKind.choices,
        "groups": list(presenters.GROUPS.items()),
        "problem": problem,
        "pager": Pager(
            "",
            f"{address}?{codes.urlencode()}" if before else "",
            _older(address, codes, shown) if len(events) > ROWS_PER_PAGE else "",
        ),
        "query": codes.urlencode(),
        "can_export": request.user.has_perm("audit.export_event"),
        "checked": request.GET.get("checked", ""),
        "most_exported": trail.MOST_EXPORTED,
        "most_checked": trail.MOST_CHECKED,
    }
    return render_page(request, "desk/insight/audit.html", context, language_path=address)


@require_safe
@staff_required("audit.view_event")
def event(request: HttpRequest, number: int) -> HttpResponse:
    """One event, with both values of what it changed."""
    found = Event.objects.filter(number=number).first() if number < LARGEST else None
    if found is None:
        raise Http404
    names = name_staff(presenters.find_people(found))
    context = {
        "row": presenters.present_event(found, names, name_files([found.file_id], asks=True)),
        "code": found.act,
        "changes": presenters.present_changes(found),
        "details": presenters.present_details(found, names),
        "request_id": found.request_id,
        "seal": found.seal,
    }
    return render_page(request, "desk/insight/audit-event.html", context)


@require_POST
@staff_required("audit.export_event")
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered now, for a spreadsheet."""
    find_search(request, path=reverse("insight:audit"))
    filters, problem = _read_filters(request)
    if problem:
        return see_other(reverse("insight:audit"))
    return make_csv_response(trail.export_events(filters, by=Actor.staff(request.user)), name="audit")


@require_POST
@staff_required("audit.view_event")
def check(request: HttpRequest) -> HttpResponse:
    """Verify the newest seals; the worker verifies the whole trail."""
    broken = trail.check_trail(by=Actor.staff(request.user))
    return see_other(reverse("insight:audit") + f"?checked={'good' if broken is None else broken}")


def _read_filters(request: HttpRequest) -> tuple[trail.TrailFilters, str]:
    """The filters, and a code for what could not be read: "away" or "day"."""
    given, problem = request.GET, ""
    file_ids = None
    if typed := given.get("file", "").strip():
        try:
            file_ids = trail.find_file_ids(typed)
        except IntegrationError:
            problem, file_ids = "away", ()
    days: dict[str, Any] = {}
    for name in ("first", "last"):
        try:
            days[name] = parse_day(given[name]) if given.get(name) else None
        except ValueError:
            problem, days[name] = "day", None
    actor, group = given.get("actor", ""), given.get("group", "")
    filters = trail.TrailFilters(
        staff_id=given.get("staff", "")[:30],
        actor=actor if actor in Event.ActorKind.values else "",
        group=group if group in presenters.GROUPS else "",
        file_ids=file_ids,
        first_on=days["first"],
        last_on=days["last"],
    )
    return filters, problem


def _older(address: str, codes: Any, shown: list[Event]) -> str:
    older = codes.copy()
    older["before"] = str(shown[-1].number)
    return f"{address}?{older.urlencode()}"


def _list_staff() -> Any:
    return get_user_model().objects.filter(is_staff=True).order_by("username")
