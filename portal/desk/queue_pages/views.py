"""The queue: what waits for a person, and who does it."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.case.contributions import list_files_acts
from portal.desk.case.opened import name_files
from portal.desk.frame.decorators import forbid, staff_required
from portal.desk.frame.desk_pages import is_desk_page
from portal.desk.frame.navigation import list_notices
from portal.desk.queue import services
from portal.desk.queue.selectors import Entry, find_entry, list_colleagues, list_sheet
from portal.desk.queue.wanted import ALL, OURS, Wanted
from portal.desk.queue_pages import presenters
from portal.desk.queue_pages.forms import AssignForm, SleepForm
from portal.desk.work import WORK, Work, list_work
from portal.web.formats import name_person
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

pages = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_required()
def home(request: HttpRequest) -> HttpResponse:
    """``/desk/``: my rows, and those without an owner."""
    return _list(request, _("My work"), usual=Wanted(whose=OURS), notices=list_notices(request.user))


@require_safe
@staff_required()
def team(request: HttpRequest) -> HttpResponse:
    """Everything that waits, with who does it."""
    return _refuse_idle(request) or _list(request, _("Work of the team"), usual=Wanted(whose=ALL))


@require_safe
@staff_required()
def asleep(request: HttpRequest) -> HttpResponse:
    """What is snoozed, until when and why."""
    return _refuse_idle(request) or _list(
        request, _("Rows put aside"), usual=Wanted(whose=ALL, is_asleep=True)
    )


@require_safe
@staff_required()
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """One kind of work."""
    work = _open_work(request, kind)
    if isinstance(work, HttpResponse):
        return work
    return _list(request, str(work.title), usual=Wanted(whose=ALL, kind=kind))


@require_POST
@staff_required()
def take(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Take a row."""
    return _change(request, kind, row_id, services.take)


@require_POST
@staff_required()
def release(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Release a row."""
    return _change(request, kind, row_id, services.release)


@require_POST
@staff_required()
def wake(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Back in the queue."""
    return _change(request, kind, row_id, services.wake_up)


@pages
@staff_required(services.ASSIGN)
def assign(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Choose a colleague."""
    entry = _find(request, kind, row_id)
    if not isinstance(entry, Entry):
        return entry
    owner_id = entry.hold.owner_id if entry.hold else None
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        colleagues=list_colleagues(entry.work),
        owner_id=owner_id,
    )
    if not form.is_valid():
        return _show_form(request, entry, form, "desk/queue/assign.html")
    to = form.colleagues[form.cleaned_data["owner"]]
    try:
        services.assign(entry, to=to, by=request.user, seen=form.cleaned_data["seen"])
    except services.TakenError as error:
        return _show_taken(request, entry, error)
    return see_other(_get_back(request))


@pages
@staff_required()
def sleep(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Snooze it until a day, with a reason."""
    entry = _find(request, kind, row_id)
    if not isinstance(entry, Entry):
        return entry
    due_at = entry.item.due_at
    form = SleepForm(
        request.POST if request.method == "POST" else None,
        promised_on=timezone.localdate(due_at) if due_at else None,
    )
    if not form.is_valid():
        return _show_form(request, entry, form, "desk/queue/sleep.html")
    services.put_to_sleep(
        entry, until=form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=request.user
    )
    return see_other(_get_back(request))


def _list(
    request: HttpRequest, title: str, *, usual: Wanted, notices: list[dict[str, str]] | None = None
) -> HttpResponse:
    wanted = Wanted.read(request.GET, whose=usual.whose, kind=usual.kind, asleep=usual.is_asleep)
    sheet = list_sheet(request.user, wanted)
    filters = presenters.present_filters(request.user, wanted, usual)
    numbers = _recall(sheet.entries)
    context = {
        "title": title,
        "notices": notices or [],
        "rows": [presenters.present_row(entry, request.user, numbers) for entry in sheet.entries],
        "filters": filters,
        "fixed_kind": usual.kind,
        "pager": presenters.present_pager(sheet, wanted, request.path),
        "back": request.get_full_path(),
        "is_asleep": wanted.is_asleep,
        "has_kinds": bool(filters.kind_choices),
        "can_assign": request.user.has_perm(services.ASSIGN),
        "files_acts": list_files_acts(request.user),
    }
    return render_page(request, "desk/queue/list.html", context, block="list")


def _recall(entries: Iterable[Entry]) -> dict[str, str]:
    """What people call the files of these rows, as far as it is known here."""
    return name_files(entry.item.file_id for entry in entries if not entry.item.file_name)


def _refuse_idle(request: HttpRequest) -> HttpResponse | None:
    """Refuse people who may do no kind of work."""
    return None if list_work(request.user) else forbid(request, WORK.collect()[0].permission)


def _change(request: HttpRequest, kind: str, row_id: int, change: Any) -> HttpResponse:
    entry = _find(request, kind, row_id)
    if not isinstance(entry, Entry):
        return entry
    try:
        change(entry, by=request.user)
    except services.TakenError as error:
        return _show_taken(request, entry, error)
    return see_other(_get_back(request))


def _find(request: HttpRequest, kind: str, row_id: int) -> Entry | HttpResponse:
    """The row, or a response when it may not be touched or no longer waits. Raises: Http404."""
    work = _open_work(request, kind)
    if isinstance(work, HttpResponse):
        return work
    entry = find_entry(work, row_id)
    if entry is None:
        context = {"title": _("This no longer waits"), "owner": "", "back": _get_back(request)}
        return _render(request, "desk/queue/gone.html", context, status=404)
    return entry


def _show_form(request: HttpRequest, entry: Entry, form: Any, template: str) -> HttpResponse:
    context = {
        "row": presenters.present_row(entry, request.user, _recall([entry])),
        "form": form,
        "back": _get_back(request),
    }
    return _render(request, template, context, status=422 if form.errors else 200)


def _show_taken(request: HttpRequest, entry: Entry, error: services.TakenError) -> HttpResponse:
    context = {
        "title": _("A colleague does this already"),
        "owner": name_person(error.owner),
        "row": presenters.present_row(entry, request.user, _recall([entry])),
        "back": _get_back(request),
    }
    return _render(request, "desk/queue/gone.html", context, status=409)


def _render(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    return render_page(request, template, context, status=status, language_path=reverse("desk:home"))


def _get_back(request: HttpRequest) -> str:
    """The list from which somebody came; only a page of the desk."""
    wanted = request.POST.get("back") or request.GET.get("back", "")
    return wanted if is_desk_page(wanted) else reverse("desk:home")


def _open_work(request: HttpRequest, kind: str) -> Work | HttpResponse:
    """That kind of work, or the refusal for those who may not do it. Raises: Http404."""
    refused = _refuse_idle(request)
    if refused is not None:
        return refused
    found = next((work for work in WORK.collect() if work.kind == kind), None)
    if found is None:
        raise Http404
    return found if request.user.has_perm(found.permission) else forbid(request, found.permission)
