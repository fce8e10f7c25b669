"""A request to change a plan, for staff: the wish, the running plan, and what the person will read."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from portal.file.known_numbers import shorten_id
from portal.plans.desk.change_plans import BY_PLAN, ChangeGround
from portal.plans.desk.presenters import (
    Beside,
    Reads,
    Rows,
    compare,
    describe_parties,
    explain_two_people,
    list_warnings,
)
from portal.plans.models import ChangeRequest, Proposal
from portal.plans.running.change_words import describe_answer, get_language
from portal.plans.status.plan_presenters import PlanView, present_plan
from portal.web import formats
from portal.web.languages import name_language

Answer, Kind = ChangeRequest.Answer, ChangeRequest.Kind
KINDS = {Answer.AGREED: "good", Answer.DECLINED: "bad", Answer.PLANNED: "info"}


@dataclass(frozen=True, slots=True)
class ChangeView:
    """The page of a request to change a plan."""

    change_id: int
    number: str
    kind: str
    file: str
    who: str
    file_id: str
    line: str
    state_kind: str
    state: str
    state_code: str
    version: int
    shown_plan: str
    rows: Rows
    history: Rows
    runs: Rows
    beside: list[Beside]
    plan: PlanView | None
    plan_number: str
    plan_id: int | None
    open_plan: Proposal | None
    two_people: str
    is_away: bool
    needs_plan: bool
    can_agree: bool
    can_plan: bool
    can_plan_as_asked: bool
    warnings: Rows
    lacks_release: bool
    can_offer: bool
    can_ask: bool
    can_decline: bool
    reads: dict[str, Reads]
    reads_now: Reads


def present_change(ground: ChangeGround, *, reader: Any, may_decide: bool, may_release: bool) -> ChangeView:
    """Everything that an answer is based on."""
    change, plan = ground.change, ground.plan
    answer = Answer(change.answer)
    waits, needs_plan = answer is Answer.WAITING, change.kind in BY_PLAN
    can_plan = waits and may_decide and plan is not None and ground.open_plan is None
    return ChangeView(
        change_id=change.pk,
        number=change.number,
        kind=change.kind,
        file=change.file_name or shorten_id(change.file_id),
        who=describe_parties(ground.record),
        file_id=change.file_id,
        line=describe_change(change),
        state_kind=KINDS.get(answer, "wait"),
        state=str(answer.label),
        state_code=change.answer,
        version=change.version,
        shown_plan=ground.mark,
        rows=_list_facts(change),
        history=_list_history(ground, reader),
        runs=_list_running(ground),
        beside=compare(plan) if plan and needs_plan else [],
        plan=_present_plan(plan.proposal) if plan and needs_plan else None,
        plan_number=change.plan.number if change.plan else "",
        plan_id=change.plan_id,
        open_plan=ground.open_plan if waits else None,
        two_people=explain_two_people(plan.two_people) if plan and needs_plan else "",
        is_away=ground.is_away and waits and needs_plan,
        needs_plan=needs_plan,
        can_agree=may_decide and waits and not needs_plan,
        can_plan=can_plan and may_release,
        can_plan_as_asked=can_plan and may_release and needs_plan and plan is not None and not plan.refusal,
        warnings=list_warnings(plan) if can_plan and plan and needs_plan else [],
        lacks_release=can_plan and not may_release and needs_plan,
        can_offer=may_decide and waits and change.kind == Kind.LATER,
        can_ask=may_decide and waits,
        can_decline=may_decide and answer in {Answer.WAITING, Answer.ASKED, Answer.OFFERED},
        reads={code: _read_as(change, code) for code in (Answer.AGREED, Answer.ASKED, Answer.DECLINED)},
        reads_now=_read_as(change, answer),
    )


def describe_change(change: ChangeRequest) -> str:
    """The wish in one line."""
    if change.kind == Kind.LATER and change.later_on:
        later = formats.day(change.later_on)
        if change.due_on:
            return _("Payment of %(due)s on %(later)s") % {"due": formats.day(change.due_on), "later": later}
        return _("The next payment on %(later)s") % {"later": later}
    if change.kind == Kind.LOWER and change.amount_cents:
        return _("Pay %(amount)s a month") % {"amount": formats.money(change.amount_cents)}
    if change.kind == Kind.DAY:
        return _("Pay on day %(day)s of the month") % {"day": change.day}
    return _("Something else about the plan")


def read_offer(change: ChangeRequest, *, later_on: Any, until: Any, words: str) -> Reads:
    """What the person would read about another day."""
    copied = _copy(change)
    copied.offer_on, copied.offer_until, copied.reason = later_on, until, words
    return _read_as(copied, Answer.OFFERED)


def describe_decision(act: str) -> str:
    """What was just decided."""
    return {
        "agree": _("You agreed. Move the payment in Tagor: no operation does that."),
        "offer": _("Your proposal is with the person."),
        "ask": _("Your question is with the person."),
        "decline": _("You said no. The person reads your reason."),
    }.get(act, "")


def _present_plan(proposal: Proposal) -> PlanView:
    return present_plan(proposal.get_schedule(), proposal.monthly_cents)


def _list_facts(change: ChangeRequest) -> Rows:
    return [
        (_("Received on"), formats.moment(change.sent_at or change.created_at)),
        (_("Asked by"), str(change.get_asked_through_display())),
        (_("Language of the person"), name_language(get_language(change))),
        (_("In Tagor"), str(change.get_state_display())),
    ]


def _list_history(ground: ChangeGround, reader: Any) -> Rows:
    """Texts of the person and the office, in order, with who of the office wrote them."""
    change, authors = ground.change, ground.authors
    offered, asked = authors.find("plan-change-offered"), authors.find("plan-change-question")
    agreed, declined = authors.find("plan-change-agreed"), authors.find("plan-change-declined")
    wrote = agreed if change.answer == Answer.AGREED and agreed.staff_id else offered
    reason = (
        declined.phrase(reader, _("Your reason"), _("Reason of %(name)s"))
        if change.answer == Answer.DECLINED
        else wrote.phrase(reader, _("You wrote"), _("%(name)s wrote"))
    )
    day = formats.day(change.offer_on) if change.offer_on else ""
    rows = [
        (_("The person wrote"), change.text),
        (offered.phrase(reader, _("You proposed"), _("%(name)s proposed")), day),
        (asked.phrase(reader, _("You asked"), _("%(name)s asked")), change.question),
        (_("The person answered"), change.reply),
        (reason, change.reason),
    ]
    return [(term, value) for term, value in rows if value]


def _list_running(ground: ChangeGround) -> Rows:
    running = ground.running
    if running is None or not running.plan.active:
        return []
    rows = [(_("Plan that runs, a month"), formats.money(running.plan.monthly_cents))]
    if running.next:
        words = {"amount": formats.money(running.next.amount_cents), "day": formats.day(running.next.due_on)}
        rows.append((_("Next payment"), _("%(amount)s on %(day)s") % words))
    if running.late_cents > 0:
        rows.append((_("Behind"), formats.money(running.late_cents)))
    return rows


def _read_as(change: ChangeRequest, answer: str) -> Reads:
    """What the person would read after this answer, without texts that are not written yet."""
    code = get_language(change)
    with translation.override(code):
        copied = _copy(change)
        is_now = copied.answer == answer
        copied.answer = answer
        words = describe_answer(copied)
        own = (words.own,) if words.own and (is_now or answer == Answer.OFFERED) else ()
        return Reads(code, words.title, (*words.lines, *own))


def _copy(change: ChangeRequest) -> ChangeRequest:
    fields = change._meta.concrete_fields
    copied = ChangeRequest(**{one.attname: getattr(change, one.attname) for one in fields})
    if change.plan_id:
        copied.plan = change.plan
    return copied
