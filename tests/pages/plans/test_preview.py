"""The plan under the question follows the fields, asks nobody and keeps nothing."""

from urllib.parse import parse_qsl

import pytest
from django.test import Client

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
    mark = visit("/plan/").form_fields()["mark"]
    practice.clear_calls()
    page = visit("/plan/preview/", {"mark": mark, **dict(parse_qsl(query))})
    assert words in page.text if words else page.text == ""
    assert practice.calls() == []
    assert not Proposal.objects.exists()


def test_it_follows_the_date(sign_in: SignIn, visit: Visit, choose: Choose) -> None:
    sign_in("nl-woman", "en")
    page = visit(choose(choice="months", months="3").answer["Location"])
    (place,) = [one for one in page.all("div") if one.get("id") == "preview"]
    address, fields = place.get("hx-post", ""), page.form_fields()
    day = fields["day"]
    assert f"{int(day[8:])} " in visit(address, fields).text
    other = {**fields, "day": "other"}
    assert "Fill in a date from" in visit(address, {**other, "first_on": "1/1/2020"}).text
    assert visit(address, {**other, "first_on": ""}).text == ""
    assert Proposal.objects.count() == 1


def test_without_terms_it_says_nothing(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    mark = {"mark": visit("/plan/budget/").form_fields()["mark"]}
    assert visit("/plan/preview/", {**mark, "choice": "amount", "amount": "500"}).text == ""
    assert visit("/plan/preview/?of=nothing", {**mark, "day": "other"}).text == ""


def test_amounts_never_stand_in_an_address(sign_in: SignIn, visit: Visit, client: Client) -> None:
    """Addresses end up in the logs of every machine on the way."""
    sign_in("nl-woman", "en")
    assert client.get("/plan/preview/?choice=amount&amount=500").status_code == 405
    page = visit("/plan/")
    low = visit(page.form_action(), {**page.form_fields(), "choice": "amount", "amount": "15"}, status=422)
    assert not [href for href in low.links().values() if "15" in href]
    assert visit(low.links()["Ask the office for less"]).form_fields()["amount"] == "15"


def test_a_form_of_another_file_gets_no_preview(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    visit("/plan/")
    visit("/plan/preview/", {"mark": "0" * 20, "choice": "amount", "amount": "500"}, status=409)
