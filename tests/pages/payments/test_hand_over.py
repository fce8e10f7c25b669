"""The last page before the payment page, and every reason not to send anybody there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.audit.models import Event as AuditEvent
from portal.office.models import Office
from portal.payments.models import Attempt, State
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import (
    Ask,
    Bank,
    SignIn,
    come_home,
    list_starts,
    make_mark,
    the_attempt,
)
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite


def test_page_names_amount_receiver_and_host_and_posts_there(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    page = ask_online(sign_in("nl-woman", "en"))
    assert page.heading == "Go to the payment page"
    assert "€1,234.56" in page.text
    assert "To Kantoor Proef" in page.text
    assert f"You now go to 127.0.0.1:{practice.port}." in page.text
    (form,) = page.main_forms()
    assert form.get("method") == "post"
    assert set(page.form_fields()) == {"redirectionVersion", "redirectionData"}
    assert not [script for script in page.all("script") if "portal.js" not in (script.get("src") or "")]


def test_policy_lets_this_page_alone_post_to_that_host(
    sign_in: SignIn, ask_online: Ask, visit: Visit, practice: PracticeOffice
) -> None:
    page = ask_online(sign_in("nl-woman", "en"))
    policy = page.answer["Content-Security-Policy"]
    assert f"form-action 'self' {practice.base_url};" in policy + ";"
    assert practice.base_url not in visit("/pay/").answer["Content-Security-Policy"]


def test_page_is_never_stored(sign_in: SignIn, ask_online: Ask) -> None:
    page = ask_online(sign_in("nl-woman", "en"))
    assert page.answer["Cache-Control"] == "no-store"
    assert page.answer["Referrer-Policy"] == "no-referrer"


def test_reload_shows_the_same_page_without_a_second_start(
    sign_in: SignIn, ask_online: Ask, visit: Visit, practice: PracticeOffice
) -> None:
    first = ask_online(sign_in("nl-woman", "en"))
    again = visit(f"/pay/go/{the_attempt().token}/")
    assert again.form_fields() == first.form_fields()
    assert list_starts(practice) == 1


def test_redirect_is_sealed_at_rest_and_wiped_after_its_short_life(
    sign_in: SignIn, ask_online: Ask, visit: Visit
) -> None:
    page = ask_online(sign_in("nl-woman", "en"))
    attempt = the_attempt()
    assert attempt.sealed_redirect
    assert page.form_fields()["redirectionData"] not in attempt.sealed_redirect
    past = timezone.now() - timedelta(minutes=16)
    Attempt.objects.update(started_at=past, created_at=past)
    late = visit(f"/pay/go/{attempt.token}/", follow=True)
    assert late.heading == "We do not see your payment"
    assert the_attempt().sealed_redirect == ""
    assert the_attempt().state == State.LAPSED


def test_double_click_starts_once(sign_in: SignIn, ask_online: Ask, practice: PracticeOffice) -> None:
    seeded = sign_in("nl-woman", "en")
    first, second = ask_online(seeded), ask_online(seeded)
    assert first.form_fields() == second.form_fields()
    assert list_starts(practice) == 1


@pytest.mark.django_db(transaction=True)
def test_five_tabs_at_once_start_once(sign_in: SignIn, client: Client, practice: PracticeOffice) -> None:
    seeded = sign_in("nl-woman", "en")
    client.get("/pay/")
    data = {"kind": "full", "method": "online", "mark": make_mark(seeded)}

    def press(_: int) -> str:
        tab = Client()
        tab.cookies = client.cookies
        try:
            return str(tab.post("/pay/", data)["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        places = set(pool.map(press, range(5)))
    assert places == {f"/pay/go/{the_attempt().token}/"}
    assert list_starts(practice) == 1


def test_another_amount_is_another_payment(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded)
    ask_online(seeded, "other", "10")
    assert list_starts(practice) == 2


def test_start_under_way_shows_a_page_that_goes_on_by_itself(
    sign_in: SignIn, ask_online: Ask, visit: Visit
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    Attempt.objects.update(state=State.CREATED, sealed_redirect="", created_at=timezone.now())
    Attempt.objects.update(started_at=None)
    page = visit(f"/pay/go/{the_attempt().token}/")
    assert page.heading == "One moment"
    assert page.answer["Refresh"] == "1"


def test_start_that_died_half_way_lets_a_new_one_through(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    ask_online(seeded)
    past = timezone.now() - timedelta(minutes=2)
    Attempt.objects.update(state=State.CREATED, sealed_redirect="", created_at=past, started_at=None)
    assert ask_online(seeded).heading == "Go to the payment page"
    assert list_starts(practice) == 2
    assert sorted(Attempt.objects.values_list("state", flat=True)) == [State.AT_BANK, State.UNKNOWN]


def test_host_off_the_list_is_never_reached(
    sign_in: SignIn, ask_online: Ask, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SIPS_ALLOWED_HOSTS = ["payment-web.sips-services.com"]
    page = ask_online(sign_in("nl-woman", "en"))
    assert page.heading == "Pay by bank transfer"
    assert "Online payment does not work now" in page.text
    assert "/sips/payment" not in page.html
    assert the_attempt().state == State.NOT_STARTED
    assert "ALERT" in caplog.text


def test_host_taken_off_the_list_meanwhile_is_not_reached_either(
    sign_in: SignIn, ask_online: Ask, visit: Visit, settings: Settings
) -> None:
    ask_online(sign_in("nl-woman", "en"))
    settings.SIPS_ALLOWED_HOSTS = ["payment-web.sips-services.com"]
    page = visit(f"/pay/go/{the_attempt().token}/", follow=True)
    assert "Online payment does not work now" in page.text
    assert "/sips/payment" not in page.html
    assert the_attempt().sealed_redirect == ""


def test_payment_service_that_refuses_ends_in_the_transfer(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, visit: Visit
) -> None:
    seeded = sign_in("nl-woman", "en")
    practice.fault("sips", "refuse", operation="paymentInit", times=1)
    page = ask_online(seeded, "other", "25")
    assert "Nothing was taken from your account." in page.text
    assert the_attempt().state == State.NOT_STARTED
    assert "€25.00" in page.text
    assert "Nothing was taken" in visit("/pay/transfer/").text
    visit("/pay/")
    assert "Nothing was taken" not in visit("/pay/transfer/").text
    assert ask_online(seeded, "other", "25").heading == "Go to the payment page"


@pytest.mark.parametrize(
    ("fault", "state"), [("503", State.NOT_STARTED), ("drop", State.UNKNOWN), ("garbage", State.UNKNOWN)]
)
def test_failing_start_moves_no_money_and_a_new_reference_may_be_tried(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, fault: str, state: State
) -> None:
    seeded = sign_in("nl-woman", "en")
    practice.fault("tagor", fault, operation="Pay/Start", times=1)
    assert "Online payment does not work now" in ask_online(seeded).text
    first = the_attempt()
    assert first.state == state
    assert first.sealed_redirect == ""
    assert ask_online(seeded).heading == "Go to the payment page"
    assert Attempt.objects.exclude(pk=first.pk).get().reference != first.reference
    assert list_starts(practice) == 2


def test_tagor_down_before_the_start_begins_nothing(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation="TagorService/GetDosInfo")
    assert "Online payment does not work now" in ask_online(seeded).text
    assert not Attempt.objects.exists()


def test_lines_that_cannot_be_read_do_not_stop_a_payment(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation="Dossier/GetLines")
    ask_online(seeded)
    assert the_attempt().baseline["lines"] is None


def test_page_of_another_file_does_not_exist(sign_in: SignIn, ask_online: Ask, visit: Visit) -> None:
    ask_online(sign_in("nl-woman", "en"))
    sign_in("fr-man", "en")
    visit(f"/pay/go/{the_attempt().token}/", status=404)


def test_two_defendants_of_one_file_do_not_share_a_page_but_are_warned(
    sign_in: SignIn, ask_online: Ask, visit: Visit, practice: PracticeOffice
) -> None:
    ask_online(sign_in("couple-one", "en"))
    other = sign_in("couple-two", "en")
    page = ask_online(other, status=409)
    assert page.heading == "You may be paying twice"
    assert "Look at that payment" not in page.links()
    visit(f"/pay/go/{the_attempt().token}/", status=404)
    assert ask_online(other, sure="on").heading == "Go to the payment page"
    assert list_starts(practice) == 2


def test_payment_that_came_back_asks_before_a_second_one(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, bank: Bank
) -> None:
    seeded = sign_in("nl-woman", "en")
    come_home(bank.act(ask_online(seeded), "cancel"))
    page = ask_online(seeded, status=409)
    assert "A payment of €1,234.56 was started on" in page.text
    assert list_starts(practice) == 1
    earlier = the_attempt()
    assert page.links()["Look at that payment"] == f"/pay/status/{earlier.token}/"
    going_on = ask_online(seeded, **{k: v for k, v in page.form_fields().items() if k == "sure"})
    assert going_on.heading == "Go to the payment page"
    assert list_starts(practice) == 2
    earlier.refresh_from_db()
    assert earlier.state == State.LAPSED


def test_second_button_carries_the_same_amount(
    sign_in: SignIn, ask_online: Ask, visit: Visit, bank: Bank
) -> None:
    seeded = sign_in("nl-woman", "en")
    come_home(bank.act(ask_online(seeded, "other", "12,5"), "cancel"))
    page = ask_online(seeded, "other", "12,5", status=409)
    assert visit(page.form_action(), page.form_fields(), follow=True).heading == "Go to the payment page"
    assert set(Attempt.objects.values_list("amount_cents", flat=True)) == {1250}


def test_payment_the_office_saw_asks_before_a_second_one(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, bank: Bank
) -> None:
    seeded = sign_in("nl-woman", "en")
    bank.pay(ask_online(seeded))
    page = ask_online(seeded, status=409)
    assert "The office has already seen a payment of €1,234.56." in page.text
    assert the_attempt().state == State.SEEN
    assert list_starts(practice) == 1


def test_payment_of_today_made_elsewhere_counts_too(
    sign_in: SignIn, ask_online: Ask, practice: PracticeOffice, bank: Bank
) -> None:
    seeded = sign_in("nl-woman", "en")
    bank.pay(ask_online(seeded, "other", "50"))
    Attempt.objects.all().delete()
    page = ask_online(seeded, "other", "50", status=409)
    assert "The office received a payment of €50.00 today." in page.text
    assert ask_online(seeded, "other", "51").heading == "Go to the payment page"
    assert ask_online(seeded, "other", "50", sure="on").heading == "Go to the payment page"


def test_every_step_is_in_the_audit_trail(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, office: Office
) -> None:
    way = bank.pay(ask_online(sign_in("nl-woman", "en")))
    visit(come_home(way))
    acts = [act for act in AuditEvent.objects.values_list("act", flat=True) if act.startswith("payment-")]
    assert acts == [
        "payment-created",
        "payment-redirect-received",
        "payment-handed-over",
        "payment-came-back",
        "payment-see",
    ]
    assert the_attempt().office == office
