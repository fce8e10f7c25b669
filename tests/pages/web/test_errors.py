"""When something goes wrong people read what happened, a reference, and how to reach the office."""

import io
import logging
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page
from tests.pages.web.faulty_urls import SECRET

pytestmark = pytest.mark.urls("tests.pages.web.faulty_urls")

CASES = [
    ("/fail/400/", 400),
    ("/fail/403/", 403),
    ("/nowhere/", 404),
    ("/too-many/", 429),
    ("/fail/500/", 500),
    ("/fail/Rejected/", 503),
    ("/fail/Unavailable/", 503),
    ("/fail/OutcomeUnknown/", 503),
    ("/fail/NotAuthorised/", 503),
    ("/fail/UnexpectedResponse/", 503),
    ("/fail/IntegrationError/", 503),
]


@pytest.fixture
def visit(visit: Visit, client: Client) -> Visit:
    """As a browser sees it: an error is a page."""
    client.raise_request_exception = False
    return visit


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize(("path", "status"), CASES)
def test_each_error_page_says_it_in_each_language(
    visit: Visit, path: str, status: int, language: str
) -> None:
    page = visit(f"{path}?lang={language}", status=status)
    assert f'<html lang="{language}">' in page.html
    assert page.answer["X-Request-Id"] in page.text
    assert "+32 9 000 00 00" in page.text
    assert SECRET not in page.html
    assert page.answer["Cache-Control"] == "no-store"


def test_headings_differ_between_languages(visit: Visit) -> None:
    for path, status in CASES:
        headings = {visit(f"{path}?lang={code}", status=status).heading for code in ("nl", "fr", "de", "en")}
        assert len(headings) == 4


@pytest.mark.parametrize("address", ["/desk/nowhere/?lang=en", "/admin/nowhere/?lang=en"])
def test_staff_are_not_spoken_to_as_debtors(visit: Visit, client: Client, address: str) -> None:
    make_staff("an", is_superuser=True)
    sign_in_staff(client, "an")
    page = visit(address, status=404)
    assert page.links()["Go to the first page"] == "/desk/"
    told = "Are you typing the link from your letter?"
    assert told not in page.text
    assert told in visit("/nowhere/?lang=en", status=404).text


def test_with_the_system_away_people_can_still_pay_by_transfer(visit: Visit) -> None:
    page = visit("/fail/Unavailable/?lang=en", status=503)
    assert "BE68 5390 0754 7034" in page.text
    assert "GKCCBEBB" in page.text
    assert "Nothing was changed" in page.text
    assert page.links()["Try again"] == "/fail/Unavailable/?lang=en"
    assert page.answer["Retry-After"] == "30"


def test_an_unknown_outcome_warns_against_sending_again(visit: Visit) -> None:
    page = visit("/fail/OutcomeUnknown/", {"x": "1"}, status=503, **{"Accept-Language": "en"})
    assert "Do not send it again yet" in page.text
    assert "Nothing was changed" not in page.text
    assert "Try again" not in page.links()


def test_a_page_that_was_posted_switches_language_at_home(visit: Visit) -> None:
    page = visit("/fail/Unavailable/", {"x": "1"}, status=503)
    assert next(a.get("href") for a in page.all("a") if a.get("hreflang")) == "/?lang=nl"


def test_too_many_says_how_long(visit: Visit) -> None:
    page = visit("/too-many/?lang=en", status=429)
    assert "Wait 2 minutes" in page.text
    assert page.answer["Retry-After"] == "120"


def test_a_form_without_its_token_is_explained(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = Page(strict.post("/sign-in/?lang=en", {"file": "1"}))
    page.check()
    assert page.status == 403
    assert page.heading == "Your page was too old to send"


@pytest.fixture
def logged() -> Callable[[], str]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("portal.web")
    logger.addHandler(handler)
    return stream.getvalue


def test_a_fault_is_logged_once_with_its_reference_and_without_its_text(
    visit: Visit, logged: Callable[[], str]
) -> None:
    page = visit("/fail/UnexpectedResponse/", status=503)
    lines = logged().splitlines()
    assert lines == [f"UnexpectedResponse from tagor GetSaldo, reference {page.answer['X-Request-Id']}"]


def test_with_database_and_cache_gone_a_plain_page_still_answers(client: Client, office: Office) -> None:
    client.raise_request_exception = False
    cache.clear()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE office_office RENAME TO gone")
    answer = client.get("/fail/500/")
    assert answer.status_code == 500
    words = answer.content.decode()
    assert "Er ging iets mis" in words
    assert 'lang="fr"' in words
    assert answer["X-Request-Id"] in words


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_the_address_of_a_form_is_a_page_that_leads_on(client: Client, visit: Visit, language: str) -> None:
    page = visit(f"/embed/start/?lang={language}", status=405)
    assert f'<html lang="{language}' in page.html
    assert "/" in page.links().values()
    assert page.answer["Allow"] == "POST"
    assert client.put("/embed/start/").content == b""


def test_a_fault_promises_nothing_of_what_was_typed_into_another_form(client: Client, visit: Visit) -> None:
    client.post("/sign-in/?switch_language=1&lang=en", {"file": "26/004512"})
    assert "26/004512" in visit("/sign-in/?kept=1&lang=en").html
    page = visit("/fail/Unavailable/?lang=en", {}, status=503)
    assert "What you filled in is kept." not in page.text
    assert "Try again" not in page.links()
