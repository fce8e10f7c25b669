"""Two people, or a person and the worker, act on one request at the same moment: one wins, nothing breaks."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from portal.file.visit import Visit
from portal.office.models import Office
from portal.outbox.models import Delivery, Sweep
from portal.outbox.sender import handle
from portal.outbox.services import retry
from portal.plans.answer import answers, decisions
from portal.plans.answer.decisions import ChangedError
from portal.plans.answer.two_people import Decider
from portal.plans.facts import get_plan_facts
from portal.plans.models import Counter, PlanRule, Proposal, State
from portal.plans.request import services
from tests.practice import PracticeOffice
from tests.unit.outbox.test_races import at_once
from tests.unit.plans.conftest import APPROVE, SAVE, Draft, Work, get_first_day, start_plan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("office")]
LATER = timedelta(minutes=11)


def act(call: Callable[..., Any], *args: Any, **rest: Any) -> Callable[[], Any]:
    """Each side with a row of its own, read before."""
    return partial(call, *args, **rest)


def read(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def test_accepted_by_the_person_or_refused_by_staff(
    ask: Draft, office: Office, staff: Decider, visit: Visit
) -> None:
    PlanRule.objects.create(office=office, longest_months=3)
    asked = ask(6)
    days = {"first_on": get_first_day(), "expires_on": get_first_day() - timedelta(days=2)}
    decisions.counter_proposal(asked, by=staff, version=asked.version, months=3, **days)
    mine, theirs = read(asked), read(asked)
    accepted, refused = at_once(
        act(answers.accept_counter, mine, visit=visit),
        act(decisions.refuse_proposal, theirs, by=staff, version=theirs.version, reason="No."),
    )
    is_accepted = isinstance(accepted, Proposal)
    assert isinstance(refused, ChangedError if is_accepted else Proposal), (accepted, refused)
    assert is_accepted or isinstance(accepted, answers.CounterOverError), accepted
    assert read(asked).state == (State.SENDING if is_accepted else State.DECLINED)
    assert Delivery.objects.count() == is_accepted
    assert Counter.objects.get().state == ("accepted" if is_accepted else "withdrawn")


def test_two_of_staff_release_once(
    ask: Draft, staff: Decider, visit: Visit, practice: PracticeOffice, work: Work
) -> None:
    start_plan(practice, visit)
    held = ask(6)
    ends = at_once(
        *[act(decisions.release_proposal, read(held), by=staff, version=held.version) for _ in range(4)]
    )
    assert sum(isinstance(end, Proposal) for end in ends) == 1
    assert sum(isinstance(end, ChangedError) for end in ends) == 3
    assert work(held).state == State.ACCEPTED
    assert len(practice.calls(SAVE)) == len(practice.calls(APPROVE)) == 1


def test_taken_back_or_sent_never_both(ask: Draft, practice: PracticeOffice) -> None:
    asked, later = ask(), timezone.now() + LATER
    (delivery,) = Delivery.objects.all()
    undone, _sent = at_once(
        act(services.undo_proposal, read(asked)), act(handle, delivery.pk, clock=lambda: later)
    )
    is_undone = isinstance(undone, Proposal)
    assert is_undone or isinstance(undone, services.TooLateError), undone
    assert read(asked).state == (State.WITHDRAWN if is_undone else State.SENT)
    assert len(practice.calls(SAVE)) == (0 if is_undone else 1)


def test_an_approval_given_up_while_the_person_looks(
    ask: Draft, work: Work, staff: Decider, practice: PracticeOffice, visit: Visit
) -> None:
    sent = work(ask())
    decisions.approve_proposal(sent, by=staff, version=sent.version)
    practice.accept_plan()
    facts, seen, later = get_plan_facts(visit), read(sent), timezone.now() + LATER
    (approval,) = Delivery.objects.filter(kind="plans.approve")
    ends = at_once(act(services.notice_answer, seen, facts), act(handle, approval.pk, clock=lambda: later))
    assert not [end for end in ends if isinstance(end, Exception)]
    assert read(sent).state == State.ACCEPTED


def test_two_drafts_sent_at_once_leave_one_request(draft: Draft, visit: Visit) -> None:
    drafts = [draft(months) for months in (3, 4, 5, 6)]
    ends = at_once(*[act(services.submit_proposal, read(one), visit=visit) for one in drafts])
    assert sum(isinstance(end, Proposal) for end in ends) == 1
    assert sum(isinstance(end, services.AlreadyAskedError) for end in ends) == 3
    assert Delivery.objects.count() == Proposal.objects.filter(state=State.UNDO).count() == 1


def test_one_tried_again_while_another_is_sent_off(
    ask: Draft, draft: Draft, staff: Decider, visit: Visit
) -> None:
    services.undo_proposal(ask())
    failed = Delivery.objects.get()
    for _round in range(8):
        Delivery.objects.filter(pk=failed.pk).update(
            state="given_up", reason="x", not_before=None, ended_at=timezone.now(), has_secret=False
        )
        Sweep.objects.all().delete()  # so that both plan the next one
        mine = draft(5)
        ends = at_once(
            act(retry, Delivery.objects.get(pk=failed.pk), by=staff.actor),
            act(services.submit_proposal, mine, visit=visit),
        )
        assert not [end for end in ends if isinstance(end, Exception)], ends
        services.undo_proposal(read(mine))


def test_agreed_to_or_taken_back_never_both(
    ask: Draft, office: Office, staff: Decider, practice: PracticeOffice, work: Work
) -> None:
    PlanRule.objects.create(office=office, longest_months=3)
    asked = ask(6)
    assert asked.state == State.REVIEW
    agreed, undone = at_once(
        act(decisions.approve_proposal, read(asked), by=staff, version=asked.version),
        act(services.undo_proposal, read(asked)),
    )
    is_agreed = isinstance(agreed, Proposal)
    if is_agreed:
        # What was ordered a moment ago can still be taken back, until the worker has it.
        assert isinstance(undone, (Proposal, services.TooLateError)), undone
    else:
        assert isinstance(agreed, ChangedError), agreed
    fresh = read(asked)
    assert fresh.state == (State.WITHDRAWN if isinstance(undone, Proposal) else State.SENDING)
    work(asked)
    assert len(practice.calls(SAVE)) == (fresh.state == State.SENDING)
