"""Pages for paying: choose, go to the payment page, return, see the state.

A browser that comes back proves nothing: only what the office's Tagor shows counts.
"""

import logging
from dataclasses import dataclass
from typing import cast

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.access.decorators import defendant_required, find_visit, for_eyes
from portal.access.helper_pass.scopes import allows
from portal.audit.actors import DEFENDANT
from portal.file.balance import may_ask_again
from portal.file.balance_cache import WAIT
from portal.file.facts import BOOKED, FILE_NUMBER, HEAD
from portal.file.news import LEAST_CENTS, STOPPED
from portal.file.reading import forget, read
from portal.file.visit import Visit
from portal.integrations.deadline import deadline_at
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import PaymentRedirect
from portal.payments.attempt.evidence import make_facts
from portal.payments.attempt.redirects import get_host, get_origin, is_allowed_address, unseal_redirect
from portal.payments.attempt.states import Event, transition
from portal.payments.models import Attempt, State
from portal.payments.owing import Choices, Owing, get_choices, get_owing, may_ask_plan
from portal.payments.pages import presenters
from portal.payments.pages.before_paying import describe_owing, list_before_paying
from portal.payments.pages.forms import ONLINE, PayForm
from portal.payments.pages.forms import TRANSFER as BY_TRANSFER
from portal.payments.pages.presenters import NoOnline
from portal.payments.pages.status_presenters import present_status
from portal.payments.providers import TRANSFER, get_page_life, get_provider
from portal.payments.providers.protocol import Order, Slip
from portal.payments.selectors import (
    awaits_taking_off,
    find_attempt,
    get_claimant,
    get_payment_host,
    is_online_possible,
    is_own,
    list_by_helper,
)
from portal.payments.settling.follow_up import give_up_if_over, refresh
from portal.payments.settling.methods import list_methods
from portal.payments.starting import Admission, Obstacle, Wish, begin_payment, find_question, note_return
from portal.web.formats import moment, money, plain_amount
from portal.web.http_request.body import is_too_long
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

logger = logging.getLogger(__name__)

MAX_RETURN_BYTES = 64 * 1024
WAIT_S = 1
CHOSEN = "payment_choice"
WHY_TRANSFER = "payment_by_transfer"
_NO_ONLINE = {
    Obstacle.TRANSFER_ONLY: NoOnline.TYPE,
    Obstacle.TOO_OFTEN: NoOnline.OFTEN,
    Obstacle.FAILED_OFTEN: NoOnline.FAILED,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What this session last chose to pay: kept there, so that no URL contains it.

    ``is_sure``: the question whether that is too much was answered.
    """

    kind: str
    amount_cents: int
    is_sure: bool = False

    def store(self, request: HttpRequest) -> None:
        """Store it in the session."""
        request.session[CHOSEN] = {
            "kind": self.kind,
            "cents": self.amount_cents,
            "is_sure": self.is_sure,
        }

    @classmethod
    def recall(cls, request: HttpRequest) -> "Chosen | None":
        """The stored choice, if any."""
        kept = request.session.get(CHOSEN)
        return cls(kept["kind"], kept["cents"], kept.get("is_sure", False)) if kept else None

    def make_wish(self, owing: Owing) -> Wish:
        """To pay this of what is owed."""
        return Wish(self.kind, self.amount_cents, owing.balance_cents, owing.as_of, is_sure=self.is_sure)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@for_eyes
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/pay/``: how much, and how."""
    request.session.pop(WHY_TRANSFER, None)
    if request.method == "POST":
        return _pay(request, visit)
    try:
        choices = get_choices(visit, with_plan=_shows_file(visit))
    except IntegrationError as error:
        return _render_out_of_order(request, visit, error)
    form = PayForm(choices=choices, initial={"kind": Attempt.Kind.FULL} if choices.may_be_asked else {})
    return _render_start(request, visit, form, choices)


def _pay(request: HttpRequest, visit: Visit) -> HttpResponse:
    try:
        wants_plan = request.POST.get("kind") != Attempt.Kind.FULL and _shows_file(visit)
        choices = get_choices(visit, with_plan=wants_plan)
    except IntegrationError as error:
        return _render_out_of_order(request, visit, error)
    form = PayForm(request.POST, choices=choices)
    if choices.balance_cents <= 0 or not form.is_valid():
        return _render_start(request, visit, form, choices, status=422)
    cleaned = form.cleaned_data
    chosen = Chosen(cleaned["kind"], cleaned["amount_cents"], is_sure=cleaned["sure"])
    chosen.store(request)
    if cleaned["method"] == BY_TRANSFER or not is_online_possible():
        return see_page("payments:transfer")
    return _pay_online(request, visit, chosen, chosen.make_wish(choices))


def _pay_online(request: HttpRequest, visit: Visit, chosen: Chosen, wish: Wish) -> HttpResponse:
    try:
        admission = begin_payment(visit, wish)
    except IntegrationError as error:
        logger.warning("payment not begun: %s", type(error).__name__)
        return _fall_back(request, NoOnline.AWAY)
    if admission.obstacle in _NO_ONLINE:
        return _fall_back(request, _NO_ONLINE[admission.obstacle])
    if admission.obstacle is not None:
        return _render_obstacle(request, visit, chosen, admission)
    attempt = cast("Attempt", admission.attempt)
    if attempt.state in {State.NOT_STARTED, State.UNKNOWN}:
        return _fall_back(request, NoOnline.AWAY)
    return see_page("payments:go", token=attempt.token)


def _fall_back(request: HttpRequest, reason: NoOnline) -> HttpResponse:
    """To the transfer, which always works, with the reason why nobody can pay online now."""
    request.session[WHY_TRANSFER] = reason.value
    return see_page("payments:transfer")


@require_safe
@defendant_required
@for_eyes
def go(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/pay/go/<token>/``: the last page before the payment page. A reload shows the same."""
    attempt = give_up_if_over(_find_own(visit, token))
    if attempt.state == State.CREATED:
        response = render_page(request, "payments/wait.html", {"attempt": attempt})
        response["Refresh"] = str(WAIT_S)
        return response
    if attempt.state in {State.NOT_STARTED, State.UNKNOWN}:
        return _fall_back(request, NoOnline.AWAY)
    way = unseal_redirect(attempt.sealed_redirect, max_age_s=int(get_page_life(attempt).total_seconds()))
    if way is None:
        return see_page("payments:status", token=attempt.token)
    if not is_allowed_address(way.url, get_provider(attempt).list_hosts()):
        logger.error("ALERT payment attempt %s: host no longer on the list of its provider", attempt.pk)
        transition(attempt.pk, Event.LAPSE)
        return _fall_back(request, NoOnline.AWAY)
    transition(attempt.pk, Event.HANDED_OVER, by=DEFENDANT)
    return _render_hand_over(request, visit, attempt, way)


def _render_hand_over(
    request: HttpRequest, visit: Visit, attempt: Attempt, way: PaymentRedirect
) -> HttpResponse:
    Chosen(attempt.kind, attempt.amount_cents).store(request)
    context = {
        "way": way,
        "host": get_host(way.url),
        "amount": money(attempt.amount_cents),
        "closes_at": presenters.get_page_closes_at(attempt),
        "is_stopped": read(visit, STOPPED).get(STOPPED) or False,
    }

    @csp_update({"form-action": [get_origin(way.url)]})
    def render(request: HttpRequest) -> HttpResponse:
        return render_page(request, "payments/go.html", context)

    return cast("HttpResponse", render(request))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """``/pay/return/<token>/``: a browser came back.

    Without a seal that we can check, its data is ignored.
    """
    if is_too_long(request, MAX_RETURN_BYTES):
        return HttpResponse(status=413)
    attempt = find_attempt(token)
    if attempt is None:
        raise Http404
    if request.method != "HEAD":
        note_return(attempt, request.body if request.method == "POST" else b"")
    return see_page("payments:status", token=attempt.token)


@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """``/pay/status/<token>/``: the state of a payment; shows nothing without the file's session."""
    attempt = find_attempt(token)
    if attempt is None:
        raise Http404
    visit = find_visit(request)
    if visit is None:
        return render_page(request, "payments/signed-out.html")
    if not is_own(attempt, visit):
        raise Http404
    is_checked = True
    try:
        with deadline_at(visit.deadline):
            attempt = refresh(attempt)
    except IntegrationError:
        is_checked = False
    forget(visit, *BOOKED)  # a plan or a list that is opened next must show this payment
    is_by_helper = visit.who != "helper" and attempt.pk in list_by_helper(visit.file_id)
    page = present_status(give_up_if_over(attempt), is_checked=is_checked, is_by_helper=is_by_helper)
    is_held = "hold" in request.GET
    context = {"page": page, "is_held": is_held, "here": request.get_full_path()}
    return render_page(request, "payments/status.html", context, block="status")


@require_safe
@defendant_required
def transfer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/pay/transfer/``: what to enter on a transfer, with a code to scan. Works while Tagor is down."""
    owing, chosen = _find_chosen(request, visit)
    if owing is not None and owing.balance_cents <= 0 and awaits_taking_off(visit.file_id):
        return see_page("payments:start")
    question = _ask_before_transfer(visit, owing, chosen)
    if chosen is not None and question is not None:
        return _render_obstacle(request, visit, chosen, question, method=BY_TRANSFER)
    page = presenters.present_slip(_fill_slip(visit, chosen))
    context = {
        "slip": page,
        "qr": mark_safe(page.qr),  # noqa: S308 - made by us, holds only squares
        "owes_nothing": chosen is not None and chosen.amount_cents <= 0,
        "why": presenters.explain_no_online(request.session.get(WHY_TRANSFER, "")),
        "news": list_before_paying(visit, owing) if owing else [],
    }
    return render_page(request, "payments/transfer.html", context)


@require_safe
@defendant_required
@for_eyes
def transfer_picture(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/pay/transfer/code.png``: the code as a picture, for a banking app on the same phone."""
    owing, chosen = _find_chosen(request, visit)
    if _ask_before_transfer(visit, owing, chosen) is not None:
        return see_page("payments:transfer")
    picture = presenters.make_picture(_fill_slip(visit, chosen))
    if not picture:
        return see_page("payments:transfer")
    headers = {"Content-Disposition": 'attachment; filename="transfer.png"', "Cache-Control": "no-store"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


def _find_chosen(request: HttpRequest, visit: Visit) -> tuple[Owing | None, Chosen | None]:
    """What is owed, and what was chosen of it, else all that is left; None for what is unknown."""
    try:
        owing = get_owing(visit)
    except IntegrationError:
        owing = None
    chosen = Chosen.recall(request)
    if chosen is None and owing is not None:
        cents = owing.balance_cents if owing.is_paid else owing.left_cents
        chosen = Chosen(Attempt.Kind.FULL, cents)
    return owing, chosen


def _ask_before_transfer(visit: Visit, owing: Owing | None, chosen: Chosen | None) -> Admission | None:
    """The question before a transfer: the same as before an online payment."""
    if owing is None or chosen is None or chosen.amount_cents <= 0:
        return None
    head = read(visit, HEAD).get(HEAD)
    return find_question(visit, chosen.make_wish(owing), make_facts(head) if head else None)


def _fill_slip(visit: Visit, chosen: Chosen | None) -> Slip:
    """The transfer of what was chosen; without an amount when that is unknown."""
    reading = read(visit, FILE_NUMBER)
    reading.find_missing()
    cents = chosen.amount_cents if chosen else 0
    return TRANSFER.start(Order(visit.file_id, reading.get(FILE_NUMBER) or "", cents))


def _shows_file(visit: Visit) -> bool:
    """Whether more of the file than the amount may be shown: not to a helper who may only pay."""
    return allows(visit, "dossier:balance")


def _render_start(
    request: HttpRequest, visit: Visit, form: PayForm, choices: Choices, *, status: int = 200
) -> HttpResponse:
    if choices.balance_cents <= 0:
        went_back = list_before_paying(visit, choices) if awaits_taking_off(visit.file_id) else []
        return render_page(request, "payments/nothing.html", {"went_back": went_back}, status=status)
    can_pay_online = is_online_possible()
    methods = list_methods() if can_pay_online else []
    label, amount = describe_owing(choices)
    is_outdated = choices.booked_cents > 0 and choices.as_of + WAIT <= timezone.now()
    context = {
        "payment": form,
        "label": label,
        "amount": amount,
        "news": list_before_paying(visit, choices),
        "can_ask_again": is_outdated and _shows_file(visit),
        "may_be_asked": choices.may_be_asked,
        "may_ask_plan": may_ask_plan(choices, is_in_person=visit.is_in_person),
        "has_plan": choices.instalment_cents > 0,
        "most": money(choices.balance_cents),
        "as_of": moment(choices.as_of),
        "claimant": "" if _shows_file(visit) else get_claimant(visit),
        "least": money(LEAST_CENTS),
        "can_pay_online": can_pay_online,
        "host": get_payment_host(),
        "methods": methods,
        "in_time": presenters.describe_times(methods),
    }
    return render_page(request, "payments/start.html", context, status=status)


def _render_obstacle(
    request: HttpRequest, visit: Visit, chosen: Chosen, admission: Admission, *, method: str = ONLINE
) -> HttpResponse:
    earlier = admission.attempt
    context = {
        "asks_office": admission.obstacle in presenters.ASK_OFFICE,
        "method": method,
        "lines": presenters.present_obstacle(admission, amount_cents=chosen.amount_cents),
        "earlier": earlier if earlier is not None and is_own(earlier, visit) else None,
        "kind": chosen.kind,
        "typed": plain_amount(chosen.amount_cents) if chosen.kind == Attempt.Kind.OTHER else "",
        "amount": money(chosen.amount_cents),
    }
    return render_page(request, "payments/twice.html", context, status=409)


def _render_out_of_order(
    request: HttpRequest, visit: Visit, error: IntegrationError | None = None
) -> HttpResponse:
    if error is not None:
        logger.warning("payment not begun: %s", type(error).__name__)
    context = {"may_ask_again": may_ask_again(visit)}
    return render_page(request, "payments/out-of-order.html", context, status=503)


def _find_own(visit: Visit, token: str) -> Attempt:
    attempt = find_attempt(token)
    if attempt is None or not is_own(attempt, visit):
        raise Http404
    return attempt
