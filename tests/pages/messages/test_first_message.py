"""The office writes first, from the page of a file: the person reads it, answers, and Tagor has it once."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.audit.models import Event
from portal.desk.case.holds import take_hold
from portal.desk.models import CaseHold
from portal.messages.models import Message, Thread
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff
from tests.pages.messages.conftest import Colleague, Deliver, SignIn
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.sqlite
MAY = ("desk.view_case", "desk.act_on_case", "talk.view_thread", "talk.answer_thread")
TEXT = "Uw betaling is binnen. Alles is in orde."
Desk = Callable[..., Colleague]


@pytest.fixture
def seeded(practice: PracticeOffice) -> PracticeFile:
    return practice.file()


def page_of(seeded: PracticeFile, rest: str = "message/") -> str:
    return f"/desk/file/{seeded.file_id}/{rest}"


def send(colleague: Colleague, seeded: PracticeFile, *, status: int = 303, **typed: Any) -> Any:
    fields = colleague.visit(page_of(seeded)).form_fields()
    fields.pop("cancel", None)
    data = {**fields, "to": seeded.party_id, "language": "nl", "text": TEXT, **typed}
    return data, colleague.visit(page_of(seeded), data, status=status)


def test_the_person_reads_it_and_answers(
    desk: Desk,
    seeded: PracticeFile,
    sign_in: SignIn,
    visit: Visit,
    deliver: Deliver,
    in_tagor: Callable[[], list[dict[str, Any]]],
) -> None:
    colleague = desk("an", *MAY)
    way = colleague.visit(page_of(seeded, "")).links()["Write a message to the person"]
    assert way == page_of(seeded)
    data, sent = send(colleague, seeded, text=TEXT)
    again = colleague.visit(page_of(seeded), data, status=303)
    assert sent.answer["Location"] == again.answer["Location"], "pressed twice, sent once"
    assert "Your message is sent" in colleague.visit(sent.answer["Location"]).text
    assert Event.objects.filter(act="message-begun", file_id=seeded.file_id).count() == 1

    deliver()
    (found,) = in_tagor()
    assert TEXT in found["body"]
    sign_in("nl-woman", "en")
    first = visit("/file/")
    assert "The office wrote to you" in first.text
    thread = Thread.objects.get()
    own = visit(first.links()["Read the message"])
    assert TEXT in own.text
    assert "You asked" not in first.text
    visit(own.form_action(), {**own.form_fields(), "text": "Dank u."}, status=303)
    assert "Messages to answer" in colleague.visit("/desk/queue/team/").text
    thread.refresh_from_db()
    assert thread.state == "waiting"


def test_what_is_wrong_or_not_ones_own_is_not_sent(desk: Desk, seeded: PracticeFile) -> None:
    other = desk("bo", "desk.view_case", "desk.act_on_case")
    assert "Write a message to the person" not in other.visit(page_of(seeded, "")).text
    other.visit(page_of(seeded), {"text": TEXT}, status=403)
    colleague = desk("an", *MAY)
    _data, wrong = send(colleague, seeded, text="Betaal op BE68 5390 0754 7034.", status=422)
    assert "Take the account number out." in wrong.text
    _data, wrong = send(colleague, seeded, to="1", status=422)
    assert "Choose a person." in wrong.text
    assert not Message.objects.exists()


def test_a_colleague_who_works_on_the_file_is_left_alone(desk: Desk, seeded: PracticeFile) -> None:
    colleague = desk("an", *MAY)
    page = colleague.visit(page_of(seeded))
    CaseHold.objects.all().delete()
    take_hold(seeded.file_id, user=make_staff("els", first_name="Els", last_name="Mertens"))
    data = {**page.form_fields(), "to": seeded.party_id, "language": "nl", "text": TEXT}
    data.pop("cancel", None)
    refused = colleague.visit(page_of(seeded), data, status=409)
    assert "Els Mertens works on this file" in refused.text
    assert TEXT in refused.text
    assert not Message.objects.exists()


def test_a_conversation_is_found_by_its_number(desk: Desk, seeded: PracticeFile) -> None:
    colleague = desk("an", *MAY, "desk.search_files")
    send(colleague, seeded)
    thread = Thread.objects.get()
    for typed in (thread.number, f"{thread.number}-1", f"m{thread.pk}"):
        answer = colleague.client.post("/desk/search/", {"text": typed}, follow=True)
        assert answer.request["PATH_INFO"] == f"/desk/messages/{thread.pk}/"


def test_cancel_needs_no_tagor(desk: Desk, seeded: PracticeFile, practice: PracticeOffice) -> None:
    colleague = desk("an", *MAY)
    fields = colleague.visit(page_of(seeded)).form_fields()
    assert CaseHold.objects.filter(file_id=seeded.file_id).exists()
    with practice.down():
        left = colleague.visit(page_of(seeded), {**fields, "cancel": "1"}, status=303)
    assert left.answer["Location"] == page_of(seeded, "")
    assert not CaseHold.objects.filter(file_id=seeded.file_id).exists()


def test_file_in_which_nobody_owes_is_said(
    desk: Desk, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    practice.set_parameter("codes", "opaque")
    assert "names nobody who owes" in desk("an", *MAY).visit(page_of(seeded)).text
