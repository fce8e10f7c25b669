"""Pages for asking to change or delay: fill in, check, send; then the office's answers."""

from dataclasses import replace
from http import HTTPStatus

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.access.decorators import defendant_required, file_page
from portal.file.facts import FILE_NUMBER, RUNNING_PLAN
from portal.file.reading import read, recall
from portal.file.visit import Visit
from portal.office.selectors import get_office
from portal.plans.models import ChangeRequest
from portal.plans.running.change import (
    TooManyError,
    TooOldError,
    describe_wish,
    draft_change,
    get_change,
    is_asked_enough,
    send_change,
)
from portal.plans.running.change_answers import answer_change, expire_offer, take_day, turn_day_down
from portal.plans.running.change_steps import ChangeMovedError
from portal.plans.running.change_words import describe_answer, describe_delivery
from portal.plans.running.forms import ChangeForm, make_answer_form
from portal.plans.running.presenters import list_coming
from portal.plans.status.plan_presenters import explain_moved_day
from portal.plans.tagor.reading import Running, get_running
from portal.web import formats
from portal.web.bank_days import get_country
from portal.web.redirects import see_page
from portal.web.rendering.render import render_page

Answer, State = ChangeRequest.Answer, ChangeRequest.State


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
@file_page
def change(request: HttpRequest, visit: Visit) -> HttpResponse:
    """``/plan/running/change/``: what do you want to ask? Works while Tagor is away."""
    known = get_running(visit)
    if known is not None and (known.is_done or not known.is_running):
        return see_page("plans:running")
    if is_asked_enough(visit):
        return render_page(request, "plans/running-enough.html")
    form = _make_form(request, known)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "next_payment": _format_next(known)}
        status = 422 if request.method == "POST" else 200
        return render_page(request, "plans/running-change.html", context, status=status)
    due_on = known.next.due_on if known and known.next else None
    file_name = known.file_name if known else recall(visit, FILE_NUMBER) or ""
    made = draft_change(visit, form.cleaned_data, due_on=due_on, file_name=file_name)
    return see_page("plans:change-check", token=made.token)


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def change_check(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/running/change/<token>/``: check before it is sent; afterwards the receipt."""
    try:
        asked = get_change(visit, token)
    except ChangeRequest.DoesNotExist as error:
        raise Http404("no such request in this file") from error
    if request.method == "POST":
        return _send(asked, visit)
    if asked.state == State.DRAFT:
        hints = _list_hints(asked, get_running(visit) if asked.later_on else None)
        context = {"rows": describe_wish(asked), "hints": hints, "token": asked.token}
        return render_page(request, "plans/running-check.html", context)
    expire_offer(asked)
    return _show_sent(request, visit, get_change(visit, token))


@require_http_methods(["GET", "HEAD", "POST"])
@defendant_required
def change_answer(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """``/plan/running/change/<token>/answer/``: a question answered, or another day taken or turned down."""
    try:
        asked = get_change(visit, token)
    except ChangeRequest.DoesNotExist as error:
        raise Http404("no such request in this file") from error
    if request.method != "POST" or asked.answer not in {Answer.ASKED, Answer.OFFERED}:
        return see_page("plans:change-check", token=token)
    form = make_answer_form(asked, request.POST)
    version = request.POST.get("version", "")
    if version != str(asked.version):
        return _show_sent(request, visit, asked, is_new=True, status=HTTPStatus.CONFLICT)
    is_yes = asked.answer == Answer.OFFERED and request.POST.get("answer") == "yes"
    if not is_yes and not form.is_valid():
        return _show_sent(request, visit, asked, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _take_answer(asked, is_yes=is_yes, text="" if is_yes else form.cleaned_data["text"])
    except ChangeMovedError:
        return _show_sent(request, visit, get_change(visit, token), is_new=True, status=HTTPStatus.CONFLICT)
    return see_page("plans:change-check", token=token)


def _take_answer(asked: ChangeRequest, *, is_yes: bool, text: str) -> None:
    """Raises: ChangeMovedError."""
    if is_yes:
        take_day(asked, version=asked.version)
    elif asked.answer == Answer.OFFERED:
        turn_day_down(asked, version=asked.version, text=text)
    else:
        answer_change(asked, version=asked.version, text=text)


def _show_sent(
    request: HttpRequest,
    visit: Visit,
    asked: ChangeRequest,
    *,
    form: Form | None = None,
    is_new: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """What was asked, the office's answer, and how to reply."""
    plan = read(visit, RUNNING_PLAN).get(RUNNING_PLAN)
    words = describe_answer(asked, has_plan=plan is None or plan.active)
    is_first = asked.answer == Answer.WAITING and not asked.reply
    context = {
        "answer": replace(words, title=_("We have your request")) if is_first else words,
        "form": form or make_answer_form(asked),
        "is_new": is_new,
        "version": asked.version,
        "rows": describe_wish(asked),
        "number": asked.number,
        "token": asked.token,
        "sent_at": formats.moment(asked.sent_at) if asked.sent_at else "",
        "state": asked.answer,
        "delivery": describe_delivery(asked),
        "plan_token": asked.plan.token if asked.plan else "",
    }
    path = reverse("plans:change-check", args=[asked.token])
    return render_page(request, "plans/running-sent.html", context, status=status, language_path=path)


def _send(asked: ChangeRequest, visit: Visit) -> HttpResponse:
    try:
        send_change(asked, visit=visit)
    except (TooOldError, TooManyError):
        return see_page("plans:change")
    return see_page("plans:change-check", token=asked.token)


def _make_form(request: HttpRequest, known: Running | None) -> ChangeForm:
    after = known.next.due_on if known and known.next else timezone.localdate()
    monthly_cents = known.plan.monthly_cents if known else 0
    data = request.POST if request.method == "POST" else None
    return ChangeForm(
        data,
        after=after,
        monthly_cents=monthly_cents,
        day_now=known.next.planned_on.day if known and known.next else None,
        has_next=known is None or not known.payments or known.next is not None,
    )


def _list_hints(asked: ChangeRequest, known: Running | None) -> list[str]:
    """What to know about the day that is asked: that banks are closed, and which payments fall before it."""
    if asked.later_on is None:
        return []
    hints = [explain_moved_day(asked.later_on, get_country(get_office().iban))]
    coming = list_coming(known) if known else []
    between = [one for one in coming[1:] if one.due_on <= asked.later_on]
    if between:
        days = ", ".join(formats.day(one.due_on) for one in between)
        text = _("By then another payment of your plan is due too: %(days)s. That day stays as it is.")
        if len(between) > 1:
            text = _("By then more payments of your plan are due: %(days)s. Those days stay as they are.")
        hints.append(text % {"days": days})
    return [one for one in hints if one]


def _format_next(known: Running | None) -> tuple[str, str] | None:
    """Day and sum of the next payment."""
    if known is None or known.next is None:
        return None
    return formats.day(known.next.due_on), formats.money(known.next.amount_cents)
