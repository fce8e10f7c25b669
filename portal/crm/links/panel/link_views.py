"""Finds records, links them to a party, and removes links."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.actors import Actor
from portal.crm.links.models import Link, State
from portal.crm.links.panel import presenters, selectors, services
from portal.crm.links.panel.decorators import case_page, get_name
from portal.crm.links.panel.sure import present_sure
from portal.crm.links.selectors import is_on
from portal.crm.links.suggest.case import Case
from portal.crm.links.systems.record_kinds import KIND_CHOICES, name_kind, title_link
from portal.desk.frame.searching import searched
from portal.integrations.errors import NotFound
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page


@require_POST
@case_page("links.manage")
def find(request: HttpRequest, case: Case) -> HttpResponse:
    """Look in both systems for records of these parties."""
    findings = services.suggest_records(case, user=request.user)
    open_ones = selectors.list_links(case.file_id, states=(State.SUGGESTED,)).count()
    unasked, must_sign_in = presenters.present_errors(findings.errors)
    told = {"found": str(open_ones), **({"unasked": unasked} if unasked else {})}
    return _to_panel(case, {**told, **({"sign": "1"} if must_sign_in else {})})


@require_http_methods(["GET", "HEAD", "POST"])
@case_page("links.manage")
@searched("q")
def search(request: HttpRequest, case: Case) -> HttpResponse:
    """Search for a record by hand."""
    party_id = request.GET.get("party", "")
    person = case.get_person(party_id)
    if party_id and person is None:
        raise Http404
    where, text = request.GET.get("where", ""), request.GET.get("q", "").strip()[:80]
    choices = [(value, label) for value, label in KIND_CHOICES if is_on(value.partition(":")[0])]
    where = where if where in dict(choices) else next((value for value, _label in choices), "")
    system, _colon, resource = where.partition(":")
    records = selectors.search_records(system, resource, text, user=request.user) if where and text else ()
    links = selectors.list_links(case.file_id)
    context = {
        "case": case,
        "party_id": party_id,
        "name": person.full_name if person else _("The whole file"),
        "choices": choices,
        "where": where,
        "text": text or (person.name if person and not request.GET.get("where") else text),
        "is_asked": bool(text),
        "rows": presenters.present_found(records, links, party_id=party_id, user=request.user),
    }
    return render_page(request, "crm/links/search.html", context, block="list")


@require_POST
@case_page("links.manage")
def join(request: HttpRequest, case: Case) -> HttpResponse:
    """Link a record that was found by hand."""
    party_id, where = request.POST.get("party", ""), request.POST.get("where", "")
    if where not in dict(KIND_CHOICES) or (party_id and case.get_person(party_id) is None):
        raise Http404
    system, _colon, resource = where.partition(":")
    record_id = request.POST.get("record", "")[:40]
    try:
        found = selectors.read_record(system, resource, record_id, user=request.user)
    except NotFound:
        return _to_panel(case, {"said": "gone"})
    services.join_record(case.file_id, party_id, found, by=Actor.staff(request.user))
    return _to_panel(case, {"said": "joined"})


@require_POST
@case_page("links.manage")
def confirm(request: HttpRequest, case: Case, link_id: int) -> HttpResponse:
    """Confirm a suggestion."""
    services.confirm_link(_get(case, link_id), by=Actor.staff(request.user))
    return _to_panel(case, {"said": "joined"})


@require_http_methods(["GET", "HEAD", "POST"])
@case_page("links.manage")
def join_sure(request: HttpRequest, case: Case) -> HttpResponse:
    """All sure suggestions with their differences; links those that are ticked. Each can be undone."""
    links = selectors.list_sure(case.file_id)
    if request.method == "POST":
        ticked = set(request.POST.getlist("link"))
        for link in links:
            if str(link.pk) in ticked:
                services.confirm_link(link, by=Actor.staff(request.user))
        return _to_panel(case, {"said": "joined"} if ticked else {})
    if not links:
        return _to_panel(case, {})
    rows = [
        present_sure(case, one, user=request.user) for one in selectors.list_fresh(links, user=request.user)
    ]
    return render_page(request, "crm/links/sure.html", {"case": case, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@case_page("links.manage")
def remove(request: HttpRequest, case: Case, link_id: int) -> HttpResponse:
    """Reject a suggestion, or remove a link after asking once."""
    link = _get(case, link_id)
    if request.method == "POST":
        services.remove_link(link, by=Actor.staff(request.user))
        return _to_panel(case, {"said": "removed"})
    context = {
        "case": case,
        "link": link,
        "title": title_link(link),
        "system": get_name(link.system),
        "kind": name_kind(link.system, link.resource),
    }
    return render_page(request, "crm/links/remove.html", context)


def _get(case: Case, link_id: int) -> Link:
    link = selectors.get_link(case.file_id, link_id)
    if link is None:
        raise Http404
    return link


def _to_panel(case: Case, told: dict[str, str]) -> HttpResponse:
    return see_other(reverse("links:panel", args=[case.file_id]) + "?" + urlencode(told))
