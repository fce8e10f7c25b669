"""The page that searches all CRM systems at once, and starts, refreshes and deletes an index."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.decorators import crm_page
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.systems import list_systems
from portal.crm.index import services
from portal.crm.records.found import LONGEST_TEXT, present_system
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.searching import searched
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
@staff_required("crm.view_records")
@searched("find")
def search(request: HttpRequest) -> HttpResponse:
    """Search the index; each result opens the current record."""
    text = " ".join(request.GET.get("find", "").split())[:LONGEST_TEXT]
    groups = [present_system(one, text, user=request.user) for one in list_systems() if one.is_on]
    if text:
        found = sum(len(group.rows) for group in groups)
        record("crm-searched", by=Actor.staff(request.user), details={"found": found})
    context: dict[str, Any] = {"text": text, "groups": groups, "done": request.GET.get("done", "")}
    return render_page(request, "crm/search.html", context, block="found")


@require_POST
@crm_page("crm.connect")
def change_index(request: HttpRequest, catalogue: Catalogue) -> HttpResponseBase:
    """Start or refresh the index; ``delete`` deletes it."""
    if "delete" in request.POST:
        services.delete(catalogue.system.key, user=request.user)
        return see_other(reverse("crm:search") + "?done=deleted")
    services.begin(catalogue, user=request.user)
    return see_other(reverse("crm:search") + "?done=begun")
