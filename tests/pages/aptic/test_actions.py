"""Actions: defined by an admin, filled in, checked, sent once through the outbox, followed to their end."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser, Group
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.aptic.actions import retention, services
from portal.aptic.models import RunState, ServiceAction, ServiceRun
from portal.audit.models import Event as Trail
from portal.outbox.models import Delivery
from portal.outbox.services import deliver_due
from tests.pages.aptic.conftest import BASE, LETTERS, PLAN, sign_in_with
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeOffice, wait_until

pytestmark = pytest.mark.sqlite

Make = Callable[..., ServiceAction]
FILLED = {"f.amount": "120,50", "f.months": "6"}
ACCOUNT = {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}


def fill_in(visit: Visit, action: ServiceAction, data: dict[str, str]) -> Page:
    """To the check page."""
    return visit(f"{BASE}actions/{action.pk}/", data)


def send(visit: Visit, check: Page) -> ServiceRun:
    place = visit(check.form_action(), check.form_fields(), status=303).answer["Location"]
    return ServiceRun.objects.get(pk=int(place.rstrip("/").rpartition("/")[2]))


def open_run(visit: Visit, run: ServiceRun) -> str:
    return visit(f"{BASE}runs/{run.pk}/").text


def calls(practice: PracticeOffice, operation: str = "post_service") -> list[dict[str, Any]]:
    return practice.calls(system="aptic", operation=operation)


# Running ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("staff")
def test_an_action_is_filled_in_checked_sent_and_its_answer_shown(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    action = make_action(confirmation="This tells the debtor.")
    form = visit(visit(f"{BASE}actions/").links()["Calculate a plan"])
    assert "Amount to spread (required)" in form.text
    check = fill_in(visit, action, FILLED)
    assert "This tells the debtor." in check.text
    assert "Number of months 6" in check.text
    assert calls(practice) == []
    run = send(visit, check)
    assert run.state == RunState.WAITING
    assert "waiting to be sent" in open_run(visit, run)
    deliver_due()
    (call,) = calls(practice)
    assert call["status"] == 200
    page = open_run(visit, run)
    assert "done" in page
    assert "instalment 20.09" in page
    assert "Amount to spread 120.5" in page


@pytest.mark.usefixtures("staff")
def test_a_form_that_is_sent_twice_is_one_run_and_one_call(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    check = fill_in(visit, make_action(), FILLED)
    assert send(visit, check) == send(visit, check)
    deliver_due()
    assert send(visit, check).state == RunState.DONE
    deliver_due()
    assert len(calls(practice)) == 1
    assert Delivery.objects.count() == 1


@pytest.mark.usefixtures("staff")
def test_problems_stand_beside_their_fields(visit: Visit, make_action: Make) -> None:
    action = make_action()
    page = visit(f"{BASE}actions/{action.pk}/", {"f.amount": "ten", "f.months": ""}, status=422)
    assert "Write a number, for instance 12 or 12,5." in page.text
    assert "Fill this in." in page.text
    assert page.form_fields()["f.amount"] == "ten"
    page = visit(f"{BASE}actions/{action.pk}/", {"f.amount": "10", "f.months": "500"}, status=422)
    assert "Number of months: Fill in 120 or less." in page.text


@pytest.mark.usefixtures("staff")
def test_what_was_checked_can_be_changed(visit: Visit, make_action: Make) -> None:
    check = fill_in(visit, make_action(), FILLED)
    page = visit(check.form_action(), check.form_fields() | {"_change": "1"})
    fields = page.form_fields()
    assert (fields["f.amount"], fields["f.months"]) == ("120.5", "6")
    assert not ServiceRun.objects.exists()


@pytest.mark.usefixtures("staff")
def test_a_list_grows_and_shrinks_without_scripts(visit: Visit, make_action: Make) -> None:
    action = make_action("Print letters", definition="LetterRun", schema=LETTERS)
    address = f"{BASE}actions/{action.pk}/"
    page = visit(address, {"_add": "accountNumbers", "f.letterCode": "REMINDER"})
    assert "Number 1" in page.text
    page = visit(address, {**page.form_fields(), "f.accountNumbers.0": "A", "_add": "accountNumbers"})
    page = visit(address, {**page.form_fields(), "_remove": "accountNumbers.0"})
    assert "Number 2" not in page.text


@pytest.mark.usefixtures("staff")
def test_a_check_page_is_of_one_person_one_action_and_one_version(
    visit: Visit, make_action: Make, client: Client, office: object
) -> None:
    action, other = make_action(), make_action("Another")
    check = fill_in(visit, action, FILLED)
    fields = check.form_fields()
    assert "Nothing was sent" in visit(f"{BASE}actions/{other.pk}/send/", fields, status=409).text
    visit(check.form_action(), {"checked": fields["checked"][:-4] + "AAAA"}, status=409)
    visit(check.form_action(), {}, status=409)
    ServiceAction.objects.filter(pk=action.pk).update(version=2)
    visit(check.form_action(), fields, status=409)
    ServiceAction.objects.filter(pk=action.pk).update(version=1)
    sign_in_with(client, ["run_actions"], name="bo")
    visit(check.form_action(), fields, status=409)
    assert not ServiceRun.objects.exists()


@pytest.mark.usefixtures("staff")
def test_a_refusal_is_shown_in_aptics_words(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    loose = {"type": "object", "properties": {"amount": {"type": "string"}}}
    run = send(visit, fill_in(visit, make_action(schema=loose), {"f.amount": "x"}))
    deliver_due()
    page = open_run(visit, run)
    assert "refused by Aptic" in page
    assert "Aptic says: " in page
    assert "months" in page


@pytest.mark.usefixtures("staff")
def test_an_outage_only_delays(visit: Visit, make_action: Make, practice: PracticeOffice) -> None:
    run = send(visit, fill_in(visit, make_action(), FILLED))
    with practice.down("aptic"):
        deliver_due()
    registry.reset()
    assert "The portal sends it by itself." in open_run(visit, run)
    deliver_due(now=timezone.now() + timedelta(hours=1))
    assert "done" in open_run(visit, run)
    assert [call["status"] for call in calls(practice)][-1] == 200


@pytest.mark.usefixtures("staff")
def test_a_lost_answer_is_unknown_and_never_sent_again(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    run = send(visit, fill_in(visit, make_action(), FILLED))
    practice.fault("aptic", "drop", operation="post_service", times=1)
    deliver_due()
    page = open_run(visit, run)
    assert "not known whether it was done" in page
    assert "Look in Aptic before you run it again." in page
    for hours in (1, 2, 24, 48):
        deliver_due(now=timezone.now() + timedelta(hours=hours))
    run.refresh_from_db()
    assert (run.state, run.reason) == (RunState.UNKNOWN, "unclear")
    assert len(calls(practice)) == 1


@pytest.mark.usefixtures("staff")
def test_an_answer_kept_before_the_process_died_counts(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    run = send(visit, fill_in(visit, make_action(), FILLED))
    now = timezone.now()
    moment = {"not_before": now, "claimed_at": now - timedelta(minutes=3)}
    Delivery.objects.update(state="sending", claim="dead", **moment)
    ServiceRun.objects.update(state=RunState.SENDING, status=200, answered_at=now - timedelta(minutes=2))
    deliver_due(now=now + timedelta(seconds=1))
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert calls(practice) == []


@pytest.mark.usefixtures("staff")
def test_what_has_not_left_is_taken_back(visit: Visit, make_action: Make, practice: PracticeOffice) -> None:
    run = send(visit, fill_in(visit, make_action(), FILLED))
    visit(f"{BASE}runs/{run.pk}/take-back/", {}, status=303)
    assert "taken back" in open_run(visit, run)
    deliver_due()
    assert calls(practice) == []
    assert "cannot be taken back" in visit(f"{BASE}runs/{run.pk}/take-back/", {}, follow=True).text


# Reading, paths, files --------------------------------------------------------------------------------


@pytest.mark.usefixtures("staff")
def test_what_only_reads_is_answered_at_once(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    number = practice.file().file  # "26/004512": one step of the path, slash and all
    action = make_action(
        "Look up an account",
        definition="AccountStatement",
        verb="GET",
        sub_path="{number}",
        schema=ACCOUNT,
        is_read_only=True,
    )
    run = send(visit, fill_in(visit, action, {"f.number": number}))
    assert run.state == RunState.DONE
    assert f"accountNumber {practice.file().file}" in open_run(visit, run)
    assert not Delivery.objects.exists()
    again = visit(f"{BASE}actions/{action.pk}/", {"f.number": ".."}, status=422)
    assert "This cannot stand in an address." in again.text


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("fault", "state", "said"),
    [
        ("503", RunState.FAILED, "Nothing was done there."),
        ("drop", RunState.UNKNOWN, "Look in Aptic before you run it again."),
        ("garbage", RunState.UNKNOWN, "Look in Aptic before you run it again."),
        ("404", RunState.REFUSED, "Aptic understood it and refused it."),
    ],
)
def test_a_read_that_fails_says_what_is_known(
    fault: str, state: str, said: str, visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    action = make_action(is_read_only=True)
    practice.fault("aptic", fault, operation="post_service")
    run = send(visit, fill_in(visit, action, FILLED))
    assert run.state == state
    assert said in open_run(visit, run)


@pytest.mark.usefixtures("staff")
def test_an_action_for_a_file_is_kept_with_it(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    action = make_action("Echo", definition="Echo", schema={}, file_field="fileId")
    address = f"{BASE}actions/{action.pk}/"
    assert visit(f"{address}?file=900").form_fields()["file_id"] == "900"
    assert "Fill in the number of the file." in visit(address, {"file_id": ""}, status=422).text
    visit(address, {"file_id": "9 0'"}, status=422)
    run = send(visit, fill_in(visit, action, {"file_id": "900"}))
    deliver_due()
    assert (run.file_id, Delivery.objects.get().lane) == ("900", "aptic:900")
    assert '"fileId": "900"' in open_run(visit, run)
    assert set(Trail.objects.filter(act__startswith="aptic").values_list("file_id", flat=True)) == {"900"}


@pytest.mark.usefixtures("staff")
def test_a_file_is_shown_by_its_number_and_not_by_an_id(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    action = make_action("Echo", definition="Echo", schema={}, file_field="fileId")
    seeded = practice.file("nl-woman")
    check = fill_in(visit, action, {"file_id": seeded.file})
    assert f"File {seeded.file}" in check.text
    assert seeded.file_id not in check.html
    page = visit(check.form_action(), check.form_fields() | {"_change": "1"})
    assert page.form_fields()["file_id"] == seeded.file
    assert send(visit, check).file_id == seeded.file_id


# Work that goes on ------------------------------------------------------------------------------------


@pytest.fixture
def letters(visit: Visit, staff: AbstractUser, make_action: Make, practice: PracticeOffice) -> ServiceRun:
    """Aptic prints letters later."""
    action = make_action(
        "Print letters", definition="LetterRun", schema=LETTERS, is_async=True, result_path="jobs/{job}"
    )
    number = practice.file("nl-woman").file
    data = {"f.letterCode": "REMINDER", "f.accountNumbers#": "1", "f.accountNumbers.0": number}
    run = send(visit, fill_in(visit, action, data))
    deliver_due()
    run.refresh_from_db()
    return run


def test_work_that_goes_on_is_asked_for_until_it_is_done(
    visit: Visit, letters: ServiceRun, practice: PracticeOffice
) -> None:
    assert letters.state == RunState.WORKING
    assert letters.job_id
    address = f"{BASE}runs/{letters.pk}/"
    assert "Aptic is working on it" in visit(address).text
    wait_until(lambda: practice.record("aptic", "jobs", letters.job_id)["state"] == "done")
    page = visit(f"{address}result/", {}, follow=True)
    assert "state done" in page.text
    letters.refresh_from_db()
    assert letters.state == RunState.DONE
    assert "moved on meanwhile" in visit(f"{address}result/", {}, follow=True).text


def test_work_still_under_way_or_failed_is_told(
    visit: Visit, letters: ServiceRun, practice: PracticeOffice
) -> None:
    address = f"{BASE}runs/{letters.pk}/"
    wait_until(lambda: practice.record("aptic", "jobs", letters.job_id)["state"] == "done")
    job = practice.record("aptic", "jobs", letters.job_id)
    practice.store_record("aptic", "jobs", **{**job, "state": "running"})
    assert "still working on it" in visit(f"{address}result/", {}, follow=True).text
    with practice.down("aptic"):
        assert "Aptic does not answer" in visit(f"{address}result/", {}, status=503).text
    registry.reset()
    practice.store_record("aptic", "jobs", **{**job, "state": "failed"})
    assert "the work failed" in visit(f"{address}result/", {}, follow=True).text


def test_an_event_ends_the_work_once(visit: Visit, letters: ServiceRun) -> None:
    assert not services.note_job_end("", is_failed=False)
    assert not services.note_job_end("unheard", is_failed=False)
    assert services.note_job_end(letters.job_id, is_failed=False, data={"printed": 1})
    assert not services.note_job_end(letters.job_id, is_failed=True)
    page = open_run(visit, letters)
    assert "done" in page
    assert "printed 1" in page


def test_staff_may_say_that_the_work_is_done(visit: Visit, letters: ServiceRun) -> None:
    visit(f"{BASE}runs/{letters.pk}/done/", {}, status=303)
    assert "Somebody saw in Aptic that it is done." in open_run(visit, letters)
    assert Trail.objects.filter(act="aptic-action-marked-done", actor="staff").count() == 1


@pytest.mark.usefixtures("staff")
def test_a_callback_tells_the_result_where_there_is_no_path(
    visit: Visit, make_action: Make, practice: PracticeOffice
) -> None:
    action = make_action("Echo", definition="Echo", schema={}, is_async=True, callback="LetterReturned")
    run = send(visit, fill_in(visit, action, {}))
    deliver_due()
    page = visit(f"{BASE}runs/{run.pk}/result/", {}, follow=True)
    assert "received Yes" in page.text
    assert len(calls(practice, "get_callback")) == 1


# The list, what is kept -------------------------------------------------------------------------------


def test_runs_are_filtered_by_action_state_and_person(
    visit: Visit, staff: AbstractUser, make_action: Make, practice: PracticeOffice
) -> None:
    first, second = make_action("First"), make_action("Second")
    send(visit, fill_in(visit, first, FILLED))
    run = send(visit, fill_in(visit, second, FILLED))
    deliver_due()
    ServiceRun.objects.filter(pk=run.pk).update(asked_by=None, state=RunState.UNKNOWN)
    rows = {
        "": 2,
        f"action={first.pk}": 1,
        "state=unknown": 1,
        "mine=1": 1,
        f"mine=1&action={second.pk}": 0,
        "state=nonsense&action=x": 2,
    }
    for query, count in rows.items():
        page = visit(f"{BASE}runs/?{query}")
        assert len(page.all("tbody") and page.all("tbody")[0].findall("{*}tr")) == count, query


@pytest.mark.usefixtures("staff")
def test_nothing_of_input_or_answer_is_readable_in_the_database_or_the_trail(
    visit: Visit, make_action: Make
) -> None:
    action = make_action("Echo", definition="Echo", schema=ACCOUNT)
    send(visit, fill_in(visit, action, {"f.number": "70.01.01-999.99"}))
    deliver_due()
    kept = [ServiceRun.objects.values(), Delivery.objects.values(), Trail.objects.values()]
    assert all("70.01.01" not in str(list(rows)) for rows in kept)


@pytest.mark.usefixtures("staff")
def test_input_and_answer_are_wiped_when_their_time_is_over(
    visit: Visit, make_action: Make, settings: Any
) -> None:
    settings.EVENT_RETENTION_DAYS = 10
    run = send(visit, fill_in(visit, make_action(), FILLED))
    deliver_due()
    assert retention.tidy(timezone.now() + timedelta(days=9)) == 0
    assert retention.tidy(timezone.now() + timedelta(days=11)) == 1
    run.refresh_from_db()
    assert (run.input, run.answer) == ("", "")
    assert "It is no longer kept." in open_run(visit, run)


@pytest.mark.usefixtures("staff")
def test_a_read_whose_process_died_becomes_unknown(visit: Visit, make_action: Make) -> None:
    run = send(visit, fill_in(visit, make_action(is_read_only=True), FILLED))
    ServiceRun.objects.update(state=RunState.SENDING, ended_at=None)
    services.end_dead_calls(now=timezone.now() + timedelta(minutes=6))
    run.refresh_from_db()
    assert run.state == RunState.UNKNOWN


# Defining ---------------------------------------------------------------------------------------------

DEFINED = {
    "title": "Calculate",
    "definition": "PlanSimulation",
    "verb": "POST",
    "schema_text": json.dumps(PLAN),
    "is_active": "on",
}


@pytest.mark.usefixtures("staff")
def test_an_admin_defines_an_action_and_it_can_be_run(visit: Visit, client: Client) -> None:
    page = visit(f"{BASE}define/new/")
    visit(page.form_action(), {**DEFINED, "title_nl": "Berekenen"}, status=303)
    action = ServiceAction.objects.get()
    assert "Calculate" in visit(f"{BASE}define/").text
    action.groups.add(Group.objects.create(name="office admin"))
    client.cookies["language"] = "nl"
    assert "kantoorbeheerder" in visit(f"{BASE}define/").text
    assert "kantoorbeheerder" in visit(f"{BASE}define/{action.pk}/").html
    action.groups.clear()
    assert "Berekenen" in visit(f"{BASE}actions/").text
    client.cookies["language"] = "fr"
    assert "Calculate" in visit(f"{BASE}actions/").text
    client.cookies["language"] = "en"
    assert send(visit, fill_in(visit, action, FILLED)).state == RunState.WAITING
    fields = visit(f"{BASE}define/{action.pk}/").form_fields()
    assert json.loads(fields["schema_text"]) == PLAN
    visit(f"{BASE}define/{action.pk}/", {**DEFINED, "title": "Reckon"}, status=303)
    action.refresh_from_db()
    assert (action.title, action.version) == ("Reckon", 2)
    acts = ("aptic-action-defined", "aptic-action-changed")
    assert [Trail.objects.filter(act=act).count() for act in acts] == [1, 1]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema_text": "{"}, "This is no JSON"),
        ({"schema_text": '{"type": "object", "properties": {"a": {"type": "x"}}}'}, "properties/a/type"),
        ({"definition": "../Other"}, "Use letters, digits, dots"),
        ({"sub_path": "{unheard}"}, "“unheard” is no required text"),
        ({"sub_path": "{amount}"}, "“amount” is no required text"),
        ({"verb": "GET"}, "Still to place: amount, months."),
        ({"is_read_only": "on", "is_async": "on"}, "Leave one of the two empty."),
        ({"is_read_only": "on", "verb": "DELETE"}, "not something that only reads"),
        ({"file_field": "amount"}, "has a field of this name already"),
        ({"file_field": "a b"}, "Use letters, digits, dashes"),
        ({"callback": "a/b"}, "Use letters, digits, dots"),
        ({"title": "Taken"}, "There is an action of this name already."),
        ({"groups": "999"}, "Choose one of these."),
    ],
)
def test_what_does_not_fit_is_told_to_the_admin(
    change: dict[str, str], said: str, visit: Visit, make_action: Make
) -> None:
    make_action("Taken")
    page = visit(f"{BASE}define/new/", {**DEFINED, **change}, status=422)
    assert said in page.text
    assert ServiceAction.objects.count() == 1
