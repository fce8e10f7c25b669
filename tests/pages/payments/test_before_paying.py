"""What is known before paying is said on every page that asks for money, at once or in parts."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.payments.models import Attempt, State
from portal.plans.models import Proposal
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.payments.conftest import Ask, Bank, SignIn, come_home, make_mark, the_attempt
from tests.paper import read_words
from tests.practice import PracticeFile, PracticeOffice

IBAN = "BE68 5390 0754 7034"
PARTS = "Dossier/GetPaymentPlans"
STOPPED = "The office has stopped this file"
ASK_FIRST = "Ask the office before you pay"


@pytest.fixture
def paid(sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit) -> PracticeFile:
    """Everything, 1,234.56, is seen by the office and not booked."""
    seeded = sign_in("nl-woman", "en")
    visit("/file/")
    visit(come_home(bank.pay(ask_online(seeded))))
    assert the_attempt().state == State.SEEN
    return seeded


@pytest.fixture
def part_paid(sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit) -> PracticeFile:
    """600.00 of 1,234.56 is seen by the office, in another session."""
    seeded = sign_in("nl-woman", "en")
    visit(come_home(bank.pay(ask_online(seeded, "other", "600"))))
    return sign_in("nl-woman", "en")


def list_filled(page: Page) -> list[str]:
    (main,) = page.all("main")
    return ["".join(one.itertext()) for one in main.iter() if one.get("class") == "button"]


def list_folded(page: Page) -> list[str]:
    found = [form.get("action") for one in page.all("details") for form in one.iter()]
    return [str(address) for address in found if address]


def test_transfer_of_what_was_paid_asks_the_same_question_as_online(
    paid: PracticeFile, visit: Visit, client: Client
) -> None:
    asked = visit("/pay/transfer/", status=409)
    assert asked.heading == "You may be paying twice"
    assert f"/pay/status/{the_attempt().token}/" in asked.links().values()
    assert IBAN not in asked.text
    assert client.get("/pay/transfer/code.png")["Location"] == "/pay/transfer/"
    data = {"kind": "full", "method": "transfer", "mark": make_mark(paid)}
    assert visit("/pay/", data, status=409, follow=True).heading == asked.heading
    page = visit(asked.form_action(), asked.form_fields(), follow=True)
    assert IBAN in page.text
    assert "€1,234.56" in page.text
    assert client.get("/pay/transfer/code.png")["Content-Type"] == "image/png"


def test_being_sure_of_a_transfer_says_nothing_of_a_payment_after_it(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit
) -> None:
    seeded = sign_in("nl-woman", "en")
    visit(
        "/pay/", {"kind": "full", "method": "transfer", "sure": "on", "mark": make_mark(seeded)}, status=303
    )
    assert IBAN in visit("/pay/transfer/").text
    visit(come_home(bank.pay(ask_online(seeded))))
    assert IBAN not in visit("/pay/transfer/", status=409).text


def test_pay_page_says_first_what_is_on_its_way_and_what_is_left(paid: PracticeFile, visit: Visit) -> None:
    page = visit("/pay/")
    assert "You paid €1,234.56 on" in page.text
    assert "After booking you owe €0.00" in page.text
    assert page.text.index("You owe after booking") < page.text.index("Do you want to pay all the same?")
    assert "You owe today" not in page.text
    assert list_filled(page) == []
    assert list_folded(page) == ["/pay/"]
    assert "Pay in parts" not in page.links()
    assert not [one for one in page.all("input") if one.get("checked") is not None]


def test_nothing_is_offered_to_pay_when_everything_is_paid_and_not_booked(
    paid: PracticeFile, visit: Visit, practice: PracticeOffice
) -> None:
    assert "Pay another way" not in visit("/file/").links()
    practice.book("nl-woman")
    assert "Pay another way" not in visit("/file/").links()


def test_part_that_is_on_its_way_is_taken_off_everywhere(
    part_paid: PracticeFile, visit: Visit, ask_online: Ask
) -> None:
    assert "Pay another way" in visit("/file/").links()
    page = visit("/pay/")
    assert "After booking you owe €634.56" in page.text
    assert "Everything that is left: €634.56" in page.text
    assert "€634.56" in visit("/pay/transfer/").text
    plan = visit("/plan/")
    assert "After booking you owe €634.56" in plan.text
    assert "€1,234.56" not in plan.text
    assert "€1,234.56" not in visit("/plan/other/").text
    ask_online(part_paid)
    assert set(Attempt.objects.values_list("amount_cents", flat=True)) == {60000, 63456}


def test_first_page_pays_the_number_that_leads(part_paid: PracticeFile, visit: Visit) -> None:
    page = visit("/file/")
    assert list_filled(page) == ["Pay €634.56"]
    assert "You owe after booking" in page.text
    assert "Your file still shows €1,234.56." in page.text
    assert "In all you owe" not in page.text
    visit(page.form_action(), page.form_fields(), follow=True)
    assert Attempt.objects.filter(amount_cents=63456).exists()


def test_first_page_pays_a_month_where_that_leads(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    practice.fault("tagor", "503", operation=PARTS)
    sign_in("running-plan", "en")
    page = visit("/file/")
    assert "You pay each month" in page.text
    assert list_filled(page) == ["Pay €100.00"]


def test_paying_a_month_of_a_plan_does_not_ask_for_all_the_rest(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit
) -> None:
    visit(come_home(bank.pay(ask_online(sign_in("running-plan", "en"), "other", "100"))))
    page = visit("/file/")
    assert "You owe after booking" in page.text
    assert not [form for form in page.main_forms() if form.get("action") == "/pay/"]


def test_plan_of_the_rest_comes_to_the_rest(part_paid: PracticeFile, visit: Visit) -> None:
    page = visit("/plan/")
    choice = next(one.get("value", "") for one in page.all("input") if one.get("name") == "choice")
    months = int(choice.removeprefix("offer-"))
    assert f"€{-(-63456 // months) / 100:.2f} a month" in page.text
    data = {**page.form_fields(), "choice": choice}
    visit("/plan/", data, follow=True)
    assert Proposal.objects.get().balance_cents == 63456


def test_two_payments_on_their_way_are_both_counted(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit
) -> None:
    seeded = sign_in("nl-woman", "en")
    for amount in ("600", "134,56"):
        visit(come_home(bank.pay(ask_online(seeded, "other", amount))))
    for path in ("/file/", "/pay/", "/plan/"):
        assert "After booking you owe €500.00" in visit(path).text, path


@pytest.mark.parametrize("path", ["/file/", "/pay/"])
def test_payment_of_somebody_else_in_the_file_counts_too(
    path: str, part_paid: PracticeFile, visit: Visit
) -> None:
    Attempt.objects.update(party_id="somebody")
    text = visit(path).text
    assert "€600.00 was paid already" in text
    assert "After booking you owe €634.56" in text
    assert "You owe today" not in text


def test_what_was_paid_counts_while_another_payment_is_begun(
    part_paid: PracticeFile, visit: Visit, ask_online: Ask
) -> None:
    ask_online(part_paid, "other", "30")
    page = visit("/file/")
    assert "A payment of €30.00 was started" in page.text
    assert "After booking you owe €634.56" in page.text
    assert list_filled(page) == ["Pay €634.56"]


def test_no_plan_for_what_was_paid(paid: PracticeFile, visit: Visit) -> None:
    assert "/plan/" not in visit("/file/").links().values()
    page = visit("/plan/")
    assert page.heading == "There is nothing to pay in parts"
    assert "After booking you owe €0.00" in page.text
    assert page.main_forms() == []
    assert visit("/plan/other/", follow=True).heading == page.heading
    assert visit("/plan/none/", follow=True).heading == page.heading
    assert (
        visit("/plan/", {"choice": "months", "months": "6", "mark": make_mark(paid)}).heading == page.heading
    )


@pytest.mark.parametrize("path", ["/file/", "/pay/"])
def test_what_was_paid_too_much_is_said_before_it_is_booked(
    path: str, part_paid: PracticeFile, visit: Visit
) -> None:
    Attempt.objects.update(amount_cents=200_000)
    assert "You paid €765.44 more than you owe." in visit(path).text


def test_who_has_a_plan_is_offered_no_other(sign_in: SignIn, visit: Visit) -> None:
    sign_in("running-plan", "en")
    text = visit("/pay/").text
    assert "Your plan, and how to change it." in text
    assert "Spread the amount" not in text


def test_once_booked_every_page_tells_one_state(
    paid: PracticeFile, visit: Visit, practice: PracticeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice.book("nl-woman")
    page = visit("/file/")
    assert "A payment of €1,234.56 was booked since" in page.text
    assert "Your payment of €1,234.56 is booked" in page.text
    assert "It is not booked yet" not in page.text
    assert "you can ask for the amount again" in page.text
    assert "Ask for the amount again" not in page.text
    assert "less than the balance" not in page.text
    assert list_filled(page) == []
    assert "than the balance" not in visit("/file/lines/").text
    paper = read_words(visit("/file/lines/statement.pdf").answer.content)
    assert "than the balance" not in " ".join(paper)
    assert the_attempt().state == State.BOOKED
    assert "Seen by the office" not in visit("/file/history/").text
    for path in ("/pay/", "/plan/"):
        text = visit(path).text
        assert "A payment of €1,234.56 was booked since" in text, path
        assert "It is not booked yet" not in text, path
    visit("/pay/transfer/", status=409)
    assert len(practice.calls("TagorService/GetSaldo")) == 1
    wait(monkeypatch)
    for path in ("/pay/", "/file/"):
        assert "Ask for the amount again" in visit(path).text, path
    page = visit("/file/")
    index = [form.get("action") for form in page.main_forms()].index("/file/refresh/")
    page = visit("/file/refresh/", page.form_fields(index), follow=True)
    assert "You owe today" in page.text
    assert "booked since" not in page.text
    assert visit("/pay/").heading == "You have nothing to pay"
    assert len(practice.calls("TagorService/GetSaldo")) == 2


def test_payment_booked_before_the_balance_was_asked_is_not_on_its_way(
    part_paid: PracticeFile, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    """The portal hears of it only now, and the first balance of the session holds it already."""
    practice.book("nl-woman")
    sign_in("nl-woman", "en")
    page = visit("/pay/")
    assert "€634.56" in page.text
    assert "booked since" not in page.text
    assert "You owe today" in page.text


def test_transfer_that_the_office_booked_since_is_said_before_paying(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    visit("/file/")
    registry.tagor().record_online_payment(file_id=seeded.file_id, amount_cents=5000)
    practice.book("nl-woman")
    visit("/file/")
    for path in ("/pay/", "/pay/transfer/"):
        assert "A payment of €50.00 was booked since" in visit(path).text, path


@pytest.mark.parametrize("path", ["/file/", "/pay/", "/plan/"])
def test_stopped_file_says_so_and_pays_only_deliberately(path: str, sign_in: SignIn, visit: Visit) -> None:
    sign_in("stopped", "en")
    page = visit(path)
    assert STOPPED in page.text
    assert ASK_FIRST in page.text
    assert "/messages/" in page.links().values()
    assert not [form for form in page.main_forms() if form.get("action") not in list_folded(page)]
    assert not {"Pay online", "Pay by bank transfer", "Go on"} & set(list_filled(page))
    assert "/plan/" not in page.links().values()


def test_stopped_file_asks_before_each_way_of_paying(sign_in: SignIn, visit: Visit, ask_online: Ask) -> None:
    seeded = sign_in("stopped", "en")
    assert IBAN not in visit("/pay/transfer/", status=409).text
    asked = ask_online(seeded, status=409)
    assert asked.heading == ASK_FIRST
    assert not Attempt.objects.exists()
    page = visit(asked.form_action(), asked.form_fields(), follow=True)
    assert page.heading == "Go to the payment page"
    assert STOPPED in page.text
    data = {"kind": "full", "method": "transfer", "sure": "on", "mark": make_mark(seeded)}
    page = visit("/pay/", data, follow=True)
    assert IBAN in page.text
    assert STOPPED in page.text


def test_stopped_file_takes_no_plan(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("stopped", "en")
    heading = "The office gives no plan for a stopped file"
    for path in ("/plan/", "/plan/?again=1", "/plan/other/", "/plan/none/"):
        assert visit(path, follow=True).heading == heading, path
    data = {"amount": "50", "words": "Because", "mark": make_mark(seeded)}
    assert visit("/plan/other/", data, follow=True).heading == heading


def test_what_was_late_and_is_paid_is_late_on_no_page_of_the_plan(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit
) -> None:
    seeded = sign_in("arrears", "en")
    assert "A payment is late" in visit("/plan/").text
    visit(come_home(bank.pay(ask_online(seeded, "arrears"))))
    for path in ("/plan/", "/plan/running/"):
        assert "A payment is late" not in visit(path).text, path


def test_one_cent_is_asked_about_on_every_page(sign_in: SignIn, visit: Visit) -> None:
    sign_in("one-cent", "en")
    for path in ("/file/", "/pay/", "/plan/"):
        page = visit(path)
        assert "One cent is left. Ask the office before you pay it." in page.text, path
        assert not {"Pay online", "Go on"} & set(list_filled(page)), path
    assert "Pay in parts" not in visit("/pay/").links()
    assert visit("/plan/other/", follow=True).heading == visit("/plan/").heading
    assert visit("/pay/transfer/", status=409).heading == ASK_FIRST


def wait(monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(minutes=6)

    def now() -> datetime:
        return later

    monkeypatch.setattr(timezone, "now", now)
