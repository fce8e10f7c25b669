"""From the file to a request for a payment plan, as a defendant goes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.plans.models import Proposal
from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import Choose, SignIn
from tests.practice import PracticeOffice

Saves = Callable[[], list[dict[str, Any]]]
HEADINGS = {
    "nl": ("In delen betalen", "Controleer uw aanvraag", "Uw aanvraag is verstuurd"),
    "fr": ("Payer en plusieurs fois", "Vérifiez votre demande", "Votre demande est envoyée"),
    "de": ("In Raten zahlen", "Prüfen Sie Ihre Anfrage", "Ihre Anfrage ist gesendet"),
    "en": ("Pay in parts", "Check your request", "Your request is sent"),
}


@pytest.mark.parametrize("language", sorted(HEADINGS))
def test_from_the_offers_to_a_receipt(sign_in: SignIn, visit: Visit, saves: Saves, language: str) -> None:
    file = sign_in("nl-woman", language)
    first, second, third = HEADINGS[language]
    start = visit("/plan/")
    assert start.heading == first
    offers = [item.get("value", "") for item in start.all("input") if item.get("type") == "radio"]
    assert len([value for value in offers if value.startswith("offer-")]) == 3

    check = visit("/plan/", {**start.form_fields(), "choice": offers[0]}, follow=True)
    assert check.heading == second
    assert saves() == []

    receipt = visit(check.form_action(), check.form_fields(), follow=True)
    assert receipt.heading == third
    proposal = Proposal.objects.get()
    assert proposal.number in receipt.text
    assert proposal.state == "sent"
    (saved,) = saves()
    assert saved["TDOS_Id"] == file.file_id
    assert saved["TPAR_Id"] == file.party_id
    assert saved["Periodes"] == int(offers[0].removeprefix("offer-"))
    assert saved["Startdatum"] == proposal.get_schedule().starts_on.isoformat()
    assert saved["IPadres"] == "127.0.0.1"


def test_the_check_page_shows_every_payment_and_their_sum(
    sign_in: SignIn, draft: Callable[..., str], visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    page = visit(draft(choice="amount", amount="500"))
    rows = [row for row in page.all("tr") if row.find(".//{*}td") is not None]
    assert len(rows) == 3 + 1  # 500 + 500 + 234.56, and the total
    assert "€1,234.56" in "".join(rows[-1].itertext())
    assert "€234.56" in "".join(rows[2].itertext())
    assert "request" in page.text


def test_an_own_amount_is_sent_as_an_amount(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page], saves: Saves
) -> None:
    sign_in("nl-woman")
    send(draft(choice="amount", amount="123,45"))
    (saved,) = saves()
    assert saved["Bedrag"] == 123.45
    assert "Periodes" not in saved


def test_own_months_are_sent_as_months(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page], saves: Saves
) -> None:
    sign_in("nl-woman")
    send(draft(choice="months", months="7 maanden"))
    (saved,) = saves()
    assert saved["Periodes"] == 7
    assert "Bedrag" not in saved


def test_typing_months_without_ticking_counts_as_choosing_them(
    sign_in: SignIn, draft: Callable[..., str]
) -> None:
    sign_in("nl-woman")
    draft(months="4")
    assert Proposal.objects.get().months == 4


def test_no_field_can_reach_the_switch_that_skips_all_checks(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page], saves: Saves
) -> None:
    sign_in("nl-woman")
    forged = {"OverrideChecks": "true", "overridechecks": "1", "Telnr": "1", "TDOS_Id": "1", "party_id": "1"}
    send(draft(choice="months", months="6", **forged), **forged)
    (saved,) = saves()
    assert set(saved) == {"TDOS_Id", "TPAR_Id", "Periodes", "Startdatum", "IPadres"}
    assert saved["TDOS_Id"] != "1"


def test_none_of_these_leads_to_help(sign_in: SignIn, choose: Choose) -> None:
    sign_in("nl-woman")
    assert choose(choice="none", first_on="", status=303).answer["Location"] == "/file/help/"
    assert not Proposal.objects.exists()


def test_a_weekend_is_said_and_moved(sign_in: SignIn, draft: Callable[..., str], visit: Visit) -> None:
    sign_in("nl-woman", "en")
    day = timezone.localdate() + timedelta(days=2)
    while day.weekday() != 6 or day.day > 28:
        day += timedelta(days=1)
    page = visit(draft(choice="months", months="3", first_on=f"{day:%d/%m/%Y}"))
    assert f"Banks are closed on {day.day} " in page.text
    assert Proposal.objects.get().first_on == day


def test_changing_brings_back_what_was_chosen(
    sign_in: SignIn, draft: Callable[..., str], visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    check = visit(draft(choice="amount", amount="99,99"))
    fields = visit(check.links()["Change my choice"]).form_fields()
    assert fields["choice"] == "amount"
    assert fields["amount"] == "99.99"


def test_sending_leaves_one_event_with_the_amounts_and_no_more(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page]
) -> None:
    file = sign_in("nl-woman")
    send(draft(choice="months", months="6"))
    event = Event.objects.get(act="plan-sent")
    assert event.file_id == file.file_id
    assert set(event.details) == {
        "request",
        "months",
        "monthly_cents",
        "accepted_months",
        "accepted_cents",
    }


def test_what_the_office_wrote_down_is_shown(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page], visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    sent = send(draft(choice="months", months="6")).answer["Location"]
    Proposal.objects.update(accepted_months=5, accepted_cents=250_00)
    page = visit(sent)
    assert "You asked for €205.76 a month, 6 months." in page.text
    assert "€250.00" in page.text


def test_a_request_of_another_file_does_not_exist(
    sign_in: SignIn, draft: Callable[..., str], visit: Visit
) -> None:
    sign_in("nl-woman")
    address = draft()
    sign_in("fr-man", "nl")
    visit(address, status=404)
    visit(address.replace("check", "sent"), status=404)
    assert "checked" not in visit(f"/plan/?change={address.split('/')[3]}").html


def test_the_other_defendant_of_a_file_sees_that_a_plan_was_asked_but_not_the_request(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page], visit: Visit, saves: Saves
) -> None:
    sign_in("couple-one")
    own = draft()
    sign_in("couple-two", "en")
    other = draft()
    sign_in("couple-one")
    sent = send(own).answer["Location"]
    sign_in("couple-two", "en")
    visit(sent, status=404)
    page = visit("/plan/")
    assert page.heading == "A payment plan has already been requested"
    assert sent not in page.html
    send(other)
    assert len(saves()) == 1


def test_without_sign_in_nothing_is_shown(client: Client, office: object) -> None:
    for address in ("/plan/", "/plan/check/x/", "/plan/sent/x/"):
        answer = client.get(address)
        assert answer.status_code == 303
        assert answer["Location"].startswith("/sign-in/")


def test_a_form_made_for_another_file_does_nothing(
    sign_in: SignIn, draft: Callable[..., str], visit: Visit, saves: Saves
) -> None:
    sign_in("nl-woman")
    check = visit(draft())
    visit(check.form_action(), {**check.form_fields(), "mark": "0" * 20}, status=409)
    visit("/plan/", {"choice": "months", "months": "3", "first_on": "1/1"}, status=409)
    assert saves() == []


def test_looking_at_the_check_page_sends_nothing(
    sign_in: SignIn, draft: Callable[..., str], visit: Visit, saves: Saves
) -> None:
    sign_in("nl-woman")
    address = draft()
    for _ in range(3):
        visit(address)
    assert saves() == []
    assert Proposal.objects.get().state == "draft"


def test_an_old_draft_is_not_sent(
    sign_in: SignIn, draft: Callable[..., str], visit: Visit, saves: Saves
) -> None:
    sign_in("nl-woman", "en")
    check = visit(draft(choice="amount", amount="300"))
    Proposal.objects.update(created_at=timezone.now() - timedelta(hours=25))
    page = visit(check.form_action(), check.form_fields(), follow=True)
    assert "Your request was not sent in time" in page.text
    assert page.form_fields()["amount"] == "300.00"
    assert saves() == []
    assert Proposal.objects.get().state == "expired"


def test_the_receipt_can_be_kept_and_checked_by_anyone(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page], visit: Visit
) -> None:
    file = sign_in("nl-woman", "en")
    visit("/file/")
    sent = visit(str(send(draft(choice="amount", amount="500")).answer["Location"]))
    receipt = Receipt.objects.get()
    assert receipt.code in sent.text
    assert f"/receipt/{receipt.code}/receipt.pdf" in sent.html
    stranger = Client().get(f"/receipt/{receipt.code}/?lang=en").content.decode()
    for words in (Proposal.objects.get().number, file.file, "€500.00", "Sent, waiting for the office"):
        assert words in stranger, words
    assert file.name not in stranger


def test_a_request_that_was_refused_has_no_receipt(
    sign_in: SignIn, draft: Callable[..., str], send: Callable[..., Page], practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = draft(choice="months", months="6")
    practice.fault("tagor", "refuse", operation="TagorService/SavePaymentPlan")
    send(address)
    assert Proposal.objects.get().state == "refused"
    assert not Receipt.objects.exists()
