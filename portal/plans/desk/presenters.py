"""A request beside its rule, budget and current plan, in words; and what the person will read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.dossier.debt_help import NETHERLANDS, find_country
from portal.file.known_numbers import shorten_id
from portal.file.news import is_stopped
from portal.integrations.tagor.values.account import PlanCriteria
from portal.integrations.tagor.values.dossier import FileRecord
from portal.plans.answer.decisions import UnsavableError, get_size, is_open_to, is_too_late, read_terms
from portal.plans.answer.two_people import LARGE
from portal.plans.desk.selectors import Ground, Whose
from portal.plans.models import Counter, Endorsement, Proposal, State
from portal.plans.rules.decision_table import WITH_BUDGET
from portal.plans.rules.decision_words import DELIVERY_REASONS
from portal.plans.rules.weighing import Sized, is_enough
from portal.plans.states import is_yes_refused
from portal.plans.status.plan_presenters import PlanView, present_asked, present_plan, present_proposal
from portal.plans.status.words import Words, describe_state
from portal.web import formats
from portal.web.formats import name_person
from portal.web.languages import choose_known, name_language

Rows = list[tuple[str, str]]
KINDS = {State.ACCEPTED: "good", State.DECLINED: "bad", State.REFUSED: "bad", State.FAILED: "bad"}


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of the comparison. ``kind`` and ``word`` say whether the request meets it."""

    what: str
    asked: str
    limit: str
    kind: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Reads:
    """What the person reads, in their language ``code``."""

    code: str
    title: str
    lines: tuple[str, ...]

    @property
    def language(self) -> str:
        """What its speakers call it."""
        return name_language(self.code)


@dataclass(frozen=True, slots=True)
class Confirm:
    """What a colleague proposed as the first of two: the button of the second, and what the person reads."""

    label: str
    reads: Reads


@dataclass(frozen=True, slots=True)
class RequestView:
    """The page of a request for staff."""

    request_id: int
    number: str
    file: str
    who: str
    file_id: str
    kind: str
    state: str
    state_code: str
    version: int
    shown_plan: str
    line: str
    asked_line: str
    beside: list[Beside]
    facts: Rows
    history: Rows
    plan: PlanView
    is_away: bool
    standstill: str
    warnings: Rows
    two_people: str
    first: str
    is_first_mine: bool
    first_act: str
    confirm: Confirm | None
    can_approve: bool
    can_release: bool
    can_counter: bool
    can_ask: bool
    can_decline: bool
    agreed_reads: Reads
    declined_reads: Reads
    asked_reads: Reads
    reads_now: Reads


def present_request(ground: Ground, user: Any, *, may_decide: bool, may_release: bool) -> RequestView:
    """Everything that a decision is based on."""
    proposal = ground.proposal
    state = proposal.state
    waits = is_open_to(proposal, "ask")
    is_open = may_decide and ground.facts is not None
    is_late = ground.facts is not None and is_too_late(proposal, ground.facts)
    may_agree, first = not (ground.refusal or is_late), ground.endorsement
    can_counter = (
        is_open
        and is_open_to(proposal, "counter")
        and (may_release or not (ground.has_other_plan or state == State.HELD))
    )
    return RequestView(
        request_id=proposal.pk,
        number=proposal.number,
        file=proposal.file_name or shorten_id(proposal.file_id),
        who=describe_parties(ground.record),
        file_id=proposal.file_id,
        kind=KINDS.get(State(state), "wait"),
        state=name_state(proposal),
        state_code=state,
        version=proposal.version,
        shown_plan=ground.facts.mark if ground.facts else "",
        line=present_proposal(proposal).line,
        asked_line=present_asked(proposal).line,
        beside=compare(ground),
        facts=_list_facts(ground),
        history=_list_history(ground, user),
        plan=present_proposal(proposal),
        is_away=ground.facts is None and (waits or state in {State.ASKED, State.COUNTERED}),
        standstill=explain_standstill(proposal, may_release=may_release),
        warnings=list_warnings(ground) if waits else [],
        two_people=explain_two_people(ground.two_people),
        first=_describe_first(first),
        is_first_mine=first is not None and first.user_id == user.pk,
        first_act=first.act if first else "",
        confirm=_offer_confirmation(ground, user) if can_counter else None,
        can_approve=is_open and is_open_to(proposal, "approve") and may_agree and not ground.has_other_plan,
        can_release=is_open and may_release and is_open_to(proposal, "release") and may_agree,
        can_counter=can_counter,
        can_ask=may_decide and waits,
        can_decline=may_decide and is_open_to(proposal, "decline"),
        agreed_reads=_read_as(proposal, State.ACCEPTED),
        declined_reads=_read_as(proposal, State.DECLINED),
        asked_reads=_read_as(proposal, State.ASKED),
        reads_now=_read_as(proposal, State(state)),
    )


def describe_parties(record: FileRecord | None) -> str:
    """Who wants money of whom; "" while Tagor cannot be read."""
    if record is None:
        return ""
    names = {"claimant": record.claimant, "debtors": record.defendant}
    return _("%(claimant)s against %(debtors)s") % names


def present_counter(proposal: Proposal, terms: dict[str, Any]) -> tuple[PlanView, Reads]:
    """The office's plan as it would be, and what the person reads of it."""
    counter = make_counter(proposal, terms)
    code = choose_known(proposal.language)
    with translation.override(code):
        plan = present_plan(counter.get_schedule(), counter.monthly_cents)
        words = describe_state(_as(proposal, State.COUNTERED), timezone.now())
        until = _("You can accept it until %(day)s.") % {"day": formats.day(counter.expires_on)}
        note = (counter.note,) if counter.note else ()
        reads = Reads(code, words.title, (plan.line, *words.lines, until, *note))
    return present_plan(counter.get_schedule(), counter.monthly_cents), reads


def make_counter(proposal: Proposal, terms: dict[str, Any]) -> Counter:
    """An unsaved counter-proposal, for its schedule. Raises: InvalidCounterError."""
    size = get_size(proposal, terms["months"], terms["monthly_cents"])
    return Counter(
        proposal=proposal,
        kind=size.kind,
        months=size.months,
        monthly_cents=size.monthly_cents,
        first_on=terms["first_on"],
        expires_on=terms["expires_on"],
        note=terms["note"],
    )


def name_state(proposal: Proposal) -> str:
    """The state in staff's words."""
    if proposal.state == State.SENT and proposal.wants_approval:
        return _("your yes is on its way to Tagor")
    if proposal.state == State.SENDING and proposal.wants_approval:
        return _("being saved in Tagor, then approved")
    return str(State(proposal.state).label)


def explain_change(reason: str, seen: str, proposal: Proposal) -> tuple[str, str]:
    """Why nothing was decided, and what changed."""
    title = _("Nothing was decided: something has changed")
    if reason == "plan":
        return title, _("The file holds another plan than the page showed. Look at it below.")
    if reason == "date":
        return title, _("The first payment of the request is no longer ahead. Propose another day.")
    if reason == "sending":
        return title, _("It is on its way to Tagor at this moment. Look again in a minute.")
    was = str(State(seen).label) if seen in State.values else ""
    now, standstill = name_state(proposal), explain_standstill(proposal)
    if was and was != now:
        return title, _("It was: %(was)s. Now it is: %(now)s.") % {"was": was, "now": now}
    if standstill:
        return _("Nothing was decided"), standstill
    return title, _("A colleague or the person did something with it. Look at it below.")


def explain_standstill(proposal: Proposal, *, may_release: bool = True) -> str:
    """Why staff cannot agree now, and who goes on; "" when the request waits for them."""
    state, until = proposal.state, proposal.undo_until
    if state == State.HELD and not may_release:
        return _("A plan exists already. A colleague who may release decides whether this one replaces it.")
    if is_open_to(proposal, "ask"):
        return ""
    if state == State.UNDO and until is not None and until > timezone.now():
        words = {"time": formats.clock(until)}
        return _("The person can take it back until %(time)s. Then it goes to Tagor, and you decide.") % words
    if state in {State.UNDO, State.SENDING, State.SENT}:
        return _("It is on its way to Tagor at this moment. Look again in a minute.")
    return {
        State.UNKNOWN: _("Nobody knows yet whether Tagor has it. The portal looks in Tagor until it knows."),
        State.COUNTERED: _("The office’s proposal is with the person."),
        State.ASKED: _("The office’s question is with the person."),
        State.FAILED: _("It could not be delivered. A colleague sends it again or drops it."),
    }.get(State(state), _("Nothing is left to decide."))


def describe_unsavable(error: UnsavableError) -> tuple[str, str]:
    """Why nothing was decided: what Tagor would refuse."""
    told = explain_unsavable(error.code, error.plan, error.criteria)
    return _("Nothing was decided: Tagor will refuse this plan"), told


def explain_unsavable(code: str, plan: Sized, criteria: PlanCriteria) -> str:
    """Which limit of Tagor a plan does not keep to."""
    if code == "plan-too-long":
        words = {"most": formats.months(criteria.longest_months), "months": formats.months(plan.months)}
        return _("Tagor takes at most %(most)s in this file. This plan takes %(months)s.") % words
    words = {"least": formats.money(criteria.minimum_cents), "monthly": formats.money(plan.monthly_cents)}
    return _("Tagor takes at least %(least)s a month in this file. This plan is %(monthly)s a month.") % words


def list_warnings(ground: Ground) -> Rows:
    """What Tagor refused, and what it will refuse: title and text."""
    proposal, rows = ground.proposal, []
    if is_stopped(ground.record):
        told = _("The person is asked to write to you before paying. A plan asks for payments again.")
        rows.append((_("This file is stopped in Tagor"), told))
    if is_yes_refused(proposal):
        reason = DELIVERY_REASONS.get(proposal.refusal_code)
        told = str(reason) if reason else _("Tagor gave another reason. The delivery shows it.")
        rows.append((_("You agreed, and Tagor did not take it"), told))
    if ground.refusal:
        told = explain_unsavable(ground.refusal, proposal.wanted, ground.criteria)
        way = _(
            "So you cannot agree to it here. Propose something else, ask the person something, or say no."
        )
        rows.append((_("Tagor will refuse this plan"), f"{told} {way}"))
    elif is_open_to(proposal, "ask") and ground.facts is not None and is_too_late(proposal, ground.facts):
        told = _(
            "The person would be late at once. Propose another day, ask the person something, or say no."
        )
        rows.append((_("The first payment is no longer ahead"), told))
    elif ground.offers_nothing and proposal.state != State.SENT:
        told = _("Tagor offers no plan in this file. If it refuses this one, the request comes back to you.")
        rows.append((_("Tagor may refuse this plan"), told))
    return rows


def describe_decision(act: str) -> str:
    """What was just decided."""
    return {
        "approve": _("You agreed. Tagor gets it now."),
        "release": _("You let it replace the plan. Tagor gets it now."),
        "counter": _("Your proposal is with the person."),
        "ask": _("Your question is with the person."),
        "decline": _("You said no. The person reads your reason."),
        "made": _("The request for a new plan is made. It waits for a decision."),
        "first": _("Your yes is kept. A colleague must agree as well."),
    }.get(act, "")


def compare(ground: Ground) -> list[Beside]:
    """The request beside each limit."""
    proposal, rows = ground.proposal, []
    minimums, longest = ground.minimums, ground.longest_terms
    monthly = formats.money(proposal.in_force.monthly_cents)
    if minimums:
        least = max(limit.value for limit in minimums)
        is_kept = is_enough(proposal.wanted, least, balance_cents=proposal.balance_cents)
        told = _name_limits((limit.whose, _format_least(limit.value)) for limit in minimums)
        row = _beside(_("Amount a month"), monthly, told, is_kept=is_kept)
        rows.append(_refuse(row) if ground.refusal == "plan-too-low" else row)
    else:
        rows.append(Beside(_("Amount a month"), monthly, _("no minimum")))
    schedule = proposal.get_schedule_in_force()
    months = formats.months(schedule.months)
    if longest:
        most = min(limit.value for limit in longest)
        told = _name_limits((limit.whose, _format_most(limit.value)) for limit in longest)
        row = _beside(_("How long"), months, told, is_kept=schedule.months <= most)
        rows.append(_refuse(row) if ground.refusal == "plan-too-long" else row)
    else:
        rows.append(Beside(_("How long"), months, _("no longest time")))
    rows.append(_compare_budget(ground, monthly))
    rows.append(_compare_plan(ground, monthly))
    return rows


def _compare_budget(ground: Ground, monthly: str) -> Beside:
    title, budget = _("Protected income"), ground.budget
    if budget is not None and budget.seizable_cents is not None:
        free = formats.money(budget.seizable_cents)
        limit = _("%(amount)s a month is not protected") % {"amount": free}
        is_kept = ground.proposal.in_force.monthly_cents <= budget.seizable_cents
        return _beside(title, monthly, limit, is_kept=is_kept)
    unknown = "warn", _("not known")
    if budget is not None:
        return Beside(title, monthly, _name_missing(ground.proposal), *unknown)
    if ground.proposal.is_below_protected:
        return _beside(title, monthly, _("the budget is no longer kept"), is_kept=False)
    had_budget = ground.proposal.is_below_protected is not None or ground.proposal.outcome in WITH_BUDGET
    if had_budget:  # what it said then may have been unknown as well
        return Beside(title, monthly, _("the budget is no longer kept"), *unknown)
    return Beside(title, monthly, _("no budget was given"))


def _name_missing(proposal: Proposal) -> str:
    """Why a budget that is kept tells nothing of protected income."""
    if find_country(proposal.office.iban) == NETHERLANDS:
        return _("cannot be judged: the calculator’s amount is missing")
    year = timezone.localdate().year
    return _("cannot be judged: the figures of %(year)s are missing") % {"year": year}


def _compare_plan(ground: Ground, monthly: str) -> Beside:
    title, facts = _("Plan in the file"), ground.facts
    if facts is None:
        return Beside(title, monthly, _("Tagor cannot be read now"), "warn", _("not known"))
    if not ground.has_other_plan:
        return _beside(title, monthly, _("no other plan"), is_kept=True)
    sums = formats.money(facts.running.monthly_cents)
    running = _("%(amount)s a month, runs") % {"amount": sums}
    return Beside(
        title,
        monthly,
        running if facts.running.active else _("a plan that does not run"),
        "warn",
        _("would end"),
    )


def _beside(what: str, asked: str, limit: str, *, is_kept: bool) -> Beside:
    return Beside(what, asked, limit, *(("good", _("fits")) if is_kept else ("warn", _("does not fit"))))


def _refuse(row: Beside) -> Beside:
    return replace(row, kind="bad", word=_("Tagor refuses it"))


def _format_least(cents: int) -> str:
    return _("at least %(amount)s") % {"amount": formats.money(cents)}


def _format_most(months: int) -> str:
    return _("at most %(months)s") % {"months": formats.months(months)}


def _name_limits(limits: Iterable[tuple[Whose, str]]) -> str:
    """Each limit with whose it is: what Tagor refuses, nobody at the office can allow."""
    owners = {
        Whose.TAGOR: _("Tagor: %(limit)s"),
        Whose.OFFICE: _("the office’s rule: %(limit)s"),
        Whose.ASKED: _("when it was asked: %(limit)s"),
    }
    return "; ".join(owners[whose] % {"limit": limit} for whose, limit in limits)


def _list_facts(ground: Ground) -> Rows:
    proposal = ground.proposal
    rows = [
        (_("Balance when it was asked"), formats.money(proposal.balance_cents)),
        (_("First payment"), formats.day(proposal.get_schedule_in_force().starts_on)),
        (_("Received on"), formats.moment(proposal.submitted_at or proposal.created_at)),
        (_("Asked by"), str(proposal.get_asked_through_display())),
        (_("Language of the person"), name_language(choose_known(proposal.language))),
    ]
    if not proposal.is_as_asked:
        rows.insert(0, (_("First asked"), present_asked(proposal).line))
    if proposal.refusal_code in DELIVERY_REASONS and not is_yes_refused(proposal):
        rows.append((_("What happened"), str(DELIVERY_REASONS[proposal.refusal_code])))
    return rows


def _list_history(ground: Ground, reader: Any) -> Rows:
    """Texts of the person and the office, in order, with who of the office wrote them."""
    proposal, authors = ground.proposal, ground.authors
    rows = [(_("The person wrote"), proposal.words)]
    for back, counter in zip(range(len(ground.counters), 0, -1), ground.counters, strict=True):
        by = authors.find("plan-countered", back=back)
        plan = present_plan(counter.get_schedule(), counter.monthly_cents)
        words = {"plan": plan.line, "state": counter.get_state_display()}
        proposed = by.phrase(reader, _("You proposed"), _("%(name)s proposed"))
        rows.append((proposed, _("%(plan)s: %(state)s") % words))
        rows.append((by.phrase(reader, _("You wrote"), _("%(name)s wrote")), counter.note))
        if counter.answer != proposal.answer:
            rows.append((_("The person answered"), counter.answer))
    asked, declined = authors.find("plan-question"), authors.find("plan-declined")
    rows += [
        (asked.phrase(reader, _("You asked"), _("%(name)s asked")), proposal.question),
        (_("The person answered"), proposal.answer),
        (declined.phrase(reader, _("Your reason"), _("Reason of %(name)s")), proposal.reason),
    ]
    return [(term, value) for term, value in rows if value]


def explain_two_people(why: str) -> str:
    """Why two people must agree; "" when one will do."""
    if not why:
        return ""
    if why == LARGE:
        return _("The debt is large: two people must agree.")
    return _("The plan takes protected income: two people must agree.")


def _describe_first(first: Endorsement | None) -> str:
    if first is None:
        return ""
    words = {
        "name": name_person(first.user),
        "act": Endorsement.Act(first.act).label,
        "at": formats.moment(first.at),
    }
    said = _("%(name)s would %(act)s, on %(at)s.") % words
    terms = _format_terms(first)
    return f"{said} {terms}".strip()


def _format_terms(first: Endorsement) -> str:
    return present_counter(first.proposal, read_terms(first))[0].line if first.terms else ""


def _offer_confirmation(ground: Ground, user: Any) -> Confirm | None:
    """None unless a colleague proposed something else, as the first of two."""
    first = ground.endorsement
    if first is None or first.act != Endorsement.Act.COUNTER or first.user_id == user.pk:
        return None
    plan, reads = present_counter(ground.proposal, read_terms(first))
    words = {"name": name_person(first.user), "plan": plan.line}
    return Confirm(_("Confirm the proposal of %(name)s: %(plan)s") % words, reads)


def _read_as(proposal: Proposal, state: State) -> Reads:
    """What the person would read if the request were in that state."""
    code = choose_known(proposal.language)
    with translation.override(code):
        words: Words = describe_state(_as(proposal, state), _now())
        words = replace(words, refresh_s=None)
        own = _own_words(proposal, state)
        return Reads(code, words.title, (*words.lines, *own, *words.coming))


def _own_words(proposal: Proposal, state: State) -> tuple[str, ...]:
    said = {State.DECLINED: proposal.reason, State.ASKED: proposal.question}.get(state, "")
    return (said,) if said and proposal.state == state else ()


def _as(proposal: Proposal, state: State) -> Proposal:
    copied = Proposal.objects.model(
        **{field.attname: getattr(proposal, field.attname) for field in proposal._meta.concrete_fields}
    )
    copied.office, copied.agreed, copied.state = proposal.office, proposal.agreed, state
    return copied


def _now() -> datetime:
    return timezone.now()
