from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
GET_LINES = "Dossier/GetLines"


def count_lines(page: Page) -> int:
    """The lines of the last table on the page."""
    return len(list(page.all("tbody")[-1]))


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("slug", ["nl-woman", "null-dates", "paid-off", "overpaid", "many-lines"])
def test_the_lines_are_shown_in_every_language(
    slug: str, language: str, sign_in: SignIn, visit: Visit
) -> None:
    sign_in(slug, language)

    assert visit("/file/lines/").heading


def test_each_line_has_a_date_plain_words_and_an_amount(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "fr")

    text = visit("/file/lines/").text

    assert "Convocation au tribunal (citation)" in text
    assert "Dans les mots de l’étude : Dagvaarding" in text
    assert "Montant fixe en plus (clause indemnitaire)" in text
    assert "La loi en fixe le prix." in text


def test_the_sum_is_checked_against_the_balance(sign_in: SignIn, visit: Visit) -> None:
    sign_in("differs", "en")

    text = visit("/file/lines/").text

    assert "Total of the lines €783.25" in text
    assert "The lines come to €3.75 less than the balance. The balance of the office counts." in text


def test_lines_that_add_up_name_no_difference(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")

    assert "than the balance" not in visit("/file/lines/").text


@pytest.mark.parametrize(
    ("page", "place", "shown"),
    [
        ("1", "page 1 of 6", 50),
        ("6", "page 6 of 6", 50),
        ("7", "page 6 of 6", 50),
        ("999999999999999999999", "page 6 of 6", 50),
        ("0", "page 6 of 6", 50),
        ("-3", "page 6 of 6", 50),
        ("x", "page 1 of 6", 50),
        ("", "page 1 of 6", 50),
        ("<script>", "page 1 of 6", 50),
        ("all", "Fifty lines a page", 300),
    ],
)
def test_many_lines_come_a_page_at_a_time(
    page: str, place: str, shown: int, sign_in: SignIn, visit: Visit
) -> None:
    sign_in("many-lines", "en")

    answer = visit(f"/file/lines/?page={quote(page)}")

    assert place in answer.text
    assert count_lines(answer) == shown


def test_every_line_is_on_exactly_one_page(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("many-lines", "en")
    address, seen = "/file/lines/", 0
    while address:
        page = visit(address)
        seen += count_lines(page)
        address = page.links().get("Next page", "")

    assert seen == len(practice.state("many-lines")["lines"]) == 300
    assert len(practice.calls(GET_LINES)) <= 3  # one reading, in batches

    assert "on its way" not in visit("/file/lines/").text


def test_without_the_words_the_lines_still_show(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation="Code/GetDescription")

    page = visit("/file/lines/")

    assert "Dagvaarding" in page.text
    assert "The parts of the amount could not be loaded now." in page.text


def test_lines_that_fail_are_no_empty_file(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "garbage", operation=GET_LINES)

    page = visit("/file/lines/", status=503)

    assert "The lines could not be loaded now." in page.text
    assert "Tell the office this reference:" in page.text
    assert "This file has no lines yet." not in page.text


def test_the_contribution_to_legal_aid_is_no_registration(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit("/file/lines/")
    assert "Contribution to the fund for legal aid" in page.text
    assert "Court registration" not in page.text
