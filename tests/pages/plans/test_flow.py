"""From the file to a request for a payment plan, as a defendant goes: one question a page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.audit.models import Event
from portal.plans.models import Proposal
from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.plans.conftest import Choose, Deliver, Draft, Saves, Send, SignIn

HEADINGS = {
    "nl": (
        "In delen betalen",
        "Wanneer betaalt u het eerste deel?",
        "Controleer uw aanvraag",
        "Wij hebben uw aanvraag ontvangen",
    ),
    "fr": (
        "Payer en plusieurs fois",
        "Quand payez-vous la première partie ?",
        "Vérifiez votre demande",
        "Nous avons reçu votre demande",
    ),
    "de": (
        "In Raten zahlen",
        "Wann zahlen Sie den ersten Teil?",
        "Prüfen Sie Ihren Antrag",
        "Wir haben Ihren Antrag erhalten",
    ),
    "en": (
        "Pay in parts",
        "When do you pay the first part?",
        "Check your request",
        "We have received your request",
    ),
}
Ask = Callable[..., str]


@pytest.mark.parametrize("language", sorted(HEADINGS))
def test_from_the_offers_to_a_request_at_tagor(
    sign_in: SignIn, visit: Visit, saves: Saves, deliver: Deliver, language: str
) -> None:
    file = sign_in("nl-woman", language)
    start = visit("/plan/")
    offers = [item.get("value", "") for item in start.all("input") if item.get("type") == "radio"]
    assert len([value for value in offers if value.startswith("offer-")]) == 3

    day = visit("/plan/", {**start.form_fields(), "choice": offers[0]}, follow=True)
    check = visit(day.form_action(), day.form_fields(), follow=True)
    request = visit(check.form_action(), check.form_fields(), follow=True)
    assert (start.heading, day.heading, check.heading, request.heading) == HEADINGS[language]
    assert saves() == []

    deliver()
    proposal = Proposal.objects.get(state="sent")
    assert proposal.number in request.text
    (saved,) = saves()
    assert saved["TDOS_Id"] == file.file_id
    assert saved["TPAR_Id"] == file.party_id
    assert saved["Periodes"] == int(offers[0].removeprefix("offer-"))
    assert saved["Startdatum"] == proposal.get_schedule().starts_on.isoformat()
    assert saved["IPadres"] == "127.0.0.1"


def test_the_check_page_shows_every_payment_and_their_sum(
    sign_in: SignIn, draft: Draft, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    page = visit(draft(choice="amount", amount="500"))
    rows = [row for row in page.all("tr") if row.find(".//{*}td") is not None]
    assert len(rows) == 3 + 1  # 500 + 500 + 234.56, and the total
    assert "€1,234.56" in "".join(rows[-1].itertext())
    assert "€234.56" in "".join(rows[2].itertext())
    for words in ("Last payment", "If you miss a payment", "You can take it back for 10 minutes."):
        assert words in page.text


def test_the_check_page_says_what_a_request_does_not_do_and_what_it_can_admit(
    sign_in: SignIn, draft: Draft, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    page = visit(draft(choice="amount", amount="500"))
    before, _button, after = page.text.partition("Send my request")
    assert "To ask for a plan can count as saying that you owe it." in before
    assert page.links()["I do not agree"] == "/messages/new/dispute/"
    assert "Until then the collection can go on, also with interest." in after
    assert "It can then ask for the rest at once." in after


def test_an_own_amount_is_sent_as_an_amount(
    sign_in: SignIn, ask: Ask, deliver: Deliver, saves: Saves
) -> None:
    sign_in("nl-woman")
    ask(choice="amount", amount="123,45 euro")
    deliver()
    (saved,) = saves()
    assert saved["Bedrag"] == 123.45
    assert "Periodes" not in saved


def test_own_months_are_sent_as_months(sign_in: SignIn, ask: Ask, deliver: Deliver, saves: Saves) -> None:
    sign_in("nl-woman")
    ask(choice="months", months="7 maanden")
    deliver()
    (saved,) = saves()
    assert saved["Periodes"] == 7
    assert "Bedrag" not in saved


def test_typing_months_without_ticking_counts_as_choosing_them(sign_in: SignIn, draft: Draft) -> None:
    sign_in("nl-woman")
    draft(months="4")
    assert Proposal.objects.get().months == 4


def test_what_stands_in_another_field_does_not_matter(sign_in: SignIn, draft: Draft) -> None:
    sign_in("nl-woman")
    draft(choice="months", months="4", amount="veel")
    assert Proposal.objects.get().months == 4


def test_no_field_can_reach_the_switch_that_skips_all_checks(
    sign_in: SignIn, draft: Draft, send: Send, deliver: Deliver, saves: Saves
) -> None:
    sign_in("nl-woman")
    forged = {"OverrideChecks": "true", "overridechecks": "1", "Telnr": "1", "TDOS_Id": "1", "party_id": "1"}
    send(draft(choice="months", months="6", **forged), **forged)
    deliver()
    (saved,) = saves()
    assert set(saved) == {"TDOS_Id", "TPAR_Id", "Periodes", "Startdatum", "IPadres"}
    assert saved["TDOS_Id"] != "1"


def test_none_of_these_leads_to_ways_on(sign_in: SignIn, choose: Choose, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit(choose(choice="none").answer["Location"])
    assert {"/plan/other/", "/pay/", "/file/help/"} <= set(page.links().values())
    assert not Proposal.objects.exists()


def test_a_person_looks_at_less_with_the_own_words(
    sign_in: SignIn, visit: Visit, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman", "en")
    form = visit("/plan/other/")
    wrong = visit("/plan/other/", {**form.form_fields(), "amount": "15"}, status=422)
    assert "Write a few words." in wrong.text
    assert wrong.form_fields()["amount"] == "15"
    day = visit("/plan/other/", {**wrong.form_fields(), "words": "I lost my job."}, follow=True)
    check = visit(day.form_action(), day.form_fields(), follow=True)
    assert "I lost my job." in check.text
    change = visit(check.links()["Change my choice"])
    assert (change.form_fields()["amount"], change.form_fields()["words"]) == ("15.00", "I lost my job.")
    sent = visit(check.form_action(), check.form_fields(), follow=True)
    assert sent.heading == "A person looks at your request"
    deliver()
    assert Proposal.objects.get().state == "review"
    assert saves() == []


def test_an_amount_that_is_too_low_shows_the_way_to_ask_for_less(
    sign_in: SignIn, choose: Choose, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    page = choose(choice="amount", amount="15", status=422)
    other = visit(page.links()["Ask the office for less"])
    assert other.form_fields()["amount"] == "15"


def test_a_weekend_is_said_and_moved(sign_in: SignIn, draft: Draft, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    day = timezone.localdate() + timedelta(days=2)
    while day.weekday() != 6 or day.day > 28:
        day += timedelta(days=1)
    page = visit(draft(choice="months", months="3", first_on=f"{day:%d/%m/%Y}"))
    assert f"Banks are closed on {day.day} " in page.text
    proposal = Proposal.objects.latest("pk")
    assert proposal.first_on == day
    assert proposal.get_schedule().starts_on > day


def test_the_only_button_of_the_date_page_says_that_it_leads_on(
    sign_in: SignIn, choose: Choose, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    page = visit(choose(choice="months", months="6").answer["Location"])
    (form,) = page.main_forms()
    buttons = [one for one in form.iter() if str(one.tag).endswith("button")]
    assert ["".join(one.itertext()).strip() for one in buttons] == ["Go on"]


def test_a_date_without_a_year_is_the_next_one(sign_in: SignIn, draft: Draft) -> None:
    sign_in("nl-woman")
    day: date = timezone.localdate() + timedelta(days=9)
    while day.day > 28:
        day += timedelta(days=1)
    draft(first_on=f"{day.day}/{day.month}", choice="months", months="3")
    assert Proposal.objects.latest("pk").first_on == day


def test_changing_brings_back_what_was_chosen(sign_in: SignIn, draft: Draft, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    day = timezone.localdate() + timedelta(days=8)
    while day.day > 28 or day.day in {5, 15, 25}:
        day += timedelta(days=1)
    check = visit(draft(choice="amount", amount="99,99", first_on=f"{day:%d/%m/%Y}"))
    fields = visit(check.links()["Change my choice"]).form_fields()
    assert (fields["choice"], fields["amount"]) == ("amount", "99.99")
    fields = visit(check.links()["Change the date"]).form_fields()
    assert (fields["day"], fields["first_on"]) == ("other", f"{day:%d/%m/%Y}")
    changed = draft(at=check.links()["Change my choice"], choice="amount", amount="80")
    assert Proposal.objects.get(token=changed.split("/")[3]).first_on == day


def test_another_answer_makes_another_draft(
    sign_in: SignIn, draft: Draft, visit: Visit, send: Send, deliver: Deliver, saves: Saves
) -> None:
    """What a tab shows is what it sends, whatever was changed in another one."""
    sign_in("nl-woman", "en")
    first = visit(draft(choice="amount", amount="500"))
    day = visit(first.links()["Change the date"])
    visit(day.form_action(), {**day.form_fields(), "day": "other", "first_on": "27/12/2026"}, status=303)
    shown = Proposal.objects.get(token=first.form_action().split("/")[3])
    visit(first.form_action(), first.form_fields(), status=303)
    deliver()
    (saved,) = saves()
    assert saved["Startdatum"] == shown.get_schedule().starts_on.isoformat()


def test_sending_leaves_one_event_with_the_amounts_and_no_more(sign_in: SignIn, ask: Ask) -> None:
    file = sign_in("nl-woman")
    ask(choice="months", months="6")
    event = Event.objects.get(act="plan-asked")
    assert event.file_id == file.file_id
    assert set(event.details) == {"request", "from", "to", "outcome", "months", "monthly_cents"}


def test_what_the_office_wrote_down_is_shown(
    sign_in: SignIn, ask: Ask, deliver: Deliver, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    sent = ask(choice="months", months="6")
    deliver()
    Proposal.objects.filter(state="sent").update(accepted_months=5, accepted_cents=250_00)
    page = visit(sent)
    assert "You asked for €205.76 a month, 6 months." in page.text
    assert "€250.00" in page.text


def test_a_request_of_another_file_does_not_exist(
    sign_in: SignIn, draft: Draft, visit: Visit, ask: Ask
) -> None:
    sign_in("nl-woman")
    token = draft().split("/")[3]
    ask()
    page = visit("/file/")
    fields = {"mark": "", **page.form_fields()}
    sign_in("fr-man", "nl")
    fields = visit("/plan/").form_fields()
    for name in ("date", "check", "sent", "offer", "answer"):
        visit(f"/plan/{name}/{token}/", status=404)
    for address in (f"/plan/sent/{token}/undo/", f"/plan/check/{token}/", f"/plan/offer/{token}/"):
        visit(address, fields, status=404)
    assert "checked" not in visit(f"/plan/?change={token}").html
    typed = {**visit("/plan/").form_fields(), "day": "other", "first_on": "15/12"}
    assert "panel" not in visit(f"/plan/preview/?of={token}", typed).html


def test_the_other_defendant_of_a_file_sees_that_a_plan_was_asked_but_not_the_request(
    sign_in: SignIn, draft: Draft, send: Send, visit: Visit, saves: Saves, deliver: Deliver
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
    assert "Ask for another plan" not in page.links()
    assert send(other).answer["Location"] == "/plan/"
    assert send(other, supersede=Proposal.objects.get(state="undo").number).answer["Location"] == "/plan/"
    deliver()
    assert len(saves()) == 1


def test_without_sign_in_nothing_is_shown(client: Client, office: object) -> None:
    names = ("", "none/", "other/", "date/x/", "check/x/", "sent/x/", "offer/x/", "answer/x/")
    for name in names:
        answer = client.get(f"/plan/{name}")
        assert answer.status_code == 303
        assert answer["Location"].startswith("/sign-in/")
    for name in ("preview/", "sent/x/undo/"):
        assert client.post(f"/plan/{name}")["Location"].startswith("/sign-in/")


def test_a_form_made_for_another_file_does_nothing(
    sign_in: SignIn, draft: Draft, ask: Ask, visit: Visit, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman")
    check = visit(draft())
    token = check.form_action().split("/")[3]
    for name in ("check", "date"):
        visit(f"/plan/{name}/{token}/", {**check.form_fields(), "mark": "0" * 20}, status=409)
    visit("/plan/", {"choice": "months", "months": "3"}, status=409)
    visit("/plan/other/", {"amount": "20", "words": "x"}, status=409)
    deliver()
    assert saves() == []
    asked = visit(ask())
    visit(asked.form_action(), {**asked.form_fields(), "mark": "0" * 20}, status=409)
    assert Proposal.objects.filter(state="undo").count() == 1


def test_looking_sends_nothing(
    sign_in: SignIn, draft: Draft, visit: Visit, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman")
    address = draft()
    for page in (address, address.replace("check", "date"), address.replace("check", "sent")):
        visit(page, follow=True)
    deliver()
    assert saves() == []
    assert {proposal.state for proposal in Proposal.objects.all()} == {"draft"}


def test_an_old_draft_is_not_sent(
    sign_in: SignIn, draft: Draft, visit: Visit, saves: Saves, deliver: Deliver
) -> None:
    sign_in("nl-woman", "en")
    check = visit(draft(choice="amount", amount="300"))
    Proposal.objects.update(created_at=timezone.now() - timedelta(hours=25))
    page = visit(check.form_action(), check.form_fields(), follow=True)
    assert "Your request was not sent in time" in page.text
    assert page.form_fields()["amount"] == "300.00"
    for name in ("check", "date"):
        assert "not sent in time" in visit(check.form_action().replace("check", name), follow=True).text
    deliver()
    assert saves() == []
    assert Proposal.objects.get().state == "expired"


def test_a_draft_of_a_file_that_was_stopped_since_is_not_sent(
    sign_in: SignIn, draft: Draft, visit: Visit, saves: Saves, deliver: Deliver
) -> None:
    seeded = sign_in("nl-woman", "en")
    address = draft()
    filled = visit(address).form_fields()
    registry.tagor().stop_file(file_id=seeded.file_id)
    cache.clear()
    page = visit(address, filled, follow=True)
    assert page.heading == "The office gives no plan for a stopped file"
    assert visit(address, follow=True).heading == page.heading
    deliver()
    assert saves() == []
    assert Proposal.objects.get().state == "draft"


def test_the_receipt_is_there_at_once_and_can_be_checked_by_anyone(
    sign_in: SignIn, ask: Ask, visit: Visit
) -> None:
    file = sign_in("nl-woman", "en")
    visit("/file/")
    sent = visit(ask(choice="amount", amount="500"))
    receipt = Receipt.objects.get()
    assert receipt.code in sent.text
    assert f"/receipt/{receipt.code}/receipt.pdf" in sent.html
    stranger = Client().get(f"/receipt/{receipt.code}/?lang=en").content.decode()
    for words in (Proposal.objects.get(state="undo").number, file.file, "€500.00"):
        assert words in stranger, words
    assert file.name not in stranger


def test_a_first_part_can_be_paid_today(sign_in: SignIn, ask: Ask, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit(ask(choice="amount", amount="500"))
    forms = [form.get("action") for form in page.main_forms()]
    index = forms.index("/pay/")
    assert page.form_fields(index)["amount"] == "500.00"
    answer = visit("/pay/", page.form_fields(index), status=303).answer
    assert answer["Location"].startswith("/pay/")
