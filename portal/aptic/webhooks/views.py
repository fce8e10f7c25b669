"""Pages of the registered events: list, add by purpose, repair, stop."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.aptic.actions.selectors import list_wanted
from portal.aptic.connection import describe_fault, is_on
from portal.aptic.events.receiving.webhook_secrets import OVERLAP
from portal.aptic.webhooks import presenters, registration
from portal.aptic.webhooks.forms import PurposeForm
from portal.aptic.webhooks.purposes import PURPOSES, SLOW, list_events
from portal.aptic.webhooks.watching import note_situation
from portal.audit.actors import Actor
from portal.desk.frame.decorators import staff_required
from portal.desk.sign_in.again import signed_in_again
from portal.integrations.errors import IntegrationError
from portal.integrations.openapi import InvalidRequest
from portal.office.selectors import get_office_row
from portal.web.formats import moment
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

LISTING = "service_calls:webhooks"

pages = require_http_methods(["GET", "HEAD", "POST"])
sees_webhooks = staff_required("service_calls.view_webhooks")


def manages_webhooks(view: Any) -> Any:
    """Requires the permission and a recent sign-in: an act here makes, changes or ends a secret."""
    return staff_required("service_calls.manage_webhooks")(signed_in_again(back=LISTING)(view))


@require_safe
@sees_webhooks
def listing(request: HttpRequest) -> HttpResponse:
    """What is registered at Aptic, what is wanted, and the differences."""
    return _show_list(request)


def _show_list(request: HttpRequest, *, fault: str = "", status: int = 200) -> HttpResponse:
    office, situation, gap = get_office_row(), None, ""
    try:
        situation = registration.get_situation(office)
        note_situation(office, situation)
    except (IntegrationError, InvalidRequest) as error:
        gap = describe_fault(error, is_on=is_on())
    told = presenters.list_told(situation) if situation else None
    context: dict[str, Any] = {
        "gap": gap,
        "fault": fault,
        "done": request.GET.get("done", ""),
        "situation": situation,
        "drift": situation.drift if situation else None,
        "rows": [presenters.present_webhook(one) for one in situation.held] if situation else [],
        "purposes": presenters.present_purposes(list_wanted(office), told),
        "own_address": registration.own_address(),
        "is_local": presenters.is_local_address(),
        "can_manage": request.user.has_perm("service_calls.manage_webhooks"),
        "retry_href": reverse("service_calls:webhooks"),
    }
    path = reverse("service_calls:webhooks")
    return render_page(request, "aptic/webhooks.html", context, status=status, language_path=path)


@pages
@manages_webhooks
def register(request: HttpRequest) -> HttpResponse:
    """Choose purposes, see their events, register them."""
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid() or "_change" in request.POST:
        status = 422 if request.method == "POST" and not form.is_valid() else 200
        chosen = form["purposes"].value() or []
        context = {"form": form, "purposes": PURPOSES.values(), "chosen": chosen}
        return render_page(request, "aptic/webhooks-choose.html", context, status=status)
    chosen, with_slow = form.cleaned_data["purposes"], form.cleaned_data["with_slow"]
    events = list_events(chosen, with_slow=with_slow)
    if request.POST.get("confirmed") != "1":
        context = {
            "chosen": [presenters.show_purpose(PURPOSES[key]) for key in chosen],
            "with_slow": with_slow,
            "slow": SLOW,
            "own_address": registration.own_address(),
            "is_local": presenters.is_local_address(),
        }
        return render_page(request, "aptic/webhooks-check.html", context)
    office = get_office_row()
    registration.want(office, events, by=Actor.staff(request.user))
    return _act(request, partial(registration.mend, office), done="registered")


@require_POST
@manages_webhooks
def mend(request: HttpRequest) -> HttpResponse:
    """Bring the registrations for our URL in line with what is wanted."""
    return _act(request, partial(registration.mend, get_office_row()), done="mended")


@pages
@manages_webhooks
def rotate(request: HttpRequest) -> HttpResponse:
    """A new secret."""
    office = get_office_row()
    if not list_wanted(office):
        return see_other(reverse("service_calls:webhooks"))
    if request.method == "POST":
        return _act(request, partial(registration.rotate, office), done="rotated")
    context = {
        "title": _("Give the webhooks a new secret?"),
        "text": _("Aptic gets a new secret for all that is wanted."),
        "note": _("The old one stays valid until %(moment)s, for events that are under way.")
        % {"moment": moment(timezone.now() + OVERLAP)},
        "button": _("Give a new secret"),
        "action": reverse("service_calls:webhooks-rotate"),
    }
    return render_page(request, "aptic/webhooks-ask.html", context)


@pages
@manages_webhooks
def stop(request: HttpRequest, purpose: str) -> HttpResponse:
    """A purpose is no longer wanted."""
    if purpose not in PURPOSES and purpose != SLOW:
        raise Http404
    events = [SLOW] if purpose == SLOW else list_events([purpose])
    title = _("Every booking") if purpose == SLOW else PURPOSES[purpose].title
    if request.method == "POST":
        office = get_office_row()
        registration.want_no_more(office, events, by=Actor.staff(request.user))
        return _act(request, partial(registration.mend, office), done="stopped")
    context = {
        "title": _("Stop being told of this?"),
        "text": title,
        "note": _("Aptic no longer tells the portal of: %(events)s.") % {"events": ", ".join(events)},
        "button": _("Stop"),
        "is_bad": True,
        "action": reverse("service_calls:webhooks-stop", args=[purpose]),
    }
    return render_page(request, "aptic/webhooks-ask.html", context)


@pages
@manages_webhooks
def delete(request: HttpRequest, mark: str) -> HttpResponse:
    """Delete a whole webhook, ours or of another URL."""
    office = get_office_row()
    try:
        found = registration.get_situation(office).held
    except (IntegrationError, InvalidRequest) as error:
        return _show_list(request, fault=describe_fault(error, is_on=is_on()), status=503)
    held = next((one for one in found if presenters.make_mark(one.webhook.url) == mark), None)
    if held is None:
        return see_other(reverse("service_calls:webhooks") + "?done=gone")
    if request.method == "POST":
        return _act(
            request,
            partial(registration.delete, office, held.webhook),
            done="deleted",
        )
    row = presenters.present_webhook(held)
    note = _("Aptic no longer tells it of: %(events)s.")
    if held.is_ours:
        note = _("The portal hears nothing from Aptic any more. Not told: %(events)s.")
    context = {
        "title": _("Delete this webhook?"),
        "text": row.address,
        "note": note % {"events": ", ".join(one.name for one in row.events)},
        "button": _("Delete the webhook"),
        "is_bad": True,
        "action": reverse("service_calls:webhooks-delete", args=[mark]),
    }
    return render_page(request, "aptic/webhooks-ask.html", context)


def _act(request: HttpRequest, act: Callable[..., object], *, done: str) -> HttpResponse:
    """Do it and return to the list, which also shows an error."""
    try:
        act(by=Actor.staff(request.user))
    except (IntegrationError, InvalidRequest) as error:
        return _show_list(request, fault=describe_fault(error, is_on=is_on()), status=503)
    return see_other(f"{reverse('service_calls:webhooks')}?done={done}")
