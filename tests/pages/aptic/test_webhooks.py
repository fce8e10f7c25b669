"""Webhooks: chosen by purpose, registered with a sealed secret, compared, mended, stopped, deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser

from portal import registry
from portal.aptic.events.models import WebhookSecret
from portal.aptic.events.receiving.webhook_secrets import list_valid_secrets
from portal.aptic.models import Subscription, WebhookDrift
from portal.aptic.webhooks.registration import LOOK
from portal.aptic.webhooks.tasks import look_at_webhooks
from portal.audit.models import Event as Trail
from portal.integrations.errors import Unavailable
from tests.pages.aptic.conftest import BASE
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeOffice

LIST = f"{BASE}webhooks/"
PLANS = ["paymentplanactivated", "paymentplandeactivated", "paymentplanbroken", "paymentplanfinished"]


@pytest.fixture
def own(settings: Any) -> str:
    settings.PORTAL_URL = "https://portal.example"
    settings.APTIC_WEBHOOK_SECRET = []
    return "https://portal.example/webhooks/aptic/"


def register(visit: Visit, *purposes: str, **more: str) -> Page:
    data = {"purposes": list(purposes), "confirmed": "1", **more}
    return visit(f"{LIST}register/", data, status=303)


@pytest.mark.usefixtures("staff")
def test_purposes_are_chosen_the_events_shown_and_then_aptic_is_asked(
    visit: Visit, practice: PracticeOffice, own: str
) -> None:
    page = visit(f"{LIST}register/")
    assert "Payment plans" in page.text
    assert "paymentplanbroken" not in page.text
    check = visit(f"{LIST}register/", {"purposes": ["plans", "letters"]})
    assert "paymentplanbroken" in check.text
    assert "letterprocessed" in check.text
    assert own in check.text
    assert practice.aptic_webhooks() == []
    fields = check.form_fields() | {"purposes": ["plans", "letters"]}
    visit(check.form_action(), fields, status=303)
    (held,) = practice.aptic_webhooks()
    assert (held["url"], held["method"]) == (own, "POST")
    assert sorted(held["events"]) == sorted([*PLANS, "letterprocessed"])
    page = visit(f"{LIST}?done=registered")
    assert "ours" in page.text
    assert "What Aptic tells is what you want" in page.text


@pytest.mark.usefixtures("staff", "own")
def test_what_differs_waits_for_a_person_until_it_is_mended(visit: Visit, practice: PracticeOffice) -> None:
    register(visit, "plans")
    assert LOOK.list_planned().count() == 1
    look_at_webhooks.call()
    assert not WebhookDrift.objects.exists()
    assert LOOK.list_planned().count() == 1
    practice.reset()
    look_at_webhooks.call()
    since = WebhookDrift.objects.get().found_at
    with practice.down("aptic"), pytest.raises(Unavailable):
        look_at_webhooks.call()
    look_at_webhooks.call()
    assert WebhookDrift.objects.get().found_at == since
    row = visit("/desk/queue/team/")
    assert LIST in row.links().values()
    visit(f"{LIST}mend/", {}, status=303)
    visit(LIST)
    assert "What Aptic tells the portal is not" not in visit("/desk/queue/team/").text


@pytest.mark.usefixtures("staff", "own")
def test_what_is_wanted_is_looked_at_though_aptic_was_away(visit: Visit, practice: PracticeOffice) -> None:
    visit(LIST)
    assert not LOOK.list_planned().exists(), "nothing is wanted yet"
    with practice.down("aptic"):
        visit(f"{LIST}register/", {"purposes": ["plans"], "confirmed": "1"}, status=503)
    assert LOOK.list_planned().count() == 1


@pytest.mark.usefixtures("staff")
def test_the_secret_is_long_sealed_and_the_one_that_is_valid(
    visit: Visit, practice: PracticeOffice, own: str
) -> None:
    register(visit, "payments")
    (held,) = practice.aptic_webhooks()
    (kept,) = WebhookSecret.objects.all()
    assert len(held["secret"]) >= 40
    assert held["secret"] not in kept.sealed
    assert list_valid_secrets() == (held["secret"],)
    assert held["secret"] not in visit(LIST).html
    assert held["secret"] not in str(list(Trail.objects.values()))


@pytest.mark.usefixtures("staff")
def test_more_is_asked_for_with_the_same_secret(visit: Visit, practice: PracticeOffice, own: str) -> None:
    register(visit, "payments")
    first = practice.aptic_webhooks()[0]["secret"]
    register(visit, "letters")
    (held,) = practice.aptic_webhooks()
    assert held["secret"] == first
    assert {"payment", "letterprocessed"} <= set(held["events"])
    assert WebhookSecret.objects.count() == 1


@pytest.mark.usefixtures("staff")
def test_every_booking_needs_a_tick_of_its_own(visit: Visit, practice: PracticeOffice, own: str) -> None:
    page = visit(f"{LIST}register/")
    assert "makes Aptic slower" in page.text
    register(visit, "payments")
    assert "transaction" not in practice.aptic_webhooks()[0]["events"]
    check = visit(f"{LIST}register/", {"with_slow": "on"})
    assert "transaction makes Aptic slower for all its users" in check.text
    register(visit, with_slow="on")
    assert "transaction" in practice.aptic_webhooks()[0]["events"]
    assert "Every booking" in visit(LIST).text
    visit(f"{LIST}stop/transaction/", {}, status=303)
    assert "transaction" not in practice.aptic_webhooks()[0]["events"]


@pytest.mark.usefixtures("staff")
def test_nothing_chosen_is_told_and_a_change_goes_back(visit: Visit, own: str) -> None:
    assert "Choose at least one." in visit(f"{LIST}register/", {}, status=422).text
    visit(f"{LIST}register/", {"purposes": ["unheard"]}, status=422)
    again = visit(f"{LIST}register/", {"purposes": ["letters"], "confirmed": "1", "_change": "1"})
    assert again.form_fields()["purposes"] == "letters"
    assert not Subscription.objects.exists()


@pytest.mark.usefixtures("staff")
def test_an_outage_is_told_and_what_is_wanted_is_mended_later(
    visit: Visit, practice: PracticeOffice, own: str
) -> None:
    with practice.down("aptic"):
        page = visit(f"{LIST}register/", {"purposes": ["plans"], "confirmed": "1"}, status=503)
        assert "Aptic does not answer" in page.text
        assert "What you want is kept." in page.text
        assert "wanted" in visit(LIST).text
    registry.reset()  # the pause after a row of failures is over
    assert practice.aptic_webhooks() == []
    assert not list_valid_secrets()
    page = visit(LIST)
    assert "Wanted, but Aptic does not tell it" in page.text
    visit(f"{LIST}mend/", {}, status=303)
    assert sorted(practice.aptic_webhooks()[0]["events"]) == sorted(PLANS)
    assert list_valid_secrets() == (practice.aptic_webhooks()[0]["secret"],)
    assert "What differs" not in visit(LIST).text


@pytest.mark.usefixtures("staff")
def test_drift_is_shown_and_one_button_mends_it(visit: Visit, practice: PracticeOffice, own: str) -> None:
    register(visit, "plans")
    held = practice.aptic_webhooks()[0]
    events = ["paymentplanbroken", "cardinsert"]
    practice.store_record("aptic", "webhooks", **{**held, "events": events})
    practice.add_aptic_webhook("https://old.example/webhooks/aptic/", "payment")
    practice.add_aptic_webhook("https://other.example/hook?key=hush-hush", "debtinsert")
    page = visit(LIST)
    assert "paymentplanactivated, paymentplandeactivated, paymentplanfinished" in page.text
    assert "Told, but nobody asked for it here" in page.text
    assert "looks like ours" in page.text
    assert "not ours" in page.text
    assert "hush-hush" not in page.html
    visit(f"{LIST}mend/", {}, status=303)
    by_url = {one["url"]: one["events"] for one in practice.aptic_webhooks()}
    assert sorted(by_url[own]) == sorted(PLANS)
    assert by_url["https://old.example/webhooks/aptic/"] == ["payment"]
    assert by_url["https://other.example/hook?key=hush-hush"] == ["debtinsert"]
    assert "Aptic also tells it to another address" in visit(LIST).text


@pytest.mark.usefixtures("staff")
def test_a_wrong_verb_is_drift_too(visit: Visit, practice: PracticeOffice, own: str) -> None:
    register(visit, "letters")
    practice.store_record("aptic", "webhooks", **{**practice.aptic_webhooks()[0], "method": "PUT"})
    assert "Aptic does not use POST" in visit(LIST).text
    visit(f"{LIST}mend/", {}, status=303)
    assert practice.aptic_webhooks()[0]["method"] == "POST"


@pytest.mark.usefixtures("staff")
def test_a_webhook_is_deleted_after_a_question(visit: Visit, practice: PracticeOffice, own: str) -> None:
    register(visit, "letters")
    practice.add_aptic_webhook("https://old.example/webhooks/aptic/", "payment")
    links = visit(LIST).links()
    old = links["Delete, https://old.example/webhooks/aptic/"]
    ask = visit(old)
    assert "Delete this webhook?" in ask.text
    assert "payment" in ask.text
    assert len(practice.aptic_webhooks()) == 2
    visit(ask.form_action(), {}, status=303)
    assert [one["url"] for one in practice.aptic_webhooks()] == [own]
    assert "no longer holds this webhook" in visit(old, follow=True).text
    visit(links[f"Delete, {own}"], {}, status=303)
    assert practice.aptic_webhooks() == []
    assert not Subscription.objects.exists()
    assert WebhookSecret.objects.get().valid_until is not None


@pytest.mark.usefixtures("staff")
def test_a_delete_that_fails_changes_nothing_here(visit: Visit, practice: PracticeOffice, own: str) -> None:
    register(visit, "letters")
    address = visit(LIST).links()[f"Delete, {own}"]
    practice.fault("aptic", "503", operation="delete_webhook")
    assert "Aptic does not answer" in visit(address, {}, status=503).text
    assert Subscription.objects.count() == 1
    assert WebhookSecret.objects.get().valid_until is None


@pytest.mark.usefixtures("staff")
def test_a_new_secret_replaces_the_old_which_stays_valid_a_day(
    visit: Visit, practice: PracticeOffice, own: str
) -> None:
    register(visit, "letters")
    first = practice.aptic_webhooks()[0]["secret"]
    ask = visit(f"{LIST}secret/")
    assert "stays valid until" in ask.text
    visit(ask.form_action(), {}, status=303)
    second = practice.aptic_webhooks()[0]["secret"]
    assert second != first
    assert set(list_valid_secrets()) == {first, second}
    assert WebhookSecret.objects.filter(valid_until__isnull=True).count() == 1


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("fault", ["503", "422"])
def test_a_new_secret_that_aptic_did_not_take_leaves_the_old_one_as_it_was(
    fault: str, visit: Visit, practice: PracticeOffice, own: str
) -> None:
    register(visit, "letters")
    first = practice.aptic_webhooks()[0]["secret"]
    practice.fault("aptic", fault, operation="register_webhook")
    visit(f"{LIST}secret/", {}, status=503)
    assert practice.aptic_webhooks()[0]["secret"] == first
    assert list_valid_secrets() == (first,)
    assert WebhookSecret.objects.filter(valid_until__isnull=True).count() == 1


@pytest.mark.usefixtures("staff")
def test_a_new_secret_nobody_knows_the_fate_of_leaves_both_valid(
    visit: Visit, practice: PracticeOffice, own: str
) -> None:
    register(visit, "letters")
    practice.fault("aptic", "lost", operation="register_webhook")
    page = visit(f"{LIST}secret/", {}, status=503)
    assert "We do not know whether it was done." in page.text
    assert len(list_valid_secrets()) == 2
    assert practice.aptic_webhooks()[0]["secret"] in list_valid_secrets()
    assert WebhookSecret.objects.filter(valid_until__isnull=True).count() == 2


@pytest.mark.usefixtures("staff")
def test_a_secret_without_anything_wanted_leads_back(visit: Visit, own: str) -> None:
    assert visit(f"{LIST}secret/", status=303).answer["Location"] == LIST


@pytest.mark.usefixtures("staff")
def test_stopping_asks_first_and_unknown_purposes_are_no_page(
    visit: Visit, practice: PracticeOffice, own: str
) -> None:
    register(visit, "letters", "plans")
    ask = visit(f"{LIST}stop/letters/")
    assert "letterprocessed" in ask.text
    visit(ask.form_action(), {}, status=303)
    assert sorted(practice.aptic_webhooks()[0]["events"]) == sorted(PLANS)
    visit(f"{LIST}stop/unheard/", status=404)


def test_who_may_only_look_sees_no_buttons(
    visit: Visit, sign_in_as: Callable[..., AbstractUser], practice: PracticeOffice, own: str
) -> None:
    sign_in_as("view_webhooks")
    practice.add_aptic_webhook(own, "payment")
    page = visit(LIST)
    assert page.main_forms() == []
    assert [words for words in page.links() if words.startswith(("Delete", "Stop", "Give", "Be told"))] == []


@pytest.mark.usefixtures("staff")
def test_each_change_is_in_the_audit_trail(visit: Visit, own: str) -> None:
    register(visit, "letters")
    visit(f"{LIST}stop/letters/", {}, status=303)
    acts = list(Trail.objects.filter(act__startswith="webhook").values_list("act", flat=True))
    assert acts == [
        "webhooks-wanted",
        "webhook-secret-made",
        "webhooks-register-asked",
        "webhooks-registered",
        "webhooks-unwanted",
        "webhooks-deleted",
    ]


@pytest.mark.usefixtures("staff")
def test_an_address_only_this_machine_reaches_is_warned_of(visit: Visit, settings: Any) -> None:
    settings.PORTAL_URL = "http://127.0.0.1:8000"
    assert "Only this machine can reach this address" in visit(LIST).text
