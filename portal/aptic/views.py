"""The first page of Aptic: whether it answers, and what this person may do with it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.aptic.connection import describe_fault, get_connection
from portal.desk.frame.decorators import forbid, staff_required
from portal.web.rendering.render import render_page

PERMISSIONS = ("view_webhooks", "manage_webhooks", "run_actions", "define_actions", "search_persons")


@require_safe
@staff_required()
def home(request: HttpRequest) -> HttpResponse:
    """Open to whoever may do anything here."""
    if not any(request.user.has_perm(f"service_calls.{name}") for name in PERMISSIONS):
        return forbid(request, "service_calls.run_actions")
    connection = get_connection()
    credentials = {
        "key": _("A key (APTIC_API_KEY)"),
        "client": _("A client id and secret (APTIC_CLIENT_ID and APTIC_CLIENT_SECRET)"),
        "": _("None is set"),
    }
    context = {
        "connection": connection,
        "fault": describe_fault(connection.error) if connection.error else "",
        "facts": [
            (_("Address"), connection.host or _("None is set")),
            (_("The portal signs in with"), credentials[connection.credential]),
        ],
        "cards": _list_cards(request),
    }
    return render_page(request, "aptic/home.html", context)


def _list_cards(request: HttpRequest) -> list[tuple[str, str, str]]:
    cards = [
        ("run_actions", "actions", _("Actions"), _("Run what the office has defined in Aptic")),
        ("run_actions", "runs", _("Runs"), _("What was run, by whom, and what came back")),
        ("define_actions", "define", _("Define actions"), _("Names, input and who may run them")),
        ("search_persons", "persons", _("Persons"), _("Search persons and companies in Aptic")),
        ("view_webhooks", "webhooks", _("Webhooks"), _("What Aptic tells the portal by itself")),
    ]
    return [
        (reverse(f"service_calls:{name}"), title, text)
        for permission, name, title, text in cards
        if request.user.has_perm(f"service_calls.{permission}")
    ]
