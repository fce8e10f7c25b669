"""Ask for reminders before each payment, or stop them in one click."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.access.decorators import defendant_required, file_page
from portal.audit.models import Event
from portal.file.news import STOPPED
from portal.file.reading import read
from portal.file.visit import Visit
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
from portal.plans.reminders.scheduling import plan_run
from portal.plans.reminders.selectors import CONTACT, find_subscription, get_rules, is_offered
from portal.plans.reminders.services import subscribe, unsubscribe
from portal.plans.selectors import may_ask_here
from portal.plans.tagor.reading import RUNNING, Running
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

RECEIPT = "reminders_receipt"


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@file_page
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/reminders/``: mail, text message or none, and how long before."""
    wish = find_subscription(visit)
    if not is_offered():
        return _show(request, wish, obstacle="not-offered")
    reading = read(visit, RUNNING, CONTACT, STOPPED)
    known, contact = reading.get(RUNNING), reading.get(CONTACT)
    if known is None or contact is None:
        return _show(request, wish, obstacle="away", status=503)
    obstacle = _find_obstacle(known, is_stopped=reading.get(STOPPED) or False)
    if obstacle:
        return _show(request, wish, obstacle=obstacle, may_ask_plan=may_ask_here(visit))
    rules = get_rules(get_office())
    form = RemindersForm(
        request.POST if request.method == "POST" else None,
        addresses=mask_addresses(rules, contact),
        usual_days=rules.days_before,
        initial=_get_initial(wish, rules.days_before),
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _show(request, wish, form=form, status=status)
    return _save(request, visit, form)


@require_POST
@defendant_required
def stop(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/reminders/stop/``: one click, and nothing is sent any more."""
    return _end(request, unsubscribe(visit))


def _save(request: HttpRequest, visit: Visit, form: RemindersForm) -> HttpResponse:
    channel = form.cleaned_data["channel"]
    if channel == NONE:
        return _end(request, unsubscribe(visit))
    days_before = form.cleaned_data["days_before"]
    event = subscribe(visit, office=get_office(), channel=channel, days_before=days_before)
    plan_run(timezone.now())
    return _end(request, event)


def _end(request: HttpRequest, event: Event) -> HttpResponse:
    request.session[RECEIPT] = make_receipt(event)
    return see_page("reminders:start")


def _find_obstacle(known: Running, *, is_stopped: bool) -> str:
    """Why there is nothing to remind of, or ""."""
    if not known.is_running:
        return "no-plan"
    if is_stopped:
        return "stopped"
    if known.is_done:
        return "done"
    return "" if known.payments else "no-days"


def _show(
    request: HttpRequest,
    wish: Subscription | None,
    *,
    form: RemindersForm | None = None,
    obstacle: str = "",
    may_ask_plan: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "may_ask_plan": may_ask_plan,
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
