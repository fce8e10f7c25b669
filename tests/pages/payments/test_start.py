"""Choosing what to pay and how."""

import pytest
from django.test import Client

from portal.payments.models import Attempt, State
from tests.money import set_money
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import Ask, SignIn, list_starts, make_mark, the_attempt, the_start
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite


def test_page_offers_everything_another_amount_and_both_ways(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit("/pay/")
    assert "€1,234.56" in page.text
    assert [item.get("value") for item in page.all("input") if item.get("name") == "kind"] == [
        "full",
        "other",
    ]
    ways = [item.get("value") for item in page.all("button") if item.get("name") == "method"]
    assert ways == ["online", "transfer"]


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Stand op "), ("fr", "Situation au "), ("de", "Stand: "), ("en", "As of ")]
)
def test_the_amount_has_its_moment(sign_in: SignIn, visit: Visit, language: str, words: str) -> None:
    sign_in("nl-woman", language)
    assert words in visit("/pay/").text


@pytest.mark.parametrize("path", ["/pay/", "/plan/", "/plan/running/change/"])
def test_field_of_a_choice_is_not_called_optional(sign_in: SignIn, visit: Visit, path: str) -> None:
    """Who chooses another amount must fill it in."""
    sign_in("running-plan" if "running" in path else "nl-woman", "en")
    own = [part for part in visit(path).all("div") if part.get("class") == "offer__own"]
    assert own
    assert not ["not required" for part in own if "not required" in "".join(part.itertext())]


def test_a_sentence_names_the_host_of_the_payment_page_and_the_button_does_not(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    page = visit("/pay/")
    assert f"Online you go to 127.0.0.1:{practice.port}." in page.text
    (button,) = [item for item in page.all("button") if item.get("value") == "online"]
    assert "".join(button.itertext()) == "Pay online"


def test_arrears_are_offered_and_paid(sign_in: SignIn, visit: Visit, ask_online: Ask) -> None:
    seeded = sign_in("arrears", "en")
    kinds = [item.get("value") for item in visit("/pay/").all("input") if item.get("name") == "kind"]
    assert kinds == ["full", "arrears", "instalment", "other"]
    assert "You are going to pay" in ask_online(seeded, "arrears").text
    attempt = the_attempt()
    assert 0 < attempt.amount_cents < 97500
    assert attempt.kind == "arrears"


def test_arrears_cannot_be_paid_where_no_plan_runs(sign_in: SignIn, ask_online: Ask) -> None:
    seeded = sign_in("nl-woman", "en")
    page = ask_online(seeded, "arrears", status=422)
    assert "Choose what to pay." in page.text
    assert not Attempt.objects.exists()


def test_online_is_two_clicks_from_the_balance_page(
    sign_in: SignIn, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    """Click one posts here, click two goes to the payment page."""
    mark = make_mark(sign_in("nl-woman", "en"))
    page = visit("/pay/", {"kind": "full", "method": "online", "mark": mark}, follow=True)
    assert page.answer.redirect_chain[0][1] == 303  # type: ignore[attr-defined]
    assert page.form_action() == f"{practice.base_url}/sips/payment"
    assert the_attempt().amount_cents == 123456


def test_another_amount_is_paid_to_the_cent(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    assert "€19.99" in ask_online(seeded, "other", "19,99").text
    assert the_start(practice)["Amount"] == "19,99"
    assert the_attempt().amount_cents == 1999


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Fill in how much you want to pay, from €1.00 to €1,234.56."),
        ("0", "€0.00 is too little. Pay at least €1.00."),
        ("0,99", "€0.99 is too little. Pay at least €1.00."),
        ("-5", "Write the amount in numbers"),
        ("1,2345", "Write the amount in numbers"),
        ("12,3,4", "Write the amount in numbers"),
        ("1234,57", "€1,234.57 is more than you owe. Pay at most €1,234.56."),
        ("123456789012", "Write the amount in numbers"),
        ("9" * 40, "Write the amount in numbers"),
        ("<b>5</b>", "Write the amount in numbers"),
    ],
)
def test_wrong_amount_is_said_beside_the_field_and_stays_typed(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, typed: str, message: str
) -> None:
    seeded = sign_in("nl-woman", "en")
    page = ask_online(seeded, "other", typed, status=422)
    error = next(item for item in page.all("p") if item.get("id") == "id_amount-error")
    assert message in "".join(error.itertext())
    assert page.form_fields()["amount"] == typed
    assert page.form_fields()["kind"] == "other"
    assert list_starts(practice) == 0


@pytest.mark.parametrize(("typed", "cents"), [("1", 100), ("1.234,56", 123456), ("€ 50", 5000)])
def test_amounts_from_one_euro_to_the_balance_pass(
    sign_in: SignIn, ask_online: Ask, typed: str, cents: int
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded, "other", typed)
    assert the_attempt().amount_cents == cents


def test_typed_amount_with_everything_chosen_is_asked_about(sign_in: SignIn, ask_online: Ask) -> None:
    seeded = sign_in("nl-woman", "en")
    assert "You filled in an amount." in ask_online(seeded, "full", "50", status=422).text
    assert not Attempt.objects.exists()


def test_amount_of_the_browser_never_counts_for_everything(sign_in: SignIn, ask_online: Ask) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded, "full", amount_cents="1", balance="1")
    assert the_attempt().amount_cents == 123456


def test_one_cent_can_only_be_paid_in_full(sign_in: SignIn, visit: Visit, ask_online: Ask) -> None:
    seeded = sign_in("one-cent", "en")
    kinds = [item.get("value") for item in visit("/pay/").all("input") if item.get("name") == "kind"]
    assert kinds == ["full"]
    ask_online(seeded, "other", "0,01", status=422)
    assert ask_online(seeded, "full", status=409).heading == "Ask the office before you pay"
    ask_online(seeded, "full", sure="on")
    assert the_attempt().amount_cents == 1


@pytest.mark.parametrize("slug", ["paid-off", "overpaid"])
def test_nothing_owed_is_nothing_to_pay(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice, slug: str
) -> None:
    seeded = sign_in(slug, "en")
    assert visit("/pay/").heading == "You have nothing to pay"
    visit("/pay/", {"kind": "full", "method": "online", "mark": make_mark(seeded)}, status=422)
    assert list_starts(practice) == 0


def test_form_of_another_file_does_nothing(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    visit("/pay/", {"kind": "full", "method": "online", "mark": "0" * 20}, status=409)
    assert list_starts(practice) == 0


def test_office_without_online_payment_offers_the_transfer_only(
    sign_in: SignIn, visit: Visit, office: object, ask_online: Ask
) -> None:
    set_money(online_payment=False)
    seeded = sign_in("nl-woman", "en")
    ways = [item.get("value") for item in visit("/pay/").all("button") if item.get("name") == "method"]
    assert ways == ["transfer"]
    assert ask_online(seeded).heading == "Pay by bank transfer"
    assert not Attempt.objects.exists()


def test_tagor_down_says_so_and_shows_the_transfer(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    with practice.down():
        page = visit("/pay/", status=503)
        assert page.links()["Pay by bank transfer"] == "/pay/transfer/"
        assert "BE68 5390 0754 7034" in visit("/pay/transfer/").text


def test_signed_out_visitor_goes_to_sign_in(client: Client, db: None) -> None:
    for path in ("/pay/", "/pay/transfer/", f"/pay/go/{'x' * 43}/"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer["Location"].startswith("/sign-in/")


def test_start_is_noted_with_reference_and_baseline(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded)
    attempt = the_attempt()
    assert the_start(practice)["Reference"] == attempt.reference
    assert the_start(practice)["ReturnUrl"] == f"pay/return/{attempt.token}/"
    assert (attempt.file_id, attempt.party_id, attempt.file_name) == (
        seeded.file_id,
        seeded.party_id,
        seeded.file,
    )
    assert attempt.state == State.AT_BANK
    assert set(attempt.baseline) == {"unconfirmed", "confirmed", "lines"}
