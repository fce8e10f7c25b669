from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.audit.models import Event
from portal.web.formats import MINUS
from tests.money import set_money
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
ASK = "TagorService/GetSaldo"
HEAD = "TagorService/GetDosInfo"
CANNOT_SIGN_IN = {"refused", "expired-hash"}
SLUGS = [
    *("nl-woman", "fr-man", "de-woman", "en-man", "company", "couple-one", "couple-two", "running-plan"),
    *("arrears", "stopped", "paid-off", "one-cent", "six-figures", "many-lines", "apostrophe", "sharp-s"),
    *("arabic", "long-name", "null-dates", "documents", "no-plan", "overpaid", "differs", "sub-file"),
]


def test_the_list_of_seeds_is_whole(practice: PracticeOffice) -> None:
    assert set(practice.files) == set(SLUGS) | CANNOT_SIGN_IN


@pytest.mark.parametrize("slug", SLUGS)
def test_every_file_is_shown_in_every_language(slug: str, sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in(slug)

    pages = {language: visit(f"/file/?lang={language}") for language in ("nl", "fr", "de", "en")}

    assert {page.heading for page in pages.values()} == {
        "Uw dossier",
        "Votre dossier",
        "Ihre Akte",
        "Your file",
    }
    for page in pages.values():
        assert seeded.file in page.text
        assert " ".join(seeded.name.split()) in page.text


def test_the_page_says_what_is_owed_to_whom_and_for_what(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")

    text = visit("/file/").text

    assert "You owe today €1,234.56" in text
    assert "Ziekenhuis Sint-Oefening" in text
    assert "Factuur 2025/1187" in text
    assert "The debt itself (principal) €974.00" in text
    assert f"Your payments {MINUS}€150.00" in text
    assert "booked €150.00" in text
    assert "The lines come to" not in text


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("paid-off", "Nothing is left to pay in this file."),
        ("overpaid", "You paid too much €25.50"),
        ("one-cent", "One cent is left."),
        ("stopped", "The office has stopped this file."),
        ("null-dates", "date not known"),
        ("running-plan", "Your plan is running: you are up to date"),
        ("arrears", "Late in your plan €225.00"),
        ("differs", "The lines come to €3.75 less than the balance."),
        ("six-figures", "€248,913.07"),
    ],
)
def test_each_state_has_its_own_words(slug: str, words: str, sign_in: SignIn, visit: Visit) -> None:
    sign_in(slug, "en")

    assert words in visit("/file/").text


@pytest.mark.parametrize(
    ("slug", "own", "other"), [("couple-one", "Pieter", "Nora"), ("couple-two", "Nora", "Pieter")]
)
def test_one_of_two_defendants_sees_only_the_own_name(
    slug: str, own: str, other: str, sign_in: SignIn, visit: Visit
) -> None:
    sign_in(slug, "en")

    html = visit("/file/").html + visit("/file/lines/").html + visit("/file/documents/").html

    assert own in html
    assert other not in html


def test_paying_everything_is_one_form_away(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit("/file/")

    assert page.form_action() == "/pay/"
    fields = page.form_fields()
    assert (fields["kind"], fields["method"]) == ("full", "online")
    assert fields["mark"]
    assert {"Pay in parts", "I cannot pay, or I do not agree", "Documents"} <= set(page.links())


@pytest.mark.parametrize(
    ("slug", "pay"), [("paid-off", None), ("overpaid", None), ("one-cent", "/pay/"), ("stopped", "/pay/")]
)
def test_without_anything_to_pay_online_there_is_no_button(
    slug: str, pay: str | None, sign_in: SignIn, visit: Visit
) -> None:
    sign_in(slug, "en")

    page = visit("/file/")

    assert [form for form in page.main_forms() if form.get("action") == "/pay/"] == []
    assert page.links().get("Pay another way") == pay
    assert "Pay in parts" not in page.links()


def test_an_office_without_online_payment_leads_to_the_transfer(
    sign_in: SignIn, visit: Visit, office: object
) -> None:
    set_money(online_payment=False)
    sign_in("nl-woman", "en")

    assert visit("/file/").form_fields()["method"] == "transfer"


def test_the_balance_is_asked_once_a_session(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman")

    for path in ("/file/", "/file/lines/", "/file/", "/file/documents/", "/file/"):
        visit(path)

    assert len(practice.calls(ASK)) == 1
    assert [event.act for event in Event.objects.filter(act__startswith="balance")] == ["balance-viewed"]


def test_a_new_session_asks_again(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    for _ in range(2):
        sign_in("nl-woman")
        visit("/file/")

    assert len(practice.calls(ASK)) == 2


def test_the_visitor_is_told_to_the_office(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman")
    visit("/file/")

    (call,) = practice.calls(ASK)
    assert call["scheme"] == "Hash"


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Moz"])
@pytest.mark.parametrize("path", ["/file/", "/file/lines/", "/file/documents/", "/file/documents/1/"])
def test_fetching_ahead_asks_nothing(
    path: str, header: str, sign_in: SignIn, practice: PracticeOffice, client: Client
) -> None:
    sign_in("nl-woman")
    practice.clear_calls()

    answer = client.get(path, headers={header: "prefetch;prerender"})

    assert answer.status_code == 503
    assert answer["Cache-Control"] == "no-store"
    assert practice.calls() == []


@pytest.mark.parametrize("path", ["/file/", "/file/lines/", "/file/documents/"])
def test_a_head_request_asks_nothing(
    path: str, sign_in: SignIn, practice: PracticeOffice, client: Client
) -> None:
    sign_in("nl-woman")
    practice.clear_calls()

    assert client.head(path).status_code == 200
    assert practice.calls() == []


def test_asking_again_waits_five_minutes(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in("differs", "en")
    assert "You can ask for it again from" in visit("/file/").text

    assert client.post("/file/refresh/", {"mark": _mark_of(visit)})["Location"] == "/file/"
    assert len(practice.calls(ASK)) == 1

    _advance(monkeypatch, minutes=6)
    later = visit("/file/")
    assert later.form_action(1) == "/file/refresh/"
    assert client.post("/file/refresh/", later.form_fields(1))["Location"] == "/file/"
    assert len(practice.calls(ASK)) == 2
    assert "You can ask for it again from" in visit("/file/").text
    assert Event.objects.filter(act="balance-refreshed").count() == 1


def test_a_failed_refresh_keeps_the_balance_and_says_so(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in("overpaid", "en")
    visit("/file/")
    _advance(monkeypatch, minutes=6)
    fields = visit("/file/").form_fields()
    practice.fault("tagor", "503", operation=ASK)

    page = visit("/file/refresh/", fields, follow=True)

    assert "We could not ask for the amount again." in page.text
    assert "€25.50" in page.text


def test_a_form_made_for_another_file_does_nothing(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in("differs")
    other = _mark_of(visit)
    sign_in("nl-woman")
    visit("/file/")
    practice.clear_calls()
    _advance(monkeypatch, minutes=6)

    visit("/file/refresh/", {"mark": other}, status=409)

    assert practice.calls(ASK) == []


@pytest.mark.parametrize(
    ("operation", "gone", "rest"),
    [
        (ASK, "The amount could not be loaded now.", "Lotte Verhoeven"),
        (HEAD, "Some details of your file could not be loaded now.", "€1,234.56"),
        ("TagorService/PaymentInfo", "We cannot see now if you have a payment plan.", "€1,234.56"),
        ("TagorService/KantoorOpen", "We cannot see now if the office is open.", "€1,234.56"),
        ("Dossier/GetLines", "The parts of the amount could not be loaded now.", "€1,234.56"),
        ("Code/GetDescription", "The parts of the amount could not be loaded now.", "€1,234.56"),
    ],
)
@pytest.mark.parametrize("fault", ["503", "garbage"])
def test_a_part_that_fails_is_marked_while_the_rest_shows(
    operation: str, gone: str, rest: str, fault: str, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", fault, operation=operation)

    page = visit("/file/")

    assert gone in page.text
    assert rest in page.text
    assert page.links()["Try again"] == "/file/"
    # Nobody knows whether a garbled answer to GetSaldo was written down: it counts as no answer.
    is_faulty = fault == "garbage" and operation != ASK
    assert ("Tell the office this reference:" in page.text) == is_faulty


def test_a_balance_that_fails_once_is_there_the_next_time(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation=ASK, times=1)

    assert "The amount could not be loaded now." in visit("/file/").text
    assert "€1,234.56" in visit("/file/").text


def test_with_everything_down_the_page_still_tells_how_to_reach_and_pay_the_office(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503")

    page = visit("/file/", status=503)

    assert page.answer["Retry-After"]
    assert page.text.count("Try again") == 1
    assert "The amount could not be loaded now." in page.text
    assert "+32 9 000 00 00" in page.text
    assert "BE68 5390 0754 7034" in page.text
    assert "The reference or file number in your letter" in page.text


def test_down_after_a_first_look_the_amount_stays(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    visit("/file/")
    practice.fault("tagor", "503")

    page = visit("/file/")

    assert "€1,234.56" in page.text
    assert "Some details of your file could not be loaded now." in page.text


@pytest.mark.parametrize("slug", ["stopped", "paid-off", "overpaid"])
def test_down_after_a_first_look_nobody_is_asked_to_pay_what_is_not_asked(
    slug: str, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in(slug, "en")
    before = visit("/file/")
    with practice.down():
        page = visit("/file/")
    assert "could not be loaded now" in page.text
    assert "You can still pay by bank transfer" not in page.text
    assert ("The office has stopped this file" in page.text) is (slug == "stopped")
    assert [form.get("action") for form in page.main_forms()] == [
        form.get("action") for form in before.main_forms()
    ]


def test_down_after_a_first_look_a_plan_is_not_doubted(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    visit("/file/")
    with practice.down():
        page = visit("/file/")
    assert "You see what we knew of it before." in page.text
    assert "Your plan, and how to change it." in page.text
    assert "We cannot see now if you have a payment plan." not in page.text


@pytest.mark.parametrize("slug", ["stopped", "paid-off", "overpaid", "refused", "one-cent", "running-plan"])
def test_easier_words_are_those_of_a_debt_that_can_be_paid(slug: str, sign_in: SignIn, visit: Visit) -> None:
    sign_in(slug, "en")
    assert "This is what you must pay." not in visit("/file/").text
    asks = {"refused", "running-plan"}
    assert ("You choose how much you pay." in visit("/pay/").text) is (slug in asks)


def test_without_an_amount_a_known_file_still_has_its_payment_reference(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation=ASK)
    visit("/file/")

    assert "+++002/6004/51273+++" in visit("/file/").text


def test_the_file_is_closed_to_who_is_not_signed_in(client: Client, db: None) -> None:
    for path in ("/file/", "/file/lines/", "/file/documents/", "/file/documents/1/", "/file/help/"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert answer["Location"].startswith("/sign-in/")


def _mark_of(visit: Visit) -> str:
    """The open file's mark, as any of its forms carries it."""
    fields: dict[str, str] = visit("/file/").form_fields()
    return fields["mark"]


def _advance(monkeypatch: pytest.MonkeyPatch, *, minutes: int) -> None:
    later = timezone.now() + timedelta(minutes=minutes)

    def now() -> datetime:
        return later

    monkeypatch.setattr(timezone, "now", now)


def test_a_payment_that_was_booked_since_is_said_and_nothing_asks_for_it_again(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    assert "Pay €1,234.56" in visit("/file/").text
    registry.tagor().record_online_payment(file_id=seeded.file_id, amount_cents=5000)
    practice.book("nl-woman")
    page = visit("/file/")
    assert "A payment of €50.00 was booked since" in page.text
    assert "You owed on" in page.text
    assert "You owe today" not in page.text
    assert not [form for form in page.main_forms() if form.get("action") == "/pay/"]
