"""GetSaldo writes a line in the file: it is asked once a session, whatever comes back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.payments.conftest import make_mark
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
ASK = "TagorService/GetSaldo"
AGAIN = "/file/refresh/"
# What Tagor may have written down all the same, and what it surely has not.
IN_DOUBT, UNTOUCHED = ("garbage", "drop", "html"), ("503", "refuse")
PATHS = ["/file/", "/file/lines/", "/plan/", "/plan/other/", "/pay/", "/pay/transfer/", "/file/"]


def count(practice: PracticeOffice) -> int:
    return len(practice.calls(ASK))


def go_round(client: Client, paths: list[str] = PATHS) -> None:
    """See every page that shows or needs the balance; each says what it lacks, none breaks down."""
    client.raise_request_exception = False
    for path in paths:
        assert client.get(path).status_code in {200, 503}


def find_again(page: Page) -> dict[str, str] | None:
    """The fields of the button that asks again, when the page has it."""
    found = [index for index in range(len(page.main_forms())) if page.form_action(index) == AGAIN]
    return page.form_fields(found[0]) if found else None


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let minutes pass."""

    def advance(minutes: int) -> None:
        later = timezone.now() + timedelta(minutes=minutes)

        def now() -> datetime:
            return later

        monkeypatch.setattr(timezone, "now", now)

    return advance


@pytest.mark.parametrize("fault", [*IN_DOUBT, *UNTOUCHED])
@pytest.mark.parametrize("first", PATHS[:-1])
def test_a_failed_asking_is_not_repeated_by_any_page(
    first: str, fault: str, sign_in: SignIn, practice: PracticeOffice, client: Client
) -> None:
    sign_in("nl-woman")
    practice.fault("tagor", fault, operation=ASK)

    go_round(client, [first, *PATHS])

    assert count(practice) == 1
    assert not Event.objects.filter(act="balance-viewed").exists()


def test_once_it_works_again_nobody_asks_by_himself(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation=ASK, times=1)

    for _ in range(2):
        page = visit("/file/")
        assert "The amount could not be loaded now." in page.text
        assert "You owe today" not in page.text
    assert count(practice) == 1


@pytest.mark.parametrize("fault", UNTOUCHED)
def test_the_person_may_ask_again_at_once_when_nothing_was_written(
    fault: str, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", fault, operation=ASK, times=1)
    fields = find_again(visit("/file/"))
    assert fields is not None

    page = visit(AGAIN, fields, follow=True)

    assert "You owe today €1,234.56" in page.text
    assert count(practice) == 2
    assert find_again(visit("/file/")) is None


@pytest.mark.parametrize("fault", IN_DOUBT)
def test_when_a_line_may_have_been_written_it_takes_five_minutes(
    fault: str,
    sign_in: SignIn,
    visit: Visit,
    practice: PracticeOffice,
    client: Client,
    wait: Callable[[int], None],
) -> None:
    seeded = sign_in("nl-woman", "en")
    practice.fault("tagor", fault, operation=ASK, times=1)
    page = visit("/file/")
    assert find_again(page) is None
    assert "You can ask for it again from" in page.text
    visit(AGAIN, {"mark": make_mark(seeded)}, status=302)
    assert count(practice) == 1

    wait(6)
    go_round(client)
    assert count(practice) == 1
    fields = find_again(visit("/file/"))
    assert fields is not None
    assert "You owe today €1,234.56" in visit(AGAIN, fields, follow=True).text
    assert count(practice) == 2


def test_after_five_minutes_a_page_asks_again_when_nothing_was_written(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, client: Client, wait: Callable[[int], None]
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation=ASK, times=1)
    go_round(client)
    wait(4)
    go_round(client)
    assert count(practice) == 1

    wait(2)

    assert "You owe today €1,234.56" in visit("/file/").text
    assert count(practice) == 2


def test_a_failed_wish_in_doubt_waits_five_minutes_too(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, wait: Callable[[int], None]
) -> None:
    sign_in("overpaid", "en")
    visit("/file/")
    wait(6)
    practice.fault("tagor", "garbage", operation=ASK)
    fields = find_again(visit("/file/"))
    assert fields is not None

    page = visit(AGAIN, fields, follow=True)
    assert "We could not ask for the amount again." in page.text
    assert "€25.50" in page.text
    assert find_again(page) is None
    visit(AGAIN, fields, status=302)

    assert count(practice) == 2


def test_another_session_asks_for_itself(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "garbage", operation=ASK, times=1)
    visit("/file/")

    sign_in("nl-woman", "en")

    assert "You owe today €1,234.56" in visit("/file/").text


@pytest.mark.parametrize("path", ["/plan/", "/pay/"])
def test_a_page_that_cannot_do_without_offers_to_ask_and_comes_back(
    path: str, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation=ASK, times=1)
    fields = find_again(visit(path, status=503))
    assert fields is not None

    page = visit(AGAIN, fields, follow=True)

    assert str(page.answer.request["PATH_INFO"]) == path
    assert "€1,234.56" in page.text


def test_it_leads_nowhere_else(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation=ASK, times=1)
    fields = find_again(visit("/file/")) or {}

    answer = visit(AGAIN, {**fields, "next": "//other.example/"}, status=302).answer

    assert answer["Location"] == "/file/"
