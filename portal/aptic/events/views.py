"""The desk's pages of Aptic's events."""

from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.aptic.events import presenters, selectors, services
from portal.aptic.events.forms import FilterForm, LinkForm
from portal.aptic.events.models import Event, State
from portal.aptic.events.receiving.store import open_payload
from portal.audit.actors import Actor
from portal.crm.links import contact_checks
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.searching import searched
from portal.file.known_numbers import read_number, read_numbers
from portal.integrations.errors import IntegrationError
from portal.office.selectors import get_office
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

ROWS_PER_PAGE = 50
MOST_PAGES = 200
"""Nobody pages back further than this: they choose a day or a file instead."""

sees_events = staff_required("events.view_event")
acts_on_events = staff_required("events.replay")


class _Pages(Paginator[Event]):
    """A paginator that counts no further than ``MOST_PAGES``, so that a feed of a million events is quick."""

    @cached_property
    def count(self) -> int:
        most = ROWS_PER_PAGE * MOST_PAGES
        return len(cast("QuerySet[Event]", self.object_list).values_list("pk")[:most])


@require_http_methods(["GET", "HEAD", "POST"])
@sees_events
@searched("file")
def feed(request: HttpRequest) -> HttpResponse:
    """``/desk/events/``: newest first, by what was chosen."""
    form = FilterForm(request.GET)
    chosen = form.chosen
    pages = _Pages(selectors.list_events(get_office(), chosen), ROWS_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "is_filtered": bool(chosen),
        "rows": [presenters.present_row(event) for event in page],
        "pager": make_pager_of(page, lambda number: _page_href(request, number), is_counted=False),
        "checks": contact_checks.count_open_checks(),
        "stuck": [
            (f"{reverse('events:feed')}?state={state}", str(state.label), count)
            for state, count in selectors.count_stuck(get_office())
        ],
    }
    return render_page(request, "aptic/events/feed.html", context, block="list")


@require_safe
@sees_events
def event(request: HttpRequest, event_id: int) -> HttpResponse:
    """``/desk/events/…/``: one event, what was done, and what it says."""
    return _show(request, _get(event_id), LinkForm())


@require_POST
@acts_on_events
def replay(request: HttpRequest, event_id: int) -> HttpResponse:
    """Handle it once more."""
    is_done = services.replay(_get(event_id), by=Actor.staff(request.user))
    return _go_to(event_id, "again" if is_done else "moved")


@require_POST
@acts_on_events
def link(request: HttpRequest, event_id: int) -> HttpResponse:
    """Set the file that it is about."""
    number = request.POST.get("number", "").replace("\0", "")
    found, form = _get(event_id), LinkForm({"number": number})
    if found.state == State.RECEIVED:
        return _go_to(event_id, "moved")
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        services.link(found, form.cleaned_data["number"], by=Actor.staff(request.user))
    except services.NoSuchFileError:
        form.add_error("number", _("There is not exactly one file with this number."))
        return _show(request, found, form, status=422)
    except IntegrationError:
        form.add_error("number", _("Tagor does not answer now. Please try again later."))
        return _show(request, found, form, status=503)
    return _go_to(event_id, "linked")


@require_safe
@sees_events
def checks(request: HttpRequest) -> HttpResponse:
    """``/desk/events/checks/``: contact details that staff must check."""
    file_id = request.GET.get("file", "").replace("\0", "")[:30]
    found = list(contact_checks.list_open_checks(file_id))
    numbers = read_numbers(check.file_id for check in found)
    kept = selectors.find_kept(get_office(), (check.event_id for check in found))
    rows = [presenters.present_check(check, numbers, request.user, kept=kept) for check in found]
    context = {
        "rows": rows,
        "may_act": _may_act(request),
        "may_tell": any(row.notify_href for row in rows),
        "file_id": file_id,
        "done": _find_done(request),
    }
    return render_page(request, "aptic/events/checks.html", context)


def _find_done(request: HttpRequest) -> presenters.Check | None:
    """What this person has just checked: DigiOffice may have to be told."""
    said = request.GET.get("done", "")
    found = (
        contact_checks.find_check(int(said), is_open=False) if said.isdecimal() and len(said) < 19 else None
    )
    return presenters.present_check(found, read_numbers([found.file_id]), request.user) if found else None


@require_POST
@acts_on_events
def close_check(request: HttpRequest, check_id: int) -> HttpResponse:
    """Close a check; one that is closed stays closed."""
    found, kept = contact_checks.find_check(check_id, is_open=True), {}
    if found is not None and contact_checks.close_check(found, by=Actor.staff(request.user)):
        kept["done"] = str(check_id)
    if file_id := request.GET.get("file", "").replace("\0", "")[:30]:
        kept["file"] = file_id
    return see_other(reverse("events:checks") + (f"?{urlencode(kept)}" if kept else ""))


def _show(request: HttpRequest, found: Event, form: LinkForm, *, status: int = 200) -> HttpResponse:
    may_see_all = request.user.has_perm("events.view_personal")
    payload = open_payload(found)
    fields = presenters.present_payload(payload, may_see_all=may_see_all) if payload is not None else None
    checks = contact_checks.list_checks_of(found.pk)
    numbers = read_numbers(check.file_id for check in checks)
    may_act = _may_act(request) and found.state != State.RECEIVED and bool(found.effect)
    context: dict[str, Any] = {
        "row": presenters.present_row(found),
        "facts": presenters.present_facts(found),
        "fields": fields,
        "has_masks": any(field.is_masked for field in fields or ()),
        "event_id": found.pk,
        "checks": [presenters.present_check(check, numbers, request.user) for check in checks],
        "file_id": found.file_id,
        "file": found.file_name or read_number(found.file_id),
        "can_replay": may_act,
        "can_link": may_act and found.state == State.UNLINKED,
        "word": request.GET.get("word", ""),
        "form": form,
    }
    path = reverse("events:event", args=[found.pk])
    return render_page(request, "aptic/events/event.html", context, status=status, language_path=path)


def _get(event_id: int) -> Event:
    found = selectors.get_event(get_office(), event_id)
    if found is None:
        raise Http404
    return found


def _may_act(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("events.replay"))


def _page_href(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    for name in ("page", "lang"):
        query.pop(name, None)
    query["page"] = str(number)
    return f"{request.path}?{query.urlencode()}"


def _go_to(event_id: int, word: str) -> HttpResponse:
    return see_other(f"{reverse('events:event', args=[event_id])}?word={word}")
