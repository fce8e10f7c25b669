"""Tagor stops to accept what a person signed in with, while they look: every page leads to the sign-in."""

import pytest
from django.test import Client

from tests.pages.conftest import Visit
from tests.pages.plans.conftest import SignIn
from tests.practice import PracticeOffice

LATER_DAYS = 4000
OWN = ("/file/", "/file/lines/", "/plan/", "/plan/running/", "/plan/running/change/")
WORDS = {
    "nl": "opent uw dossier niet meer",
    "fr": "n’ouvre plus votre dossier",
    "de": "öffnet Ihre Akte nicht mehr",
    "en": "does not open your file any more",
}


@pytest.mark.parametrize("path", OWN)
def test_a_link_that_has_ended_closes_the_file(
    path: str, sign_in: SignIn, client: Client, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    practice.advance_days(LATER_DAYS)
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer["Location"].startswith("/sign-in/?ended=key")
    assert client.get("/file/documents/")["Location"] == "/sign-in/?next=%2Ffile%2Fdocuments%2F"


@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_sign_in_says_why_and_leads_on(
    language: str, sign_in: SignIn, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", language)
    practice.advance_days(LATER_DAYS)
    page = visit(client.get("/file/")["Location"])
    assert WORDS[language] in page.text
    assert page.html.count('href="/new-link/"') == 2


def test_a_part_of_a_page_is_led_away_whole(
    sign_in: SignIn, client: Client, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    practice.advance_days(LATER_DAYS)
    answer = client.get("/plan/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/sign-in/?ended=key")


def test_what_was_posted_in_vain_is_there_again_with_the_next_link(
    sign_in: SignIn, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    fields = visit("/plan/").form_fields()
    practice.advance_days(LATER_DAYS)
    answer = client.post("/plan/", {**fields, "choice": "amount", "amount": "123,45"})
    assert answer["Location"] == "/sign-in/?ended=key"
    assert "What you filled in is kept" in visit(answer["Location"]).text
    practice.advance_days(-LATER_DAYS)
    letter = visit(f"/h/{seeded.hash}/", follow=True)
    assert "123,45" in visit(letter.form_action(), letter.form_fields(), follow=True).html


def test_a_form_whose_page_would_say_that_nothing_works_leads_to_the_sign_in(
    sign_in: SignIn, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    fields = visit("/messages/new/question/").form_fields()
    practice.advance_days(LATER_DAYS)
    answer = client.post("/pay/", {**fields, "kind": "full", "method": "online"})
    assert answer["Location"] == "/sign-in/?ended=key"


def test_one_refused_operation_sends_nobody_away(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    practice.fault("tagor", "401", operation="TagorService/PaymentInfo")
    practice.clear_calls()
    visit("/plan/running/", status=503)
    assert len(practice.calls("TagorService/GetDosInfo")) == 1
    visit("/file/documents/")


def test_a_refused_key_of_the_office_sends_nobody_away(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "401", operation="Document/Get")
    visit("/file/documents/", status=503)
    visit("/file/lines/")


def test_a_tagor_that_is_away_sends_nobody_away(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    practice.fault("tagor", "401", operation="TagorService/PaymentInfo")
    practice.fault("tagor", "503", operation="TagorService/GetDosInfo")
    visit("/plan/running/", status=503)
    visit("/file/documents/")
