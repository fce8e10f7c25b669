"""The file's panel, and finding a file."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.links.contact_checks import list_open_checks
from portal.crm.links.models import State
from portal.crm.links.panel import presenters, selectors
from portal.crm.links.panel.decorators import case_page
from portal.crm.links.suggest import case
from portal.desk.frame.decorators import staff_required
from portal.desk.frame.searching import searched
from portal.file.timeline import list_timeline
from portal.integrations.errors import IntegrationError
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("links.view_link")
@searched("q")
def files(request: HttpRequest) -> HttpResponse:
    """A box to find a file by its number."""
    text = request.GET.get("q", "").strip()[:60]
    found: tuple[case.FoundCase, ...] = ()
    failure = ""
    if text:
        try:
            found = case.find_cases(text)
        except IntegrationError as error:
            failure = error.failure
    if len(found) == 1 and found[0].number == text:
        return see_other(reverse("links:panel", args=[found[0].file_id]))
    context = {"text": text, "found": found, "failure": failure, "retry_href": request.get_full_path()}
    return render_page(request, "crm/links/files.html", context, block="list", status=503 if failure else 200)


@require_safe
@case_page("links.view_link")
def panel(request: HttpRequest, found: case.Case) -> HttpResponse:
    """The records of both systems beside the file."""
    record("links-viewed", by=Actor.staff(request.user), file_id=found.file_id)
    shown = presenters.present_panel(
        found,
        selectors.list_fresh(selectors.list_links(found.file_id), user=request.user),
        selectors.list_links(found.file_id, states=(State.SUGGESTED,)),
        selectors.list_on_its_way(found.file_id),
        list_open_checks(found.file_id),
        user=request.user,
    )
    looked = request.GET.get("found", "")
    context = {
        "panel": shown,
        "timeline": presenters.present_timeline(list_timeline(found.file_id, user=request.user)),
        "said": request.GET.get("said", ""),
        "looked": presenters.describe_search_result(int(looked))
        if looked.isdecimal() and len(looked) < 5
        else "",
        "unasked": request.GET.get("unasked", "")[:60],
        "connect_href": presenters.make_connect_href(shown.retry_href) if "sign" in request.GET else "",
    }
    return render_page(request, "crm/links/panel.html", context)
