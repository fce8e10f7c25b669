"""Wrong PINs far above the usual: one question more, then letter links only; it ends by itself."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django_tasks_db.models import DBTaskResult

from portal.access.door_settings.selectors import forget_door_settings
from portal.access.equal_answer_time import STEP_S
from portal.access.limits.pin_limits import QUESTION_LIMIT, SITE_LIMIT, count_site
from portal.access.models import DoorSettings
from portal.access.site_brake.alert import mail_admins
from portal.access.site_brake.level import Brake, read_brake
from portal.audit.models import Event
from portal.office.models import Office
from portal.web.attempt_throttle import HOUR_S, LIMIT
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("office")]

ENGLISH = {"Accept-Language": "en"}
EXCHANGE = "TagorService/PinToFile"
HOUSE = "4"


@pytest.fixture
def file(practice: PracticeOffice) -> PracticeFile:
    return practice.file("nl-woman")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """The clock of the counters stands in the middle of an hour; ``later(3600)`` moves it."""
    real = time.time
    ahead = HOUR_S / 2 - real() % HOUR_S
    monkeypatch.setattr(time, "time", lambda: real() + ahead)

    def move(seconds: float) -> None:
        nonlocal ahead
        ahead += seconds

    return move


def wrong_pins(number: int) -> None:
    """So many wrong PINs of strangers, in this hour."""
    site = count_site()
    for _ in range(number):
        site.note_wrong()


def attempt(
    file: PracticeFile,
    client: Client | None = None,
    *,
    address: str = "",
    typed_file: str = "",
    **typed: str,
) -> int:
    data = {"file": typed_file or file.file, "pin": file.pin, **typed}
    sender = {"REMOTE_ADDR": address} if address else {}
    return (client or Client()).post("/sign-in/", data, **sender).status_code


@pytest.mark.usefixtures("pauses", "later")
def test_wrong_pins_at_the_door_bring_the_question(file: PracticeFile) -> None:
    for number in range(QUESTION_LIMIT):
        assert attempt(file, address=f"198.51.{number}.1", typed_file=f"26/9{number:05}", pin="000000") == 422
        assert (read_brake() is Brake.OFF) == (number + 1 < QUESTION_LIMIT)


@pytest.mark.usefixtures("later")
def test_the_page_asks_and_the_right_answer_opens(
    visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    assert "answer" not in visit("/sign-in/", **ENGLISH).form_fields()
    wrong_pins(QUESTION_LIMIT)
    page = visit("/sign-in/", **ENGLISH)
    assert "Somebody is trying many wrong PINs" in page.text
    assert "answer" in page.form_fields()
    typed = {"file": file.file, "pin": file.pin}

    asked = visit("/sign-in/", typed, status=422, **ENGLISH)
    assert "Fill in the number of your house." in asked.text
    assert not practice.calls(EXCHANGE), "a try without an answer is none"

    assert (
        visit("/sign-in/", {**typed, "answer": f"{HOUSE} bus 2"}, status=303).answer["Location"] == "/file/"
    )
    assert Event.objects.get(act="signed-in").details == {"by": "pin", "second": "house"}


@pytest.mark.usefixtures("later")
def test_a_wrong_answer_and_a_wrong_pin_cannot_be_told_apart(file: PracticeFile, pauses: list[float]) -> None:
    wrong_pins(QUESTION_LIMIT)
    tries = (file.pin, "77"), ("000000", HOUSE), ("000000", "77")
    pages = [  # each from elsewhere: how many tries are left there is said before the wait
        Page(
            Client(headers=ENGLISH, REMOTE_ADDR=f"198.51.{number}.7").post(
                "/sign-in/", {"file": file.file, "pin": pin, "answer": answer}
            )
        )
        for number, (pin, answer) in enumerate(tries)
    ]
    assert [page.status for page in pages] == [422] * 3
    texts = {page.text.replace(page.answer["X-Request-Id"], "") for page in pages}
    assert len(texts) == 1
    assert "do not fit together" in texts.pop()
    assert all(page.form_fields()["answer"] == "" for page in pages)
    assert all(STEP_S < pause <= 3 * STEP_S for pause in pauses), pauses
    told = [event.details["why"] for event in Event.objects.filter(act="sign-in-refused")]
    assert set(told) == {"wrong"}


@pytest.mark.usefixtures("pauses", "later")
def test_wrong_answers_are_wrong_tries_of_the_file(file: PracticeFile) -> None:
    wrong_pins(QUESTION_LIMIT)
    for number in range(LIMIT):
        assert attempt(file, answer="77", address=f"198.51.{number}.1") == 422
    assert attempt(file, answer=HOUSE, address="203.0.113.1") == 429


@pytest.mark.usefixtures("pauses", "later")
@pytest.mark.parametrize("answer", ["77", "2/2/1952", "2/2/1951"])
def test_the_office_that_asks_the_birthday_of_letters_asks_it_here_too(
    office: Office, file: PracticeFile, answer: str
) -> None:
    DoorSettings.objects.create(office=office, second_check="birth")
    forget_door_settings()
    wrong_pins(QUESTION_LIMIT)
    assert attempt(file, answer=answer) == (303 if answer == "2/2/1951" else 422)


@pytest.mark.usefixtures("pauses", "later")
def test_a_fact_that_tagor_does_not_know_opens_nothing(office: Office, practice: PracticeOffice) -> None:
    DoorSettings.objects.create(office=office, second_check="birth")
    forget_door_settings()
    wrong_pins(QUESTION_LIMIT)
    company = practice.file("company")
    assert attempt(company, answer="1/1/2000") == 422
    assert Client().post(f"/h/{company.hash}/")["Location"] != "/sign-in/"


@pytest.mark.usefixtures("later")
def test_tagor_away_at_the_question_is_no_wrong_try(file: PracticeFile, practice: PracticeOffice) -> None:
    wrong_pins(QUESTION_LIMIT)
    practice.fault("tagor", "garbage", operation="Party/GetAddresses")
    before = count_site().wrong
    assert attempt(file, answer=HOUSE) == 503
    assert count_site().total == before


@pytest.mark.usefixtures("later")
def test_known_browsers_and_letters_meet_no_brake(client: Client, file: PracticeFile, visit: Visit) -> None:
    assert attempt(file, client) == 303
    client.post("/sign-out/")
    wrong_pins(SITE_LIMIT)
    assert "answer" not in visit("/sign-in/").form_fields()
    assert attempt(file, client) == 303
    assert Client().post(f"/h/{file.hash}/")["Location"] == "/file/"


@pytest.mark.usefixtures("later")
def test_a_browser_that_knows_another_file_is_asked(
    client: Client, file: PracticeFile, practice: PracticeOffice, visit: Visit
) -> None:
    assert attempt(file, client) == 303
    wrong_pins(QUESTION_LIMIT)
    other = practice.file("fr-man")
    page = visit("/sign-in/", {"file": other.file, "pin": other.pin}, status=422)
    assert "answer" in page.form_fields()


@pytest.mark.usefixtures("later")
def test_far_too_many_leave_letters_only_and_the_page_says_until_when(
    visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    wrong_pins(SITE_LIMIT)
    page = visit("/sign-in/", **ENGLISH)
    assert "Use the link in your letter" in page.text
    assert "you can try your file number and PIN again" in page.text
    assert "/new-link/" in page.links().values()
    assert not [form for form in page.main_forms() if form.get("action") == "/sign-in/"]
    typed = {"file": file.file, "pin": file.pin, "answer": HOUSE}
    refused = visit("/sign-in/", typed, status=429, **ENGLISH)
    assert 0 < int(refused.answer["Retry-After"]) <= HOUR_S
    assert not practice.calls(EXCHANGE)


@pytest.mark.usefixtures("pauses")
def test_it_ends_by_itself(file: PracticeFile, later: Callable[[float], None]) -> None:
    wrong_pins(SITE_LIMIT)
    assert read_brake() is Brake.LETTERS
    later(HOUR_S)
    assert read_brake() is Brake.QUESTION
    later(HOUR_S)
    assert read_brake() is Brake.OFF
    assert attempt(file) == 303


@pytest.mark.usefixtures("later")
def test_each_step_is_told_once(
    office: Office, file: PracticeFile, caplog: pytest.LogCaptureFixture, pauses: list[float]
) -> None:
    boss = make_staff("boss", permissions=["access.change_doorsettings"], email="boss@kantoor.example")
    make_staff("gone", is_superuser=True, is_active=False, email="gone@kantoor.example")
    caplog.set_level(logging.ERROR)
    wrong_pins(QUESTION_LIMIT - 1)
    for number in range(3):
        answer = {"answer": "77"} if number else {}
        assert attempt(file, pin="000000", address=f"198.51.{number}.1", **answer) == 422
    wrong_pins(SITE_LIMIT - count_site().wrong - 1)
    assert attempt(file, pin="000000", address="203.0.113.9", answer="77") == 422

    told = [event.details["level"] for event in Event.objects.filter(act="sign-in-braked").order_by("number")]
    assert told == ["question", "letters"]
    assert sum("ALERT wrong PINs" in line for line in caplog.messages) == 2
    tasks = DBTaskResult.objects.filter(task_path=mail_admins.module_path)
    assert [task.args_kwargs["kwargs"]["level"] for task in tasks.order_by("enqueued_at")] == told
    assert [mail_admins.func(**task.args_kwargs["kwargs"]) for task in tasks] == [1, 1]
    assert {to for message in mail.outbox for to in message.to} == {boss.email}
    assert file.file not in mail.outbox[0].body


@pytest.mark.usefixtures("later")
def test_the_desk_says_so_to_who_sets_the_doors(visit: Visit, client: Client) -> None:
    make_staff("boss", permissions=["access.change_doorsettings"])
    sign_in_staff(client, "boss")
    words = "Somebody is trying many PINs"
    assert words not in visit("/desk/?lang=en").text
    wrong_pins(QUESTION_LIMIT)
    assert words in visit("/desk/").text
    make_staff("ann")
    sign_in_staff(client, "ann")
    assert words not in visit("/desk/").text


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_slip_past_the_question(
    practice: PracticeOffice, office: Office, later: Callable[[float], None]
) -> None:
    wrong_pins(QUESTION_LIMIT - 4)

    def guess(number: int) -> int:
        typed: dict[str, Any] = {"file": f"26/9{number:05}", "pin": "000000"}
        try:
            return Client().post("/sign-in/", typed, REMOTE_ADDR=f"198.51.{number}.1").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        statuses = set(pool.map(guess, range(20)))

    assert statuses == {422}
    assert len(practice.calls(EXCHANGE)) <= 4


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("language", ["nl", "fr", "de"])
@pytest.mark.parametrize("number", [QUESTION_LIMIT, SITE_LIMIT])
def test_pages_in_every_language(visit: Visit, client: Client, language: str, number: int) -> None:
    client.cookies["language"] = language
    wrong_pins(number)
    visit("/sign-in/")
