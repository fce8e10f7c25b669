"""After the link of a letter one question, where the office asks it: three tries, the same words."""

from typing import Any

import pytest
from django.test import Client

from portal import registry
from portal.access.door_settings.selectors import forget_door_settings
from portal.access.models import DoorSettings
from portal.access.second_check.services import TRIES
from portal.audit.models import Event
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
HOME = "/second-check/"


@pytest.fixture
def ask(office: Any, client: Client, practice: PracticeOffice) -> Any:
    """The office asks this; English pages."""

    def go(kind: str) -> None:
        client.cookies["language"] = "en"
        DoorSettings.objects.update_or_create(office=office, defaults={"second_check": kind})
        forget_door_settings()

    return go


def open_letter(visit: Visit, practice: PracticeOffice, slug: str = "nl-woman") -> Page:
    letter = visit(f"/h/{practice.file(slug).hash}/", follow=True)
    return visit(letter.form_action(), letter.form_fields(), follow=True)


@pytest.mark.parametrize(
    ("kind", "answer"), [("house", "4"), ("house", "4 bus 2"), ("house", "4B"), ("birth", "2/2/1951")]
)
def test_right_answer_opens_the_file(
    visit: Visit, practice: PracticeOffice, ask: Any, kind: str, answer: str
) -> None:
    ask(kind)
    page = open_letter(visit, practice)
    assert page.title.startswith("One more question")
    assert practice.file().name not in page.text
    assert not practice.calls("TagorService/GetSaldo")
    visit("/file/", status=303)
    answer_page = visit(HOME, page.form_fields() | {"answer": answer}, status=303)
    assert answer_page.answer["Location"] == "/file/"
    assert "/file/others/" in visit("/file/").links().values()
    acts = list(Event.objects.order_by("number").values_list("act", flat=True))
    assert acts[:2] == ["link-accepted", "signed-in"]


@pytest.mark.parametrize(("kind", "wrong"), [("house", "5"), ("birth", "3/2/1951")])
def test_three_wrong_answers_wait_and_a_new_link_does_not_help(
    visit: Visit, practice: PracticeOffice, ask: Any, kind: str, wrong: str
) -> None:
    ask(kind)
    open_letter(visit, practice)
    for _ in range(TRIES):
        page = visit(HOME, {"answer": wrong}, status=422)
        assert "This does not fit the letter. Try again." in page.text
        assert "Lotte" not in page.text
    right = "4" if kind == "house" else "2/2/1951"
    assert HOME in visit(HOME, {"answer": right}, status=429).links().values()
    open_letter(visit, practice)
    visit(HOME, {"answer": right}, status=429)
    visit("/file/", status=303)
    told = str(list(Event.objects.values_list("details", flat=True)))
    assert "1951" not in told


def test_file_and_pin_ask_nothing_more(visit: Visit, practice: PracticeOffice, ask: Any) -> None:
    ask("house")
    file = practice.file()
    assert visit("/sign-in/", {"file": file.file, "pin": file.pin}, status=303).answer["Location"] == "/file/"


def test_company_without_a_birthday_comes_in(visit: Visit, practice: PracticeOffice, ask: Any) -> None:
    ask("birth")
    open_letter(visit, practice, "company")
    visit(HOME, {"answer": "1/1/2000"}, status=303)
    assert "/file/others/" not in visit("/file/").links().values()
    visit("/file/others/", status=404)  # nothing was proven besides the letter
    assert Event.objects.get(act="signed-in").details == {"by": "letter"}


def test_tagor_away_counts_as_no_try(visit: Visit, practice: PracticeOffice, ask: Any) -> None:
    ask("house")
    open_letter(visit, practice)
    for _ in range(TRIES - 1):
        visit(HOME, {"answer": "5"}, status=422)
    with practice.down():
        visit(HOME, {"answer": "4"}, status=503)
    registry.reset()  # nor does the rest that Tagor is given after faults
    visit(HOME, {"answer": "4"}, status=303)


def test_without_a_letter_there_is_nothing_to_answer(visit: Visit, client: Client, ask: Any) -> None:
    ask("house")
    assert "Open the link in your letter again" in visit(HOME).title
    client.cookies["second-check"] = "forged"
    assert "Open the link in your letter again" in visit(HOME, {"answer": "4"}).title


@pytest.mark.parametrize("answer", ["", "x" * 21])
def test_empty_or_long_is_said_and_counts_as_no_try(
    visit: Visit, practice: PracticeOffice, ask: Any, answer: str
) -> None:
    ask("house")
    open_letter(visit, practice)
    for _ in range(TRIES + 1):
        visit(HOME, {"answer": answer}, status=422)
    visit(HOME, {"answer": "4"}, status=303)


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_question_in_every_language(
    visit: Visit, client: Client, practice: PracticeOffice, ask: Any, language: str
) -> None:
    ask("birth")
    client.cookies["language"] = language
    open_letter(visit, practice)
