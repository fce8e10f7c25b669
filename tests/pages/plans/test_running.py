"""The plan that runs: next payment first, every payment, how to pay it, its calendar, its standing order."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.integrations.tagor.values.account import Credential
from portal.office.models import Office
from portal.payments.bank.transfer_qr import make_epc_payload, make_epc_svg
from portal.plans.reminders.models import ReminderRules
from portal.web.bank_days import move_to_bank_day
from tests.money import set_money
from tests.pages.conftest import Visit
from tests.pages.page import XHTML, Page
from tests.pages.payments.conftest import Bank
from tests.pages.plans.conftest import Deliver, SignIn
from tests.practice import PracticeOffice

PLANS, INFO, LINES = "Dossier/GetPaymentPlans", "TagorService/PaymentInfo", "Dossier/GetLines"
RUNNING = "/plan/running/"
TITLES = {
    "nl": "Uw afbetalingsplan",
    "fr": "Votre plan de paiement",
    "de": "Ihr Ratenplan",
    "en": "Your payment plan",
}


def list_days(practice: PracticeOffice, slug: str) -> list[date]:
    """The bank days of the seeded plan, worked out here."""
    plan = practice.state(slug)["plans"][-1]
    start = date.fromisoformat(plan["starts_on"])
    days = []
    for number in range(plan["months"]):
        years, month = divmod(start.month - 1 + number, 12)
        first = date(start.year + years, month + 1, 1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        days.append(move_to_bank_day(first.replace(day=min(start.day, last.day))))
    return days


def format_day(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"


def find_states(page: Page) -> list[str]:
    """The words of the states in the table, first to last."""
    return [
        "".join(item.itertext()).strip()
        for cell in page.all("td")
        for item in cell.iter(f"{XHTML}span")
        if (item.get("class") or "").startswith("state ")
    ]


def find_events(client: Client) -> list[Any]:
    answer = client.get("/plan/running/calendar.ics")
    assert answer.status_code == 200
    return list(icalendar.Calendar.from_ical(answer.content).walk("VEVENT"))


def test_next_day_and_sum_come_first(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("running-plan", "en")
    following = next(day for day in list_days(practice, "running-plan") if day > date.today())  # noqa: DTZ011
    page = visit(RUNNING)
    (fact,) = [item for item in page.all("div") if item.get("class") == "fact"]
    said = " ".join("".join(fact.itertext()).split())
    assert said.startswith(f"Your next payment: {format_day(following)} €100.00")


def test_every_payment_with_its_state(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("running-plan", "en")
    page = visit(RUNNING)
    assert find_states(page) == ["Paid"] * 3 + ["Coming"] * 9
    for day in list_days(practice, "running-plan"):
        assert format_day(day) in page.text
    assert "€300.00" in page.text
    assert "9 payments" in page.text
    assert "You are up to date with this plan." in page.text
    assert f"€100.00 on {format_day(list_days(practice, 'running-plan')[-1])}" in page.text


def test_arrears_say_which_payments_are_late(sign_in: SignIn, visit: Visit) -> None:
    sign_in("arrears", "en")
    page = visit(RUNNING)
    assert "Late in your plan €225.00" in page.text
    assert find_states(page)[:6] == ["Paid", "Paid", "Late", "Late", "Late", "Coming"]
    assert "You are up to date" not in page.text


def list_buttons(page: Page) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in page.all("button") if one.get("name")]


def test_with_arrears_what_is_late_leads_and_each_button_names_its_sum(sign_in: SignIn, visit: Visit) -> None:
    sign_in("arrears", "en")
    page = visit(RUNNING)
    (fact,) = [item for item in page.all("div") if item.get("class") == "fact"]
    assert "".join(fact.itertext()).split() == ["Late", "in", "your", "plan", "€225.00"]
    assert "A payment is late" in page.text
    assert "The plan is running" not in page.text
    assert page.text.index("€225.00") < page.text.index("Your next payment")
    assert [one for one in list_buttons(page) if one.startswith("Pay ")][:4] == [
        "Pay €225.00 online",
        "Pay €225.00 by bank transfer",
        "Pay €75.00 online",
        "Pay €75.00 by bank transfer",
    ]
    reference = re.search(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", page.text)
    assert reference is not None
    account = {"holder": "Kantoor Proef", "iban": "BE68539007547034", "bic": "GKCCBEBB"}
    late = make_epc_svg(make_epc_payload(**account, amount_cents=225_00, text=reference[0]))
    assert page.html.count(late.strip()) == 1
    assert "A payment is late" in visit("/plan/").text


def test_on_paper_the_account_and_the_reference_stand_under_what_is_to_be_paid(
    sign_in: SignIn, visit: Visit
) -> None:
    sign_in("arrears", "en")
    folds = [one for one in visit(RUNNING).all("details") if "more--prints" in (one.get("class") or "")]
    printed = ["".join(one.itertext()) for one in folds]
    for cents in ("€225.00", "€75.00"):
        assert [one for one in printed if cents in one and "BE68 5390 0754 7034" in one and "+++" in one]


@pytest.mark.parametrize("knows_balance", [True, False])
def test_once_every_payment_is_made_what_is_left_leads(
    sign_in: SignIn, visit: Visit, monkeypatch: pytest.MonkeyPatch, *, knows_balance: bool
) -> None:
    """The last day has passed, nothing is late, and the file owes something all the same."""
    sign_in("running-plan", "en")
    years_later = timezone.localdate() + timedelta(days=2000)
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_named: years_later)
    if knows_balance:
        home = visit("/file/")
        assert "You made every payment of your plan" in home.text
        assert "You owe today" in home.text
        assert "You pay each month" not in home.text
    page = visit(RUNNING)
    assert "Every payment of the plan is made" in page.text
    for untrue in ("You pay each month", "You are up to date", "delay a payment", "Get a reminder"):
        assert untrue not in page.text, untrue
    assert ("Left to pay in this file" in page.text) is knows_balance
    assert bool(page.main_forms()) is knows_balance
    assert ("Your file shows whether something is left to pay." in page.text) is not knows_balance
    assert visit("/plan/running/change/", status=303).answer["Location"] == RUNNING


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
@pytest.mark.parametrize("slug", ["running-plan", "arrears"])
def test_in_every_language(language: str, slug: str, sign_in: SignIn, visit: Visit) -> None:
    sign_in(slug, language)
    page = visit(RUNNING)
    assert page.heading == TITLES[language]
    if language != "en":
        for english in ("Your next payment", "Paid", "Coming", "standing order", "calendar", "payments"):
            assert english not in page.text, english


def test_code_and_words_of_the_next_payment(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("running-plan", "en")
    page = visit(RUNNING)
    reference = re.search(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", page.text)
    assert reference is not None
    assert seeded.file.replace("/", "").lstrip("0")[-4:] in reference[0].replace("/", "")
    payload = make_epc_payload(
        holder="Kantoor Proef",
        iban="BE68539007547034",
        bic="GKCCBEBB",
        amount_cents=10000,
        text=reference[0],
    )
    assert page.html.count(make_epc_svg(payload).strip()) == 3
    assert "BE68 5390 0754 7034" in page.text


def test_pay_link_fills_in_the_sum_and_keeps_it_out_of_the_address(
    sign_in: SignIn, visit: Visit, client: Client
) -> None:
    sign_in("running-plan", "en")
    page = visit(RUNNING)
    fields = page.form_fields(0)
    assert (page.form_action(0), fields["kind"], fields["amount"]) == ("/pay/", "other", "100.00")
    answer = client.post(page.form_action(0), {**fields, "method": "transfer"})
    assert (answer.status_code, answer["Location"]) == (303, "/pay/transfer/")
    assert "€100.00" in visit("/pay/transfer/").text


def test_what_is_late_is_paid_in_one_click(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("arrears", "en")
    page = visit(RUNNING)
    fields = page.form_fields(0)
    assert fields["kind"] == "arrears"
    answer = client.post(page.form_action(0), {**fields, "method": "transfer"})
    assert answer["Location"] == "/pay/transfer/"
    assert "€225.00" in visit("/pay/transfer/").text


def test_payment_seen_but_not_booked_is_told_apart(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("running-plan", "en")
    page = visit(RUNNING)
    assert "Seen by the office, not booked yet" not in page.text
    answer = client.post(page.form_action(0), {**page.form_fields(0), "method": "online"})
    Bank().pay(visit(answer["Location"]))
    cache.clear()
    again = visit(RUNNING)
    assert "Seen by the office, not booked yet" in again.text
    assert "€300.00" in again.text


def test_looking_never_asks_the_balance(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("running-plan", "en")
    practice.clear_calls()
    for address in (RUNNING, "/plan/running/calendar.ics", "/plan/running/standing-order/"):
        visit(address)
    asked = {call["operation"] for call in practice.calls()}
    assert "TagorService/GetSaldo" not in asked
    assert {PLANS, INFO, LINES} <= asked


def test_calendar_is_a_download_with_one_event_for_each_payment_to_come(
    sign_in: SignIn, client: Client, practice: PracticeOffice
) -> None:
    seeded = sign_in("running-plan", "en")
    answer = client.get("/plan/running/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    events = find_events(client)
    days = [day for day in list_days(practice, "running-plan") if day > date.today()]  # noqa: DTZ011
    assert [event.decoded("DTSTART") for event in events] == days
    text = answer.content.decode()
    for secret in (seeded.hash, seeded.pin, seeded.file, seeded.file_id, "Goossens", "Kantoor", "BE68"):
        assert secret not in text
    assert [str(event["UID"]) for event in find_events(client)] == [str(event["UID"]) for event in events]


def test_calendar_without_a_day_to_come_is_not_served(
    sign_in: SignIn, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in("running-plan", "en")
    years_later = timezone.localdate() + timedelta(days=2000)
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_named: years_later)
    answer = client.get("/plan/running/calendar.ics")
    assert (answer.status_code, answer["Location"]) == (303, RUNNING)


def test_standing_order_says_everything_the_bank_asks(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    page = visit("/plan/running/standing-order/")
    plan = practice.state("running-plan")["plans"][-1]
    day = date.fromisoformat(plan["starts_on"]).day
    for said in ("€100.00", "Kantoor Proef", "BE68 5390 0754 7034", "+++", "First payment"):
        assert said in page.text
    assert f"each month, on day {day}" in page.text
    assert "Number of payments 9" in page.text
    assert "Pay this apart" not in page.text


def test_standing_order_leaves_out_a_last_payment_of_another_sum(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    plan = practice.state("arrears")["plans"][-1]
    sign_in("arrears", "en")
    page = visit("/plan/running/standing-order/")
    last = plan["total_cents"] - plan["monthly_cents"] * (plan["months"] - 1)
    assert ("Pay this apart" in page.text) is (last != plan["monthly_cents"])


def test_without_a_plan_there_is_a_way_on(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("nl-woman", "en")
    page = visit(RUNNING)
    assert "No payment plan is running in this file now." in page.text
    assert page.links()["Pay in parts"] == "/plan/"
    for address in ("/plan/running/calendar.ics", "/plan/running/standing-order/", "/plan/running/change/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (303, RUNNING)


@pytest.mark.parametrize("slug", ["stopped", "paid-off", "overpaid", "one-cent"])
def test_without_a_plan_nothing_is_offered_that_the_plan_page_refuses(
    sign_in: SignIn, visit: Visit, office: Office, slug: str
) -> None:
    ReminderRules.objects.create(office=office, is_on=True, mail_template="X", text_template="X")
    sign_in(slug, "en")
    visit("/file/")
    page = visit(RUNNING)
    assert "No plan is running" in page.text
    assert not {"/plan/", "/pay/"} & set(page.links().values())
    assert "/file/help/" in page.links().values()
    reminders = visit("/plan/reminders/")
    assert "nothing to remind you of" in reminders.text
    assert "/plan/" not in reminders.links().values()


def test_plan_that_is_only_asked_is_not_running(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("nl-woman", "en")
    registry.tagor().save_plan(
        credential=Credential("Hash", seeded.hash),
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        months=6,
    )
    page = visit(RUNNING)
    assert "Asked, waiting for the office" in page.text
    assert "The plan is running" not in page.text


def test_request_of_one_s_own_is_no_plan_that_runs_whatever_tagor_shows(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, ask: Callable[..., str], deliver: Deliver
) -> None:
    practice.set_parameter("plan-shows", "saved")
    sign_in("nl-woman", "en")
    address = ask(months="6")
    deliver()
    assert visit(address).heading == "Your request is sent"
    assert "Asked, waiting for the office" in visit(RUNNING).text
    assert visit("/plan/").heading == "A payment plan has already been requested"


def test_tagor_down_at_first_sight_says_so_and_offers_the_transfer(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    with practice.down():
        page = visit(RUNNING, status=503)
    assert "We cannot reach the office’s system now." in page.text
    assert page.links()["Pay by bank transfer"] == "/pay/transfer/"


def test_tagor_down_later_shows_what_was_last_seen(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    visit(RUNNING)
    with practice.down():
        page = visit(RUNNING)
        calendar = visit("/plan/running/calendar.ics")
    assert "This is how your plan stood on" in page.text
    assert find_states(page) == ["Paid"] * 3 + ["Coming"] * 9
    assert calendar.answer.content.count(b"BEGIN:VEVENT") == 9


def test_days_that_cannot_be_loaded_leave_the_sum_and_a_way_to_try_again(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    practice.fault("tagor", "503", operation=PLANS)
    page = visit(RUNNING)
    assert "We could not load the days of your plan." in page.text
    assert "You pay each month €100.00" in page.text
    assert page.all("table") == []


def test_days_that_tagor_does_not_tell_are_not_guessed(sign_in: SignIn, visit: Visit) -> None:
    sign_in("null-dates", "en")
    page = visit(RUNNING)
    assert "The office’s system does not tell us the days of your plan." in page.text
    assert "You pay each month €50.00" in page.text
    assert page.all("table") == []
    assert "calendar" not in page.text


def test_lines_that_cannot_be_loaded_leave_the_days(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    practice.fault("tagor", "503", operation=LINES)
    page = visit(RUNNING)
    assert "We could not load what you have paid." in page.text
    assert find_states(page) == ["Paid"] * 3 + ["Coming"] * 9


def test_credential_that_is_refused_leads_to_the_sign_in(
    sign_in: SignIn, client: Client, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    practice.advance_days(4000)
    answer = client.get(RUNNING)
    assert answer.status_code == 303
    assert answer["Location"] == "/sign-in/?ended=key&next=%2Fplan%2Frunning%2F"


def test_office_without_an_account_has_no_code(sign_in: SignIn, visit: Visit, office: Office) -> None:
    set_money(iban="")
    sign_in("running-plan", "en")
    page = visit(RUNNING)
    assert 'role="img"' not in page.html
    assert "The office has not told us its account number." in page.text
    assert "The office has not told us its account number." in visit("/plan/running/standing-order/").text


def test_head_request_reads_nothing(sign_in: SignIn, client: Client, practice: PracticeOffice) -> None:
    sign_in("running-plan", "en")
    practice.clear_calls()
    assert client.head(RUNNING).status_code == 200
    assert practice.calls() == []


def test_stopped_file_asks_the_office_before_the_next_payment(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("running-plan", "en")
    assert "Pay €100.00 by bank transfer" in visit(RUNNING).text
    registry.tagor().stop_file(file_id=seeded.file_id)
    cache.clear()
    page = visit(RUNNING)
    assert "The office has stopped this file Ask the office before you pay." in page.text
    assert "All payments" in page.text
    assert page.links()["Write to the office"]
    assert not page.main_forms()
    for path in ("/plan/running/standing-order/", "/plan/running/calendar.ics"):
        assert visit(path, status=303).answer["Location"] == RUNNING
