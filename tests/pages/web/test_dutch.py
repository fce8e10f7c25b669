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


@pytest.mark.django_db
def test_what_machines_ask_needs_no_office(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz", headers={"Accept-Language": "nl"}).status_code == 200
