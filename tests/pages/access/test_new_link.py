"""A new link: one answer for everybody, and Tagor is asked by the worker alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.access.door_settings.selectors import forget_door_settings
from portal.access.models import DoorSettings
from portal.access.new_link.services import MOST_FOR_A_FILE, NETWORK
from portal.audit.models import Event
from portal.outbox.models import Delivery
from portal.outbox.services import deliver_due
from tests.pages.conftest import Visit
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
HOME = "/new-link/"
BORN = {"nl-woman": "2/2/1951"}


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["language"] = "en"


def deliver() -> None:
    deliver_due(now=timezone.now() + timedelta(minutes=1))


def sent_links(practice: PracticeOffice) -> list[dict[str, Any]]:
    return [sent for sent in practice.get("outbox") if "/h/" in str(sent)]


def test_right_answers_have_the_office_send_a_link(visit: Visit, practice: PracticeOffice) -> None:
    file = practice.file("nl-woman")
    page = visit(HOME, {"file": file.file, "born_on": BORN["nl-woman"]}, follow=True)
    assert page.title.startswith("We passed on your request")
    assert practice.calls("TagorService/FileToHash") == []
    deliver()
    (call,) = practice.calls("TagorService/FileToHash")
    assert call["status"] == 200
    assert file.hash in str(sent_links(practice))
    assert Delivery.objects.get().state == "done"
    assert Delivery.objects.get().secret == ""


@pytest.mark.parametrize("born_on", ["2/2/1951", "3/2/1951"])
@pytest.mark.parametrize("known", [True, False])
def test_page_is_the_same_whatever_is_true(
    visit: Visit, practice: PracticeOffice, born_on: str, known: bool
) -> None:
    file = practice.file("nl-woman").file if known else "26/999999"
    page = visit(HOME, {"file": file, "born_on": born_on}, follow=True)
    assert page.title.startswith("We passed on your request")
    assert file not in page.text
    deliver()
    assert Delivery.objects.get().state == "done"
    assert len(sent_links(practice)) == (known and born_on == BORN["nl-woman"])


def test_company_is_known_by_its_number(visit: Visit, practice: PracticeOffice) -> None:
    file = practice.file("company")
    visit(HOME, {"file": file.file, "company_number": "BE 0999.999.823"}, follow=True)
    deliver()
    assert file.hash in str(sent_links(practice))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Fill in the file number."),
        ({"file": "26/1"}, "Fill in your date of birth, or the number of your company."),
        ({"file": "26/1", "born_on": "x"}, "Write day, month and year of your birth."),
        ({"file": "26/1", "born_on": "1/1/2090"}, "Write day, month and year of your birth."),
        ({"file": "26/1", "company_number": "12"}, "This is no enterprise number."),
        ({"file": "26/1", "born_on": "1/1/1990", "company_number": "0999999823"}, "Fill in your date"),
        ({"file": "<>", "born_on": "1/1/1990"}, "A file number has only digits"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    visit: Visit, data: dict[str, str], said: str
) -> None:
    page = visit(HOME, data, status=422)
    assert said in page.text
    assert page.form_fields() | data == page.form_fields()
    assert not Delivery.objects.exists()


def test_one_file_gets_few_links_and_nobody_sees_it(visit: Visit, practice: PracticeOffice) -> None:
    """However its number is written."""
    assert NETWORK.most > MOST_FOR_A_FILE
    for number in range(NETWORK.most):
        file = "26-0.4512" if number % 2 else "26/004512"
        page = visit(HOME, {"file": file, "born_on": "2/2/1951"}, follow=True)
        assert page.title.startswith("We passed on your request")
    assert Delivery.objects.count() == MOST_FOR_A_FILE


def test_one_network_asks_a_few_times(visit: Visit, practice: PracticeOffice) -> None:
    for number in range(NETWORK.most):
        visit(HOME, {"file": f"26/{number}", "born_on": "2/2/1951"}, status=303)
    visit(HOME, {"file": "26/99", "born_on": "2/2/1951"}, status=429)
    assert Delivery.objects.count() == NETWORK.most
    # Neither a PIN nor a letter is kept waiting by that.
    visit("/sign-in/", {"file": practice.file().file, "pin": practice.file().pin}, status=303)


def test_tagor_away_keeps_the_wish(visit: Visit, practice: PracticeOffice) -> None:
    with practice.down():
        visit(HOME, {"file": practice.file().file, "born_on": "2/2/1951"}, follow=True)
        deliver()
    deliver_due(now=timezone.now() + timedelta(hours=2))
    assert len(sent_links(practice)) == 1


def test_an_answer_that_is_lost_is_not_sent_twice(visit: Visit, practice: PracticeOffice) -> None:
    practice.fault("tagor", "drop", operation="TagorService/FileToHash", times=1)
    visit(HOME, {"file": practice.file().file, "born_on": "2/2/1951"}, follow=True)
    deliver()
    for hours in (1, 5):
        deliver_due(now=timezone.now() + timedelta(hours=hours))
    assert len(practice.calls("TagorService/FileToHash")) == 1
    assert Delivery.objects.get().state == "done"


def test_nothing_of_it_is_in_the_trail_or_the_address(
    visit: Visit, practice: PracticeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    page = visit(HOME, {"file": "26/004512", "born_on": "2/2/1951"}, follow=True)
    assert "004512" not in page.answer.request["PATH_INFO"]
    told = " ".join(f"{event.act} {event.details} {event.file_id}" for event in Event.objects.all())
    assert "new-link-asked" in told
    for secret in ("004512", "1951"):
        assert secret not in told
        assert secret not in caplog.text


def test_office_that_sends_links_by_hand_says_so(visit: Visit, office: Any) -> None:
    DoorSettings.objects.create(office=office, new_links=False)
    forget_door_settings()
    page = visit(HOME)
    assert office.phone in page.text
    visit(HOME, {"file": "26/1", "born_on": "2/2/1951"})
    assert not Delivery.objects.exists()


def test_expired_link_leads_here_in_one_click(visit: Visit, client: Client, practice: PracticeOffice) -> None:
    page = visit(f"/h/{practice.file('expired-hash').hash}/", follow=True)
    page = visit(page.form_action(), page.form_fields(), status=410)
    assert page.links()["Get a new link"] == HOME
    visit(HOME)


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_pages_in_every_language(visit: Visit, client: Client, language: str) -> None:
    client.cookies["language"] = language
    visit(HOME)
    visit(HOME + "asked/")
