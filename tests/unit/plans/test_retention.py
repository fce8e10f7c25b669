"""What people and the office wrote is not kept for ever."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from portal.audit.models import Event
from portal.file.visit import Visit
from portal.office.models import Office
from portal.plans.answer import answers, decisions
from portal.plans.answer.two_people import Decider
from portal.plans.models import ChangeRequest, Counter, PlanRule, Proposal, State
from portal.plans.request import services
from portal.plans.retention import UNSENT_KEPT, WIPED, WORDS_KEPT, wipe_old
from portal.plans.running.change import draft_change, send_change
from portal.plans.states import FINAL
from portal.web.retention import forget
from tests.unit.plans.conftest import Draft, get_first_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

SECOND = timedelta(seconds=1)
WRITTEN = {"words": "My wage is low.", "question": "How low?", "answer": "Very.", "reason": "Too low."}
ENDED = (*FINAL, State.FAILED)


def write(proposal: Proposal, state: str, **rest: Any) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=state, **WRITTEN, **rest)


def read(proposal: Proposal) -> set[str]:
    fresh = Proposal.objects.get(pk=proposal.pk)
    return {name for name in WRITTEN if getattr(fresh, name)}


def long_after(on: datetime | None) -> datetime:
    return (on or timezone.now()) + WORDS_KEPT + SECOND


@pytest.mark.parametrize("state", ENDED)
def test_words_go_when_their_time_is_over(ask: Draft, state: str) -> None:
    proposal, now = ask(), timezone.now()
    write(proposal, state, decided_at=now)
    wipe_old(now + WORDS_KEPT - SECOND)
    assert read(proposal) == set(WRITTEN)
    assert wipe_old(now + WORDS_KEPT + SECOND) == 1
    assert read(proposal) == set()
    assert Proposal.objects.get().months == 6
    assert wipe_old(now + WORDS_KEPT + SECOND) == 0


@pytest.mark.parametrize("state", [state for state in State if state not in ENDED and state != State.DRAFT])
def test_words_of_what_is_open_stay(ask: Draft, state: str) -> None:
    proposal = ask()
    write(proposal, state)
    wipe_old(timezone.now() + 3 * WORDS_KEPT)
    assert read(proposal) == set(WRITTEN)


def test_without_a_day_of_deciding_the_last_known_one_counts(ask: Draft) -> None:
    proposal = ask()
    write(proposal, State.REFUSED, decided_at=None, sent_at=None)
    wipe_old(timezone.now() + WORDS_KEPT - timedelta(minutes=1))
    assert read(proposal) == set(WRITTEN)
    wipe_old(long_after(proposal.submitted_at))
    assert read(proposal) == set()


def test_what_the_office_wrote_with_its_own_proposal_goes_too(
    ask: Draft, staff: Decider, office: Office
) -> None:
    PlanRule.objects.create(office=office, longest_months=3)
    asked, day = ask(6), get_first_day()
    decisions.counter_proposal(
        asked,
        by=staff,
        version=asked.version,
        months=3,
        first_on=day,
        expires_on=day - timedelta(days=2),
        note="You earn enough.",
    )
    answers.decline_counter(Proposal.objects.get(), text="I do not.")
    wipe_old(long_after(None))
    assert Counter.objects.get().note
    services.undo_proposal(Proposal.objects.get())
    wipe_old(long_after(None))
    counter = Counter.objects.get()
    assert (counter.note, counter.answer, counter.months) == ("", "", 3)


def test_what_was_never_sent_goes_whole(draft: Draft, ask: Draft) -> None:
    kept = ask()
    made = draft(5, words="I have three children.")
    expired = draft(4)
    Proposal.objects.filter(pk=expired.pk).update(state=State.EXPIRED)
    wipe_old(timezone.now() + UNSENT_KEPT - timedelta(minutes=1))
    assert Proposal.objects.filter(pk=made.pk).exists()
    wipe_old(timezone.now() + UNSENT_KEPT + SECOND)
    assert list(Proposal.objects.all()) == [kept]


def test_an_expired_answer_time_is_no_draft(ask: Draft) -> None:
    proposal = ask()
    write(proposal, State.EXPIRED, decided_at=timezone.now())
    wipe_old(timezone.now() + 2 * UNSENT_KEPT)
    assert read(proposal) == set(WRITTEN)


@pytest.mark.parametrize("kind", ["other", "day"])
def test_words_of_a_change_that_could_not_be_delivered_go(visit: Visit, kind: str) -> None:
    wish = {"kind": kind, "text": "I move house.", "later_on": None, "amount": None, "day": 5}
    change = send_change(draft_change(visit, wish, due_on=None, file_name=""), visit=visit)
    wipe_old(long_after(None))
    change.refresh_from_db()
    assert change.text == "I move house."  # still on its way
    ChangeRequest.objects.update(state="failed")
    wipe_old(long_after(None))
    change.refresh_from_db()
    assert "move" not in change.text


def test_the_trail_says_how_much_and_nothing_of_it(ask: Draft) -> None:
    write(ask(), State.DECLINED)
    wipe_old(long_after(None))
    event = Event.objects.get(act="plan-words-wiped")
    assert (event.actor, event.file_id) == ("system", "")
    assert event.details == {"requests": 1, "drafts": 0, "changes": 0}


def test_nothing_wiped_leaves_no_event(ask: Draft) -> None:
    ask()
    wipe_old(timezone.now())
    assert not Event.objects.filter(act="plan-words-wiped").exists()


def list_planned() -> list[datetime]:
    tasks = DBTaskResult.objects.filter(task_path=forget.module_path, status="READY")
    return [at for at in tasks.values_list("run_after", flat=True) if at]


def test_the_first_draft_plans_it_once_and_every_run_the_next(draft: Draft) -> None:
    draft()
    draft(5)
    (at,) = list_planned()
    assert timedelta(hours=20) < at - timezone.now() < timedelta(hours=28)
    DBTaskResult.objects.all().delete()
    forget.func()
    assert len(list_planned()) == 1


def test_with_nothing_kept_it_rests() -> None:
    forget.func()
    assert list_planned() == []


def test_the_words_of_an_answered_change_go_as_well(office: Office) -> None:
    old = timezone.now() - WORDS_KEPT - timedelta(days=1)
    same = {"office": office, "file_id": "900", "party_id": "1", "kind": "other", "state": "delivered"}
    said = {"text": "mine", "question": "yours?", "reply": "mine", "reason": "yours"}
    made = [
        ChangeRequest.objects.create(**same, **said, answer=answer, sent_at=old, moved_at=old)
        for answer in ("declined", "waiting")
    ]
    wipe_old(timezone.now())
    for one in made:
        one.refresh_from_db()
    ended, waits = made
    assert (ended.text, ended.question, ended.reply, ended.reason) == (WIPED, "", "", "")
    assert waits.text == "mine", "nobody has answered yet"


@pytest.mark.parametrize("state", FINAL)
def test_a_whole_request_goes_when_the_office_chose_a_time_for_it(
    ask: Draft, state: str, settings: Settings
) -> None:
    settings.PLAN_RETENTION_DAYS = 3650
    proposal, now = ask(), timezone.now()
    write(proposal, state, decided_at=now)
    wipe_old(now + timedelta(days=3649))
    assert Proposal.objects.exists()
    wipe_old(now + timedelta(days=3651))
    assert not Proposal.objects.exists()
    assert Event.objects.filter(act="plan-words-wiped").latest("number").details["deleted"] == 1


def test_a_whole_request_stays_by_default(ask: Draft) -> None:
    write(ask(), FINAL[0], decided_at=timezone.now())
    wipe_old(timezone.now() + timedelta(days=9999))
    assert Proposal.objects.exists()
