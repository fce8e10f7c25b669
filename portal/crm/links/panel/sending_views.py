"""Sending something from a joined record: fill in, check, and the receipt."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.crm.links.models import Link, State
from portal.crm.links.panel import presenters, selectors
from portal.crm.links.panel.decorators import case_page, get_name
from portal.crm.links.sending.acts import ACTS, Act, Occasion
from portal.crm.links.sending.forms import ActForm, TemplateForm
from portal.crm.links.sending.orders import make_reference
from portal.crm.links.sending.services import make_contact_link
from portal.crm.links.suggest.case import Case
from portal.crm.links.systems.record_kinds import name_kind, title_link
from portal.outbox.presenters import present_contents
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

_ONCE_LENGTH = 60


@require_http_methods(["GET", "HEAD", "POST"])
@case_page("links.manage")
def act(request: HttpRequest, case: Case, link_id: int, name: str) -> HttpResponse:
    """One of the acts of a joined record."""
    link = selectors.get_link(case.file_id, link_id)
    if link is None or link.state != State.CONFIRMED:
        raise Http404
    return _run(request, case, link, name)


@require_safe
@case_page("links.manage")
def people(request: HttpRequest, case: Case) -> HttpResponse:
    """Choose the party that DigiOffice is told about; skipped when there is only one."""
    ways = presenters.list_person_ways(case)
    if len(ways) == 1:
        return see_other(ways[0][0])
    return render_page(request, "crm/links/people.html", {"case": case, "ways": ways})


@require_http_methods(["GET", "HEAD", "POST"])
@case_page("links.manage")
def person(request: HttpRequest, case: Case, party_id: str) -> HttpResponse:
    """Tell DigiOffice about a party."""
    if case.get_person(party_id) is None:
        raise Http404
    return _run(request, case, make_contact_link(case.file_id, party_id), "person")


def _run(request: HttpRequest, case: Case, link: Link, name: str) -> HttpResponse:
    found = ACTS.get(name)
    if found is None or not found.fits(link):
        raise Http404
    if request.method != "POST":
        record = _read(found, link, request)
        occasion = Occasion(request.user, case, link, record, request.GET.get("template_id", ""))
        form = found.make_form(occasion, None)
        return _show_form(request, case, link, found, form, once=secrets.token_urlsafe(16))
    once = request.POST.get("once", "")[:_ONCE_LENGTH]
    occasion = Occasion(request.user, case, link)
    form = found.make_form(occasion, request.POST)
    if not form.is_valid() or not once:
        return _show_form(
            request, case, link, found, form, once=once or secrets.token_urlsafe(16), status=422
        )
    if "edit" in request.POST:
        return _show_form(request, case, link, found, form, once=once)
    if "send" not in request.POST:
        return _show_check(request, case, link, found, form, once)
    delivery = found.order(occasion, form, f"{once}/{request.user.pk}")
    return see_other(reverse("links:sent", args=[case.file_id, delivery.pk]))


def _read(found: Act, link: Link, request: HttpRequest) -> Any:
    if not found.needs_record:
        return None
    return selectors.read_record(link.system, link.resource, link.record_id, user=request.user)


def _show_form(
    request: HttpRequest,
    case: Case,
    link: Link,
    found: Act,
    form: ActForm,
    *,
    once: str,
    status: int = 200,
) -> HttpResponse:
    context = {**_describe(request, case, link, found), "form": form, "once": once}
    context["is_choice"] = isinstance(form, TemplateForm)
    path = context["back_href"]
    return render_page(request, "crm/links/act.html", context, status=status, language_path=path)


def _show_check(
    request: HttpRequest, case: Case, link: Link, found: Act, form: ActForm, once: str
) -> HttpResponse:
    context = {
        **_describe(request, case, link, found),
        "rows": form.list_rows(),
        "compared": form.list_compared(),
        "hidden": form.list_hidden(),
        "once": once,
    }
    return render_page(request, "crm/links/check.html", context, language_path=context["back_href"])


def _describe(request: HttpRequest, case: Case, link: Link, found: Act) -> dict[str, Any]:
    back = reverse("links:panel", args=[case.file_id])
    waits = link.system == "dossierdata" and presenters.must_sign_in(request.user)
    party = case.get_person(link.party_id)
    return {
        "case": case,
        "act": found,
        "system": get_name(link.system),
        "record": link.label or (party.full_name if party else title_link(link)),
        "kind": name_kind(link.system, link.resource),
        "back_href": back,
        "connect_href": presenters.make_connect_href(back) if waits else "",
    }


@require_safe
@case_page("links.view_link")
def sent(request: HttpRequest, case: Case, delivery_id: int) -> HttpResponse:
    """The receipt: what was ordered, and its state."""
    delivery = selectors.get_delivery(case.file_id, delivery_id)
    if delivery is None:
        raise Http404
    link = selectors.get_link(case.file_id, delivery.payload["link"])
    context = {
        "case": case,
        "sent": presenters.present_sent(case.file_id, delivery),
        "state": delivery.state,
        "reference": delivery.payload.get("reference") or make_reference(delivery.key),
        "system": get_name(link.system if link else ""),
        "record": title_link(link) if link else "",
        "record_id": delivery.result.get("record", ""),
        "connect_href": presenters.make_connect_href(request.path)
        if delivery.reason == "sign-in-again" and delivery.payload.get("user") == request.user.pk
        else "",
        "has_delivery_page": request.user.has_perm("outbox.manage_deliveries"),
        "delivery_id": delivery.pk,
        "contents": present_contents(delivery),
    }
    return render_page(request, "crm/links/sent.html", context)
