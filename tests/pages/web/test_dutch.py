"""An office with a Dutch account speaks the Dutch of the Netherlands; nothing else changes."""

from typing import Any

import pytest
from django.test import Client

from tests.money import set_money
from tests.pages.conftest import Visit


@pytest.mark.parametrize(
    ("iban", "number", "help_word"),
    [
        ("BE68539007547034", "Ondernemingsnummer: 0441.759.675", "Intresten"),
        ("NL91ABNA0417164300", "KVK-nummer: 0441.759.675", "Rente"),
    ],
)
@pytest.mark.usefixtures("office")
def test_the_account_tells_which_dutch(visit: Visit, iban: str, number: str, help_word: str) -> None:
    set_money(iban=iban)
    page = visit("/help/?lang=nl")
    assert number in page.text
    assert help_word in page.text
    (html,) = page.all("html")
    assert html.get("lang") == "nl"
    assert "Interest" in visit("/help/?lang=en").text


@pytest.mark.parametrize(
    ("iban", "first"), [("BE68539007547034", "België"), ("NL91ABNA0417164300", "Nederland")]
)
@pytest.mark.usefixtures("office")
def test_help_begins_with_the_own_country_and_keeps_the_words_of_the_other(
    visit: Visit, iban: str, first: str
) -> None:
    set_money(iban=iban)
    page = visit("/help/?lang=nl")
    headings = ["".join(one.itertext()) for one in page.all("h2")]
    assert next(one for one in headings if one.startswith("In ")) == f"In {first}"
    assert "Een rechter wijst een bemiddelaar aan." in page.text


@pytest.mark.usefixtures("office")
def test_a_dutch_office_says_what_is_said_in_the_netherlands(visit: Visit) -> None:
    set_money(iban="NL91ABNA0417164300")
    visit("/help/?lang=nl")
    page = visit("/not-me/", {"kind": "moved", "name": "x", "contact": "x"}, status=422)
    assert "naam@voorbeeld.nl) of een telefoonnummer (06 12345678)" in page.text
    set_money(iban="BE68539007547034")
    page = visit("/not-me/", {"kind": "moved", "name": "x", "contact": "x"}, status=422)
    assert "naam@voorbeeld.be) of een telefoonnummer (0470 12 34 56)" in page.text


@pytest.mark.django_db
def test_what_machines_ask_needs_no_office(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz", headers={"Accept-Language": "nl"}).status_code == 200
