"""Work that Aptic does later: its event ends the run that waits for it, once; the page shows the result."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from portal.aptic.events.models import Event, State
from portal.aptic.events.processing import act_on_due
from portal.aptic.models import RunState, ServiceAction, ServiceRun
from portal.audit.models import Event as Trail
from portal.outbox.services import deliver_due
from tests.pages.aptic.conftest import LETTERS
from tests.pages.aptic.test_actions import fill_in, open_run, send
from tests.pages.conftest import Visit
from tests.practice import PracticeOffice
from tests.unit.aptic.events.telling import Aptic
from tests.unit.sandbox.aptic.receiver import Receiver, receiving

JOB_EVENTS = ("jobcomplete", "jobfailed")


@pytest.fixture
def receiver(practice: PracticeOffice) -> Iterator[Receiver]:
    """Takes what the practice office's Aptic tells of jobs, for the test to hand on."""
    with receiving() as found:
        practice.add_aptic_webhook(found.url, *JOB_EVENTS)
        yield found
        practice.reset()


@pytest.fixture
def run(
    visit: Visit,
    staff: AbstractUser,
    make_action: Callable[..., ServiceAction],
    practice: PracticeOffice,
    receiver: Receiver,
) -> ServiceRun:
    """A run for letters, sent by the outbox only when the test says so; its result cannot be asked for."""
    action = make_action("Print letters", definition="LetterRun", schema=LETTERS, is_async=True)
    data = {
        "f.letterCode": "REMINDER",
        "f.accountNumbers#": "1",
        "f.accountNumbers.0": practice.file("nl-woman").file,
    }
    return send(visit, fill_in(visit, action, data))


def deliver_event(receiver: Receiver) -> Event:
    """What Aptic told of its job, at the portal's door; the worker acts on it."""
    receiver.wait_for(1)
    assert Aptic().post(receiver.bodies[-1]).status_code == 200
    act_on_due()
    return Event.objects.latest("pk")


def test_the_event_of_a_job_ends_its_run_and_shows_the_result(
    visit: Visit, run: ServiceRun, receiver: Receiver, practice: PracticeOffice
) -> None:
    deliver_due()
    assert "Aptic is working on it" in open_run(visit, run)

    event = deliver_event(receiver)

    assert (event.name, event.state, event.outcome) == ("jobcomplete", State.DONE, "run-ended")
    run.refresh_from_db()
    assert run.state == RunState.DONE
    result = practice.record("aptic", "jobs", run.job_id)["result"]
    assert result["printed"] == 1
    assert "printed 1" in open_run(visit, run)

    Aptic().post(receiver.bodies[-1] | {"id": "told once more"})
    act_on_due()
    assert Event.objects.latest("pk").outcome == "no-run"
    assert Trail.objects.filter(act="aptic-action-ended").count() == 1


def test_a_failed_job_fails_its_run_and_raises_an_alert(
    visit: Visit, run: ServiceRun, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    deliver_due()
    run.refresh_from_db()
    event = Aptic({}).post_and_act("jobfailed", data={"jobId": run.job_id, "result": {"error": "no paper"}})
    assert (event.state, event.outcome) == (State.DONE, "run-failed")
    page = open_run(visit, run)
    assert "error no paper" in page
    assert "the work failed" in page
    assert "ALERT Aptic tells jobfailed" in caplog.text


def test_an_event_that_outruns_the_answer_waits_for_it(run: ServiceRun) -> None:
    """The job ends before Aptic's answer to the call is kept here."""
    ServiceRun.objects.filter(pk=run.pk).update(state=RunState.SENDING)
    event = Aptic({}).post_and_act("jobcomplete", data={"jobId": "quick"})
    assert (event.state, event.reason) == (State.RECEIVED, "run-under-way")

    ServiceRun.objects.filter(pk=run.pk).update(state=RunState.WORKING, job_id="quick")
    act_on_due(now=timezone.now() + timedelta(minutes=2))

    event.refresh_from_db()
    run.refresh_from_db()
    assert (event.state, event.outcome, run.state) == (State.DONE, "run-ended", RunState.DONE)


def test_work_of_somebody_else_waits_for_no_run_for_long(run: ServiceRun) -> None:
    ServiceRun.objects.filter(pk=run.pk).update(state=RunState.SENDING)
    event = Aptic({}).post_event("jobcomplete", data={"jobId": "another"})
    act_on_due(now=timezone.now() + timedelta(minutes=6))
    event.refresh_from_db()
    assert (event.state, event.outcome) == (State.DONE, "no-run")


@pytest.mark.parametrize("data", [{}, {"jobId": None}, {"jobId": ""}, {"jobId": {"a": 1}}])
def test_a_job_without_a_name_ends_nothing(data: dict[str, object], run: ServiceRun) -> None:
    ServiceRun.objects.filter(pk=run.pk).update(state=RunState.WORKING, job_id="")
    assert Aptic({}).post_and_act("jobcomplete", data=data).outcome == "no-run"
    run.refresh_from_db()
    assert run.state == RunState.WORKING
