"""The plan under the question follows the fields, asks nobody and keeps nothing."""

import pytest

from portal.plans.models import Proposal
from tests.pages.conftest import Visit
from tests.pages.plans.conftest import Choose, SignIn
from tests.practice import PracticeOffice


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("choice=amount&amount=500", "€500.00 a month, 3 months"),
        ("choice=months&months=4", "€308.64 a month, 4 months"),
        ("choice=offer-6", "€205.76 a month, 6 months"),
        ("choice=&amount=500", "€500.00 a month, 3 months"),
        ("choice=amount&amount=5", "This is too low for the office."),
        ("choice=months&months=99", "This is too long for the office."),
        ("choice=amount&amount=", ""),
        ("choice=none", ""),
        ("", ""),
    ],
)
def test_it_follows_what_is_typed(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, query: str, words: str
) -> None:
    sign_in("nl-woman", "en")
    visit("/plan/")
    practice.clear_calls()
    page = visit(f"/plan/preview/?{query}")
    assert words in page.text if words else page.text == ""
    assert practice.calls() == []
    assert not Proposal.objects.exists()


def test_it_follows_the_date(sign_in: SignIn, visit: Visit, choose: Choose) -> None:
    sign_in("nl-woman", "en")
    page = visit(choose(choice="months", months="3").answer["Location"])
    (form,) = page.main_forms()
    address = form.get("data-preview", "")
    day = page.form_fields()["day"]
    assert f"{int(day[8:])} " in visit(f"{address}&day={day}").text
    assert "Fill in a date from" in visit(f"{address}&day=other&first_on=1/1/2020").text
    assert visit(f"{address}&day=other&first_on=").text == ""
    assert Proposal.objects.count() == 1


def test_without_terms_it_says_nothing(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    assert visit("/plan/preview/?choice=amount&amount=500").text == ""
    assert visit("/plan/preview/?of=nothing&day=other").text == ""
