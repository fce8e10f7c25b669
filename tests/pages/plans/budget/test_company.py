"""A company has no wage: it gets no household budget, and help of its own."""

from collections.abc import Callable

from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]


def test_a_company_is_led_elsewhere(sign_in: SignIn, visit: Visit) -> None:
    sign_in("company", "en")
    page = visit("/plan/budget/")
    assert page.heading == "A budget of a company"
    assert "Dyzo" in page.text
    help_page = visit("/file/help/").text
    assert "Dyzo" in help_page
    assert "CAW" not in help_page


def test_a_person_gets_the_eight_numbers(sign_in: SignIn, visit: Visit) -> None:
    sign_in("couple-two", "en")
    assert visit("/plan/budget/").heading == "What can you pay?"
    assert "CAW" in visit("/file/help/").text


def test_nobody_is_taken_for_a_company_while_tagor_is_away(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("company", "en")
    practice.fault("tagor", "503", operation="Dossier/GetParties", times=3)
    assert visit("/plan/budget/").heading == "What can you pay?"
