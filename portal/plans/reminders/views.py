"""Ask for reminders before each payment, or stop them in one click."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import defendant_required, get_signed_in
from portal.access.session import Defendant, check_file_mark
from portal.audit.models import Event
from portal.dossier.decorators import file_page
from portal.dossier.memory import get_scope
from portal.dossier.selectors import fetch_head
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import FileInfo
from portal.office.selectors import get_office
from portal.plans.reminders.forms import NONE, RemindersForm
from portal.plans.reminders.models import Subscription
from portal.plans.reminders.presenters import (
    make_receipt,
    mask_addresses,
    present_quiet_hours,
    present_receipt,
    present_wish,
)
from portal.plans.reminders.selectors import find_subscription, get_rules, is_offered
from portal.plans.reminders.services import plan_run, subscribe, unsubscribe
from portal.plans.running.reading import CredentialRefusedError, Running, get_running
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

RECEIPT = "reminders_receipt"


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@file_page
def start(request: HttpRequest) -> HttpResponse:
    """``/plan/reminders/``: mail, text message or none, and how long before."""
    defendant = get_signed_in(request)
    if request.method == "POST":
        check_file_mark(request)
    wish = find_subscription(defendant)
    if not is_offered():
        return _show(request, wish, obstacle="not-offered")
    known, head = _find_running(request), _find_head(request)
    if known is None or head is None:
        return _show(request, wish, obstacle="away", status=503)
    if not known.plan.active:
        return _show(request, wish, obstacle="no-plan")
    if not known.payments:
        return _show(request, wish, obstacle="no-days")
    rules = get_rules(get_office())
    form = RemindersForm(
        request.POST if request.method == "POST" else None,
        addresses=mask_addresses(rules, head),
        usual_days=rules.days_before,
        initial=_get_initial(wish, rules.days_before),
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _show(request, wish, form=form, status=status)
    return _keep(request, defendant, form)


@require_POST
@defendant_required
def stop(request: HttpRequest) -> HttpResponse:
    """``/plan/reminders/stop/``: one click, and nothing is sent any more."""
    check_file_mark(request)
    return _end(request, unsubscribe(get_signed_in(request)))


def _keep(request: HttpRequest, defendant: Defendant, form: RemindersForm) -> HttpResponse:
    channel = form.cleaned_data["channel"]
    if channel == NONE:
        return _end(request, unsubscribe(defendant))
    days_before = form.cleaned_data["days_before"]
    event = subscribe(defendant, office=get_office(), channel=channel, days_before=days_before)
    plan_run(timezone.now())
    return _end(request, event)


def _end(request: HttpRequest, event: Event) -> HttpResponse:
    request.session[RECEIPT] = make_receipt(event)
    return see_page("reminders:start")


def _show(
    request: HttpRequest,
    wish: Subscription | None,
    *,
    form: RemindersForm | None = None,
    obstacle: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "obstacle": obstacle,
        "wish": present_wish(wish) if wish else None,
        "quiet": present_quiet_hours(get_rules(get_office())),
        "receipt": present_receipt(request.session.get(RECEIPT)),
    }
    return render_page(request, "plans/reminders/start.html", context, status=status)


def _get_initial(wish: Subscription | None, usual_days: int) -> dict[str, object]:
    if wish is None:
        return {"days_before": usual_days}
    return {"channel": wish.channel, "days_before": wish.days_before}


def _find_running(request: HttpRequest) -> Running | None:
    try:
        return get_running(request)
    except CredentialRefusedError:
        return None


def _find_head(request: HttpRequest) -> FileInfo | None:
    try:
        return fetch_head(get_scope(request))
    except IntegrationError:
        return None
