"""Persons in Aptic. Search terms never appear in a URL: they are sealed in the session."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.signing import BadSignature, loads
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal.aptic.connection import describe_fault, is_on
from portal.aptic.forms import FileForm
from portal.aptic.persons import directory, presenters
from portal.aptic.persons.forms import PersonSearchForm
from portal.aptic.typed_files import read_file_id
from portal.audit.actors import Actor
from portal.crm.session import get_draft, store_draft
from portal.desk.frame.decorators import staff_required
from portal.integrations.aptic.values import PersonPage
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import InvalidRequest
from portal.web.paging import make_pager
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

TOKEN_LIFE_S = 3600
pages = require_http_methods(["GET", "HEAD", "POST"])
searches_persons = staff_required("service_calls.search_persons")


@pages
@searches_persons
def search(request: HttpRequest) -> HttpResponse:
    """POST keeps the search; GET shows the form, or a page of results."""
    address = reverse("service_calls:persons")
    if request.method == "POST":
        form = PersonSearchForm(request.POST)
        if not form.is_valid():
            context: dict[str, object] = {"form": form}
            return render_page(request, "aptic/persons.html", context, status=422, language_path=address)
        draft = store_draft(request.session, path=address, typed=form.cleaned_data)
        return see_other(f"{address}?{urlencode({'search': draft.token})}")
    token = request.GET.get("search", "")
    draft_found = get_draft(request.session, token) if token else None
    if draft_found is None or draft_found.path != address:
        context = {"form": PersonSearchForm(), "is_forgotten": bool(token)}
        return render_page(request, "aptic/persons.html", context)
    return _show_found(request, token, draft_found.typed)


def _show_found(request: HttpRequest, token: str, asked: Mapping[str, str]) -> HttpResponse:
    said = request.GET.get("page", "1")
    page = int(said) if said.isdecimal() and len(said) < 5 else 1
    shown = {name: value for name, value in asked.items() if name != "id_number"}
    context = {
        "form": PersonSearchForm(initial=shown),
        "asked": presenters.describe_search(asked),
        "done": request.GET.get("done", ""),
        "token": token,
        "page": page,
    }
    try:
        found = directory.search(asked, page=page, by=Actor.staff(request.user))
    except (IntegrationError, InvalidRequest) as error:
        context |= {"gap": describe_fault(error, is_on=is_on()), "retry_href": request.get_full_path()}
        return render_page(request, "aptic/persons.html", context, status=503)
    context |= _present_page(request, token, page, found)
    return render_page(request, "aptic/persons.html", context, block="list")


def _present_page(request: HttpRequest, token: str, page: int, found: PersonPage) -> dict[str, object]:
    can_link = request.user.has_perm("links.manage")
    is_unmasked = request.user.has_perm("service_calls.unmask_persons")
    rows = []
    for person in found.items:
        mark = directory.mark_person(person) if can_link else None
        pair = (mark.record_id, mark.label) if mark else None
        rows.append(presenters.present_person(person, is_unmasked=is_unmasked, mark=pair))
    words = ngettext("%(num)s person", "%(num)s persons", found.total) % {"num": found.total}
    base = f"{reverse('service_calls:persons')}?{urlencode({'search': token})}&page="
    return {
        "rows": rows,
        "words": words,
        "can_link": can_link,
        "is_unmasked": is_unmasked,
        "pager": make_pager(
            lambda number: f"{base}{number}",
            number=page,
            first=found.skip + 1,
            shown=len(rows),
            has_more=found.has_more,
            total=found.total,
        ),
    }


@require_POST
@searches_persons
@staff_required("links.manage")
def link(request: HttpRequest) -> HttpResponse:
    """Link a found person to a file: ask for its number, then do it."""
    address = reverse("service_calls:persons")
    token = request.POST.get("person", "")
    try:
        mark = directory.PersonMark(*loads(token, salt=presenters.TOKEN_SALT, max_age=TOKEN_LIFE_S))
    except BadSignature:
        return see_other(address)
    back = f"{address}?{urlencode({'search': request.POST.get('search', '')[:40]})}"
    form = FileForm(request.POST) if "file_id" in request.POST else FileForm()
    file_id = read_file_id(form) if form.is_bound else None
    if file_id is None:
        context = {"form": form, "person": mark.label, "token": token, "back": back}
        context["search"] = request.POST.get("search", "")[:40]
        status = 422 if form.is_bound else 200
        return render_page(request, "aptic/link-person.html", context, status=status, language_path=address)
    directory.link_person(mark, file_id=file_id, by=Actor.staff(request.user))
    return see_other(f"{back}&done=linked")
