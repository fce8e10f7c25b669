"""The pages for requesting a plan. Each gets the view's data and returns the response."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.helper_pass.scopes import allows_address
from portal.dossier.debt_help import list_debt_help
from portal.file.balance import may_ask_again
from portal.file.news import News
from portal.file.visit import Visit
from portal.integrations.tagor.values.account import PlanCriteria
from portal.payments.pages.before_paying import describe_owing, list_before_paying
from portal.plans.models import Proposal, State
from portal.plans.request import presenters
from portal.plans.request.first_date_form import DateForm
from portal.plans.request.forms import AMOUNT, PlanForm, get_typed
from portal.plans.request.free_text_forms import OtherForm
from portal.plans.request.situation import Situation
from portal.plans.rules.decision_table import Outcome, Verdict
from portal.plans.rules.office_rule import Terms
from portal.plans.rules.weighing import Sized
from portal.plans.running.plan_news import find_news
from portal.plans.selectors import find_lapsed_counter
from portal.plans.states import ON_ITS_WAY
from portal.plans.status.plan_presenters import PlanView, present_asked
from portal.plans.status.presenters import Card, present_word
from portal.plans.status.refusals import foresee
from portal.plans.status.words import describe_state
from portal.web import formats
from portal.web.rendering.render import render_page

KEPT_IN_QUERY = ("again", "change")


def fill_in(terms: Terms, again: Sized | None, *, share_cents: int | None = None) -> PlanForm:
    """The first question: empty, as answered in a plan, or with an amount that the budget proposed."""
    if again:
        return PlanForm(terms=terms, initial=get_typed(again))
    if share_cents:
        amount = formats.plain_amount(min(share_cents, terms.balance_cents))
        return PlanForm(terms=terms, initial={"choice": AMOUNT, "amount": amount})
    return PlanForm(terms=terms)


def show_start(
    request: HttpRequest,
    visit: Visit,
    situation: Situation,
    form: PlanForm,
    *,
    changed: Proposal | None = None,
    plan: PlanView | None = None,
    status: int = 200,
) -> HttpResponse:
    """The first question. ``changed``: the request that is filled in again; ``plan``: what that makes."""
    kept = {name: request.GET[name] for name in KEPT_IN_QUERY if name in request.GET}
    context = {
        "form": form,
        "view": presenters.present_choices(form),
        "balance": _describe_balance(situation),
        "news": _list_news(visit, situation),
        "notices": _list_notices(situation, changed),
        "plan": plan,
        "problem": "",
        "query": f"?{urlencode(kept)}" if kept else "",
        "less_href": reverse("plans:other"),
    }
    return render_page(request, "plans/start.html", context, status=status)


def show_unavailable(request: HttpRequest, visit: Visit, *, is_faulty: bool) -> HttpResponse:
    """Nothing is known about the file: the office's system does not answer, or not as it should."""
    context = {"may_ask_again": may_ask_again(visit), "is_faulty": is_faulty}
    return render_page(request, "plans/unavailable.html", context, status=503)


def show_obstacle(request: HttpRequest, visit: Visit, situation: Situation) -> HttpResponse:
    """What prevents a request, and other options."""
    asked, running = situation.asked, situation.facts.running
    # Tagor counts what it has booked.
    late_cents = running.arrears_cents - (situation.owing.unbooked_cents if situation.owing else 0)
    is_own = asked is not None and asked.party_id == visit.party_id
    context: dict[str, Any] = {
        "monthly": formats.money(running.monthly_cents) if running.monthly_cents > 0 else "",
        "arrears": formats.money(late_cents) if late_cents > 0 else "",
        "news": find_news(visit.file_id, running) if running.active and not situation.is_away else None,
        "token": asked.token if asked and is_own else "",
        "word": present_word(asked) if asked and is_own else None,
        "ways": _list_obstacle_ways(situation),
        "again": _explain_second_request(asked, is_own=is_own),
        "is_in_person": situation.is_in_person,
        "state_news": _list_news(visit, situation),
        "title": _TITLES[situation.obstacle]() if situation.obstacle in _TITLES else "",
        "may_be_asked": situation.may_be_asked,
    }
    page = _PAGES.get(situation.obstacle, situation.obstacle)
    return render_page(request, f"plans/{page}.html", context)


def show_none(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Other options when no choice fits."""
    ways = [way for way in (_get_budget_way(), *_list_ways(less=True)) if allows_address(visit, way[0])]
    return render_page(request, "plans/none.html", {"ways": ways, "helpers": list_debt_help(visit)})


def show_other(
    request: HttpRequest, visit: Visit, situation: Situation, form: OtherForm, *, status: int = 200
) -> HttpResponse:
    """What can you pay, and why?"""
    words = {"least": formats.money(form.lowest_cents), "most": formats.money(form.balance_cents)}
    context = {
        "form": form,
        "balance": _describe_balance(situation),
        "news": _list_news(visit, situation),
        "amount_hint": _("From %(least)s to %(most)s.") % words,
    }
    return render_page(request, "plans/other.html", context, status=status)


def show_date(request: HttpRequest, proposal: Proposal, form: DateForm, *, status: int = 200) -> HttpResponse:
    """The second question, with the plan as it stands."""
    context = {
        "form": form,
        "view": presenters.present_days(form),
        "plan": presenters.present_day_of(form, proposal),
        "problem": "",
        "token": proposal.token,
    }
    return render_page(request, "plans/date.html", context, status=status)


def show_check(
    request: HttpRequest,
    proposal: Proposal,
    verdict: Verdict,
    *,
    replaced: Proposal | None = None,
    criteria: PlanCriteria | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole plan before it is sent. ``replaced`` is the own request that this one ends.

    ``criteria``: Tagor's limits, where they matter.
    """
    way = "plans:other" if proposal.words else "plans:start"
    context = {
        "plan": present_asked(proposal),
        "balance": presenters.present_balance(proposal.balance_cents),
        "token": proposal.token,
        "words": proposal.words,
        "foreseen": foresee(proposal, criteria),
        "coming": presenters.present_coming(proposal, verdict),
        "wants_budget": verdict.outcome == Outcome.BUDGET_WANTED,
        "replaced": replaced.number if replaced else "",
        "change_href": f"{reverse(way)}?change={proposal.token}",
    }
    return render_page(request, "plans/check.html", context, status=status)


_PAGES = {"running": "exists", "stopped": "not-now", "paid": "not-now", "small": "not-now"}
_TITLES = {
    "stopped": lambda: _("The office gives no plan for a stopped file"),
    "paid": lambda: _("There is nothing to pay in parts"),
    "small": lambda: _("There is too little left to pay in parts"),
}
"""Where no plan can be asked for; the page says why in the words of the pay page."""


def _list_news(visit: Visit, situation: Situation) -> list[News]:
    """What to know before paying in parts, as before paying at once."""
    return list_before_paying(visit, situation.owing) if situation.owing else []


def _describe_balance(situation: Situation) -> tuple[str, str]:
    """What the plan is about: its label and the amount."""
    label = describe_owing(situation.owing)[0] if situation.owing else _("You owe today")
    if situation.owing and situation.owing.booked_cents:
        label = _("You owe after booking")
    return label, presenters.present_balance(situation.balance_cents)


def _list_notices(situation: Situation, changed: Proposal | None) -> list[tuple[str, str, str]]:
    """What to know before answering: kind, title, text."""
    notices = []
    if situation.is_away:
        notices.append(
            (
                "warn",
                _("We cannot reach the office’s system now"),
                _("You can still ask for a plan. We keep your request and pass it on later."),
            )
        )
    if situation.facts.has_plan:
        notices.append(
            (
                "warn",
                _("This file already has a plan"),
                _("We keep a new request until the office decides. Until then nothing changes: keep paying."),
            )
        )
    if changed and changed.state == State.EXPIRED and find_lapsed_counter(changed):
        title = _("You did not answer the office’s proposal in time")
        text = _("The amount that the office proposed is filled in. You send a new request with it.")
        notices.append(("info", title, text))
    elif changed and changed.state == State.EXPIRED:
        notices.append(
            (
                "info",
                _("Your request was not sent in time"),
                _("Nothing was sent. Please look at it once more."),
            )
        )
    if changed and changed.state == State.REFUSED:
        words = describe_state(changed, timezone.now())
        notices.append(("warn", words.title, words.lines[0]))
    return notices


def _explain_second_request(asked: Proposal | None, *, is_own: bool) -> str:
    """The effect of another request on the existing one; "" when there can be none."""
    if asked is None:
        return _("The office then decides which one counts.")
    if not is_own or asked.state in ON_ITS_WAY:
        return ""
    return _("Your new request then takes the place of this one.")


def _list_obstacle_ways(situation: Situation) -> list[Card]:
    if situation.obstacle in _TITLES:
        lines = (reverse("dossier:lines"), _("See every line"), _("What was added and what was paid."))
        return [lines, (reverse("dossier:help"), _("Is this not right?"), _("Tell the office."))]
    if situation.obstacle == "running":
        change = (
            reverse("plans:change"),
            _("Ask to change or delay a payment"),
            _("The office answers you. Until then the plan stays as it is."),
        )
        return [change, *_list_ways(less=False)]
    return _list_ways(less=situation.obstacle == "closed" and not situation.is_in_person)


def _list_ways(*, less: bool) -> list[Card]:
    """Asking a person, paying, help."""
    ask = (
        reverse("plans:other"),
        _("Ask the office for less"),
        _("You say what you can pay, and why. A person looks at it."),
    )
    return [
        *([ask] if less else []),
        (reverse("payments:start"), _("Pay all or a part now"), _("Online or by bank transfer.")),
        (reverse("dossier:help"), _("I cannot pay this"), _("See what else is possible.")),
    ]


def _get_budget_way() -> Card:
    """The short budget."""
    return (reverse("budget:start"), _("See what you can pay"), _("Eight numbers on one page."))
