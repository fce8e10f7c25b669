"""Ask for reminders: only to the address on file, masked, with a receipt, and off again in one click."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.audit.actors import DEFENDANT
from portal.audit.models import Event
from portal.audit.services import record
from portal.plans.reminders.models import ReminderRules, Subscription
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.plans.reminders.conftest import START, Choose, SignIn
from tests.practice import PracticeOffice

RECEIPT = re.compile(r"R-\d{6}")
TITLES = {"nl": "Herinneringen", "fr": "Rappels", "de": "Erinnerungen", "en": "Reminders"}
ON = {
    "nl": "Uw herinneringen staan aan",
    "fr": "Vos rappels sont activés",
    "de": "Ihre Erinnerungen sind eingeschaltet",
    "en": "Your reminders are on",
}
OFF = {
    "nl": "Uw herinneringen staan uit",
    "fr": "Vos rappels sont désactivés",
    "de": "Ihre Erinnerungen sind ausgeschaltet",
    "en": "Your reminders are off",
}


def test_office_that_has_not_said_anything_offers_none(sign_in: SignIn, visit: Visit) -> None:
    sign_in("running-plan", "en")
    page = visit(START)
    assert "This office sends no reminders." in page.text
    assert page.main_forms() == []
    assert "Get a reminder" not in visit("/plan/running/").text


def test_plan_page_leads_here(sign_in: SignIn, visit: Visit, rules: ReminderRules) -> None:
    sign_in("running-plan", "en")
    assert visit("/plan/running/").links()["Get a reminder"] == START


def test_addresses_are_those_on_file_and_masked(
    sign_in: SignIn, visit: Visit, rules: ReminderRules, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    page = visit(START)
    party = practice.state("running-plan")["defendants"][0]
    assert party["email"] not in page.html
    assert party["mobile"] not in page.html
    assert f"{party['email'][0]}•••@d•••.example" in page.text
    assert f"••• {party['mobile'][-2:]}" in page.text
    assert [item.get("type") for item in page.main_forms()[-1].iter() if item.get("type")].count("text") == 0


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_on_and_off_again_in_every_language(
    language: str, sign_in: SignIn, visit: Visit, choose: Choose
) -> None:
    sign_in("running-plan", language)
    choose(channel="mail", days_before="3")
    page = visit(START)
    assert page.heading == TITLES[language]
    assert ON[language] in page.text
    wish = Subscription.objects.get()
    assert (wish.channel, wish.days_before) == ("mail", 3)

    assert page.form_action(0) == "/plan/reminders/stop/"
    visit(page.form_action(0), page.form_fields(0), status=303)

    assert not Subscription.objects.exists()
    page = visit(START)
    assert OFF[language] in page.text
    if language != "en":
        for english in ("By mail", "before", "Keep my choice", "Receipt"):
            assert english not in page.text


def test_receipt_has_the_number_of_the_event(sign_in: SignIn, visit: Visit, choose: Choose) -> None:
    sign_in("running-plan", "en")
    choose(channel="text", days_before="7")
    event = Event.objects.get(act="reminders-on")
    assert f"Receipt R-{event.number:06d}" in visit(START).text
    party = Subscription.objects.get().party_id
    assert event.details == {"channel": "text", "days_before": 7, "party": party}


def test_choosing_again_replaces_the_choice(sign_in: SignIn, visit: Visit, choose: Choose) -> None:
    sign_in("running-plan", "en")
    choose(channel="mail", days_before="1")
    choose(channel="text", days_before="7")
    wish = Subscription.objects.get()
    assert (wish.channel, wish.days_before) == ("text", 7)
    assert "7 days before each payment" in visit(START).text


def test_none_ends_them(sign_in: SignIn, choose: Choose) -> None:
    sign_in("running-plan", "en")
    choose(channel="mail", days_before="1")
    choose(channel="none", days_before="1")
    assert not Subscription.objects.exists()


def test_typed_address_is_not_taken(sign_in: SignIn, choose: Choose) -> None:
    sign_in("running-plan", "en")
    choose(channel="mail", days_before="3", email="else@example.org", Emailadres="else@example.org")
    assert "else@example.org" not in str(Subscription.objects.values().get())


def test_channel_without_a_template_cannot_be_chosen(
    sign_in: SignIn, visit: Visit, choose: Choose, rules: ReminderRules
) -> None:
    rules.text_template = ""
    rules.save()
    sign_in("running-plan", "en")
    assert "By text message" not in visit(START).text
    page = choose(channel="text", days_before="3", status=422)
    assert "Choose one of these." in page.text
    assert not Subscription.objects.exists()


def test_nothing_chosen_is_said_beside_the_field(sign_in: SignIn, choose: Choose) -> None:
    sign_in("running-plan", "en")
    page = choose(status=422)
    assert "There is something to correct" in page.text
    assert "Choose one of these." in page.text


def test_person_without_address_is_told_how_to_give_one(
    sign_in: SignIn, visit: Visit, rules: ReminderRules
) -> None:
    seeded = sign_in("running-plan", "en")
    for detail in registry.tagor().list_contact_details(party_id=seeded.party_id):
        registry.tagor().delete_contact_detail(detail_id=detail.detail_id)
    page = visit(START)
    assert "The office has no e-mail address and no mobile number of you." in page.text
    assert page.links()["Change your e-mail address or mobile number"] == "/messages/contact/"
    assert page.main_forms() == []


def test_plan_without_days_cannot_be_reminded_of(sign_in: SignIn, visit: Visit, rules: ReminderRules) -> None:
    sign_in("null-dates", "en")
    page = visit(START)
    assert "So we cannot remind you." in page.text
    assert page.main_forms() == []


def test_stopped_file_has_no_reminders_to_choose(sign_in: SignIn, visit: Visit, choose: Choose) -> None:
    seeded = sign_in("running-plan", "en")
    choose(channel="mail", days_before="3")
    registry.tagor().stop_file(file_id=seeded.file_id)
    cache.clear()
    page = visit(START)
    assert "While it is stopped, we send no reminders." in page.text
    assert [form.get("action") for form in page.main_forms()] == ["/plan/reminders/stop/"]


def test_once_every_payment_is_made_there_is_nothing_to_remind_of(
    sign_in: SignIn, visit: Visit, rules: ReminderRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in("running-plan", "en")
    years_later = timezone.localdate() + timedelta(days=2000)
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_named: years_later)
    page = visit(START)
    assert "You made every payment of your plan." in page.text
    assert page.main_forms() == []


def test_without_a_plan_there_is_nothing_to_remind_of(
    sign_in: SignIn, visit: Visit, rules: ReminderRules
) -> None:
    sign_in("nl-woman", "en")
    page = visit(START)
    assert "So there is nothing to remind you of." in page.text
    assert page.links()["Pay in parts"] == "/plan/"


def test_tagor_down_leaves_the_way_out_open(
    sign_in: SignIn, visit: Visit, choose: Choose, practice: PracticeOffice
) -> None:
    sign_in("running-plan", "en")
    choose(channel="mail", days_before="3")
    with practice.down():
        page = visit(START, status=503)
        assert "You can stop them." in page.text
        visit(page.form_action(0), page.form_fields(0), status=303)
    assert not Subscription.objects.exists()


def test_form_of_another_file_does_nothing(
    sign_in: SignIn, visit: Visit, client: Client, rules: ReminderRules
) -> None:
    sign_in("arrears", "en")
    page = visit(START)
    fields = {**page.form_fields(0), "channel": "mail", "days_before": "3"}
    sign_in("running-plan", "en")
    token = visit(START).form_fields(0)["csrfmiddlewaretoken"]
    for address in (START, f"{START}stop/"):
        assert client.post(address, {**fields, "csrfmiddlewaretoken": token}).status_code == 409
    assert not Subscription.objects.exists()


def test_stop_is_not_a_link_that_a_scanner_can_follow(sign_in: SignIn, client: Client) -> None:
    sign_in("running-plan", "en")
    assert client.get(f"{START}stop/").status_code == 405


RULES = "/desk/settings/reminders/"


def test_the_office_changes_its_rules_after_a_look_at_the_difference(
    client: Client, rules: ReminderRules, sign_in: SignIn, visit: Visit
) -> None:
    make_staff(permissions=["reminders.change_reminderrules"])
    sign_in_staff(client)
    typed = {
        "is_on": "on",
        "mail_template": "HERINNERING",
        "text_template": "",
        "days_before": "5",
        "quiet_from": "21:00",
        "quiet_until": "7.30",
        "most_per_week": "1",
    }
    typed["seen"] = visit(f"{RULES}?lang=en").form_fields()["seen"]
    assert "days before" in visit(RULES, {**typed, "days_before": "99"}, status=422).text.lower()
    check = visit(RULES, typed)
    assert "Days before the payment 3 5" in check.text
    assert "between 21:00 and 07:30" in check.text
    assert ReminderRules.objects.get().days_before == 3
    visit(RULES, {**check.form_fields(), "save": "1"}, status=303)
    rules.refresh_from_db()
    assert (rules.mail_template, rules.days_before, rules.most_per_week) == ("HERINNERING", 5, 1)
    event = Event.objects.get(act="reminder-rules-changed")
    assert event.details["fields"]["days_before"] == {"before": 3, "after": 5}

    visit(RULES, {"undo": str(event.number)}, status=303)
    rules.refresh_from_db()
    assert (rules.days_before, f"{rules.quiet_from:%H:%M}") == (3, "20:00")
    assert "Undo" in visit(f"{RULES}?saved=2").text
    visit(RULES, {"undo": str(event.number)}, status=303)
    rules.refresh_from_db()
    assert rules.days_before == 3


def test_reminders_without_a_template_cannot_be_on(
    client: Client, rules: ReminderRules, visit: Visit
) -> None:
    make_staff(permissions=["reminders.change_reminderrules"])
    sign_in_staff(client)
    typed = visit(f"{RULES}?lang=en").form_fields() | {
        "is_on": "on",
        "mail_template": "",
        "text_template": "",
    }
    assert "without one nothing can be sent" in visit(RULES, typed, status=422).text


def test_the_number_of_a_receipt_stands_in_the_history_of_its_person_alone(
    sign_in: SignIn, choose: Choose, visit: Visit
) -> None:
    seeded = sign_in("running-plan", "en")
    choose(channel="mail", days_before="3")
    (on,) = RECEIPT.findall(visit("/plan/reminders/").text)
    choose(channel="none")
    (off,) = RECEIPT.findall(visit("/plan/reminders/").text)
    assert on != off
    page = visit("/file/history/")
    assert (on in page.text, off in page.text) == (True, True)
    assert ("Turned on" in page.text, "Turned off" in page.text) == (True, True)
    of_another = record("reminders-on", by=DEFENDANT, file_id=seeded.file_id, details={"party": "another"})
    assert f"R-{of_another.number:06d}" not in visit("/file/history/").text
