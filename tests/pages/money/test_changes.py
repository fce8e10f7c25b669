"""Two people change where money goes, each with their own password; nobody does it alone."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.audit.services import find_broken_link, record
from portal.money.tasks import mail_watchers
from portal.office.findings import examine_office
from portal.office.models import MoneyChange, Office
from portal.payments.models import PaymentChannel
from portal.web.formats import day
from tests.money import set_money
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD, make_staff, sign_in_staff
from tests.pages.money.conftest import HOME, NEW, fill_in
from tests.pages.money.test_doors import read_money
from tests.practice import PracticeFile

Propose = Callable[..., MoneyChange]
As = Callable[[str], None]
WRONG = "not the password at all"


def address(change: MoneyChange, act: str = "") -> str:
    return f"{HOME}{change.pk}/{act}{'/' if act else ''}"


def test_two_people_change_where_money_goes(
    visit: Visit, propose: Propose, as_: As, sign_in: Callable[..., PracticeFile], client: Client
) -> None:
    change = propose()
    assert read_money()["iban"] == "BE68539007547034"
    as_("bob")
    page = visit(address(change))
    assert "BE71 0961 2345 6769" in page.text
    assert "BE68 5390 0754 7034" in page.text

    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)

    assert read_money() == {
        "account_holder": "Kantoor Proef - derdenrekening",
        "iban": "BE71096123456769",
        "bic": "GKCCBEBB",
        "communication": "text",
        "online_payment": True,
    }
    assert dict(PaymentChannel.objects.values_list("file_type_id", "provider")) == {
        "": "transfer",
        "3": "sips_direct",
    }
    client.logout()
    sign_in("documents", "en")
    slip = visit("/pay/transfer/")
    assert "BE71 0961 2345 6769" in slip.text
    assert "Kantoor Proef - derdenrekening" in slip.text


def test_each_step_keeps_both_values_in_the_trail(visit: Visit, propose: Propose, as_: As) -> None:
    change = propose()
    as_("bob")
    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)
    proposed, confirmed = Event.objects.filter(act__startswith="money-change-")
    assert (proposed.act, confirmed.act) == ("money-change-proposed", "money-change-confirmed")
    assert proposed.staff_id == str(change.proposed_by_id) != confirmed.staff_id
    pair = {"before": "BE68539007547034", "after": "BE71096123456769"}
    for event in (proposed, confirmed):
        assert event.details["fields"]["iban"] == pair
        assert event.details["fields"]["channels"]["after"] == {"": "transfer", "3": "sips_direct"}
        assert "online_payment" not in event.details["fields"]
    assert find_broken_link() is None


def test_an_auditor_reads_what_changed_and_who_proposed_it_in_words(
    visit: Visit, propose: Propose, as_: As, people: dict[str, Any]
) -> None:
    make_staff("eve", permissions=("audit.view_event",))
    people["ann"].first_name = "Annelies"
    people["ann"].save()
    change = propose()
    as_("bob")
    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)
    as_("eve")
    event = Event.objects.get(act="money-change-confirmed")
    page = visit(f"/desk/insight/audit/{event.number}/")
    assert "Account number (IBAN) BE68 5390 0754 7034 BE71 0961 2345 6769" in page.text
    assert "Online payments, file type 3" in page.text
    assert "Proposed by Annelies" in page.text
    for code in ("{", "proposed_by", "channels", "account_holder"):
        assert code not in page.text
    page = visit(f"/desk/insight/audit/{event.number}/?lang=fr")
    assert "Proposé par Annelies" in page.text
    assert "Numéro de compte (IBAN)" in page.text


@pytest.mark.parametrize("password", [WRONG, ""])
def test_nobody_proposes_without_their_own_password(
    visit: Visit, as_: As, office: Office, password: str
) -> None:
    as_("ann")
    fields = fill_in(visit).form_fields()
    page = visit(HOME + "propose/", {**fields, "password": password, "propose": "1"}, status=422)
    assert page.form_fields()["iban"] == NEW["iban"]
    assert not MoneyChange.objects.exists()


@pytest.mark.parametrize("password", [WRONG, ""])
def test_nobody_confirms_without_their_own_password(
    visit: Visit, propose: Propose, as_: As, password: str
) -> None:
    change = propose()
    before = read_money()
    as_("bob")
    visit(address(change, "confirm"), {"password": password}, status=422)
    assert read_money() == before
    assert MoneyChange.objects.get().state == "waiting"


def test_wrong_passwords_are_counted_as_at_the_door(visit: Visit, propose: Propose, as_: As) -> None:
    change = propose()
    as_("bob")
    for _try in range(5):
        visit(address(change, "confirm"), {"password": WRONG}, status=422)
    page = visit(address(change, "confirm"), {"password": PASSWORD}, status=422)
    assert "Please wait before you try again" in page.text
    assert MoneyChange.objects.get().state == "waiting"
    assert Event.objects.filter(act="sign-in-again-failed").count() == 5


@pytest.mark.parametrize("is_superuser", [False, True])
def test_who_proposed_it_is_never_the_second_person(
    visit: Visit, propose: Propose, people: dict[str, Any], is_superuser: bool
) -> None:
    both = make_staff(
        "both",
        permissions=[
            "office.view_moneychange",
            "office.propose_money_change",
            "office.confirm_money_change",
        ],
        is_superuser=is_superuser,
    )
    before = read_money()
    people["both"] = both
    change = propose("both")
    page = visit(address(change))
    assert address(change, "confirm") not in [form.get("action") for form in page.main_forms()]
    visit(address(change, "confirm"), {"password": PASSWORD}, status=403)
    assert read_money() == before
    assert MoneyChange.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("ann", "{}/confirm/"),
        ("ann", "{}/refuse/"),
        ("bob", "propose/"),
        ("bob", "{}/withdraw/"),
        ("carl", "propose/"),
        ("carl", "{}/confirm/"),
        ("carl", "{}/refuse/"),
        ("carl", "{}/withdraw/"),
    ],
)
def test_each_step_asks_for_its_own_permission(
    visit: Visit, propose: Propose, as_: As, name: str, path: str
) -> None:
    change = propose()
    before = read_money()
    as_(name)
    visit(HOME + path.format(change.pk), {**NEW, "password": PASSWORD, "propose": "1"}, status=403)
    assert read_money() == before
    assert MoneyChange.objects.get().state == "waiting"


def test_what_changed_meanwhile_is_not_written_over(visit: Visit, propose: Propose, as_: As) -> None:
    change = propose()
    Office.objects.update(bic="")
    as_("bob")
    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)
    assert "overtaken by another change" in visit(address(change)).text
    assert read_money()["iban"] == "BE68539007547034"
    assert Event.objects.latest("number").act == "money-change-overtaken"


def test_a_way_of_paying_that_changed_meanwhile_counts_too(
    visit: Visit, propose: Propose, as_: As, office: Office
) -> None:
    change = propose()
    PaymentChannel.objects.create(office=office, file_type_id="9", provider="transfer")
    as_("bob")
    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)
    assert MoneyChange.objects.get().state == "overtaken"
    assert read_money()["iban"] == "BE68539007547034"


def test_after_a_week_it_is_over(visit: Visit, propose: Propose, as_: As) -> None:
    change = propose()
    MoneyChange.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    as_("bob")
    assert not visit(address(change)).main_forms()
    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)
    assert MoneyChange.objects.get().state == "expired"
    assert read_money()["iban"] == "BE68539007547034"


def test_one_that_is_over_stands_in_nobodys_way(visit: Visit, propose: Propose) -> None:
    propose()
    MoneyChange.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    propose(bic="")
    assert list(MoneyChange.objects.values_list("state", flat=True)) == ["waiting", "expired"]


def test_one_proposal_at_a_time(visit: Visit, propose: Propose, as_: As) -> None:
    propose()
    as_("ann")
    fields = fill_in(visit, bic="").form_fields()
    visit(HOME + "propose/", {**fields, "password": PASSWORD, "propose": "1"}, status=409)
    assert MoneyChange.objects.count() == 1


def test_what_stands_already_is_no_proposal(visit: Visit, as_: As, office: Office) -> None:
    as_("ann")
    fields = visit(HOME + "propose/").form_fields()
    page = visit(HOME + "propose/", {**fields, "usual": "tagor_sips"}, status=409)
    assert "This is what stands already" in page.text
    answer = {**fields, "usual": "tagor_sips", "password": PASSWORD, "propose": "1"}
    visit(HOME + "propose/", answer, status=409)
    assert not MoneyChange.objects.exists()


@pytest.mark.parametrize(
    ("name", "act", "state"), [("bob", "refuse", "refused"), ("ann", "withdraw", "withdrawn")]
)
def test_a_change_that_is_not_made(
    visit: Visit, propose: Propose, as_: As, name: str, act: str, state: str
) -> None:
    change = propose()
    as_(name)
    visit(address(change, act), {}, status=303)
    assert MoneyChange.objects.get().state == state
    event = Event.objects.latest("number")
    assert event.act == f"money-change-{state}"
    assert event.details["fields"]["iban"]["after"] == "BE71096123456769"
    as_("bob")
    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)
    assert "decided meanwhile" in visit(address(change) + "?moved=1").text
    assert read_money()["iban"] == "BE68539007547034"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"iban": "BE71096123456768"}, "not a valid IBAN"),
        ({"iban": "<script>"}, "not a valid IBAN"),
        ({"iban": "BE68"}, "not a valid IBAN"),
        ({"iban": "B"}, "not a valid IBAN"),
        ({"bic": "NONSENSE!"}, "not a valid bank code"),
        ({"bic": "ABNANL2A"}, "another country"),
        ({"bic": "BBRUBEBB"}, "another bank"),
        ({"iban": "NL91ABNA0417164300", "bic": "INGBNL2A"}, "another bank"),
        ({"iban": ""}, "no account number for this bank code"),
        ({"account_holder": " "}, "whose account"),
        ({"account_holder": "x" * 71}, "at most 70 characters"),
        ({"new_type_1": "3", "new_provider_1": "transfer"}, "already"),
        ({"new_type_1": "4"}, "who takes the payment"),
        ({"usual": "cash"}, "Choose one of these"),
        ({"communication": "poem"}, "Choose one of these"),
        ({"iban": "1\u0660\u0661" * 15, "bic": "\u0660" * 8}, "not a valid IBAN"),
    ],
)
def test_values_that_do_not_fit_are_refused(
    visit: Visit, as_: As, office: Office, fields: dict[str, str], says: str
) -> None:
    as_("ann")
    page = fill_in(visit, status=422, **fields)
    assert says in page.text
    fill_in(visit, status=422, **fields, password=PASSWORD, propose="1")
    assert not MoneyChange.objects.exists()


def test_the_check_shows_what_people_will_see(visit: Visit, as_: As, office: Office) -> None:
    as_("ann")
    page = fill_in(visit)
    assert "BE71 0961 2345 6769" in page.text
    assert "2026/0123" in page.text
    assert "bank transfer" in page.text
    drawn = list(page.tree.iter("{http://www.w3.org/2000/svg}svg"))
    assert "qr" in [svg.get("class") for svg in drawn]


def test_everybody_who_watches_hears_of_each_step(
    visit: Visit, propose: Propose, as_: As, people: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    make_staff("boss", is_superuser=True, email="boss@kantoor.example")
    make_staff("gone", is_superuser=True, email="gone@kantoor.example", is_active=False)
    with caplog.at_level(logging.ERROR):
        change = propose()
    assert f"ALERT money change {change.pk}: proposed" in caplog.text
    assert "BE71" not in caplog.text
    task = DBTaskResult.objects.get(task_path=mail_watchers.module_path)
    mail_watchers.func(**task.args_kwargs["kwargs"])
    assert {to for message in mail.outbox for to in message.to} == {
        "ann@kantoor.example",
        "bob@kantoor.example",
        "boss@kantoor.example",
    }
    text = mail.outbox[0].body
    assert "BE71 **** **** 6769" in text
    assert "BE71096123456769" not in text.replace(" ", "")
    assert address(change) in text


def test_the_desk_and_the_doctor_say_that_one_waits(visit: Visit, propose: Propose, as_: As) -> None:
    assert {one.name: one.state for one in examine_office()}["office.money-change"] == "ok"
    change = propose()
    as_("carl")
    assert address(change) in visit("/desk/").links().values()
    assert {one.name: one.state for one in examine_office()}["office.money-change"] == "warn"
    as_("bob")
    visit(address(change, "refuse"), {}, status=303)
    assert address(change) not in visit("/desk/").links().values()


def test_staff_without_the_right_see_nothing_of_it(
    visit: Visit, propose: Propose, client: Client, people: dict[str, Any]
) -> None:
    change = propose()
    make_staff("eve")
    client.logout()
    sign_in_staff(client, "eve")
    assert address(change) not in visit("/desk/").links().values()
    visit(address(change), status=403)
    visit(HOME, status=403)


def test_the_history_stays(visit: Visit, propose: Propose, as_: As) -> None:
    first = propose()
    as_("bob")
    visit(address(first, "confirm"), {"password": PASSWORD}, status=303)
    second = propose(iban="NL91ABNA0417164300", bic="ABNANL2A", new_type_0="", new_provider_0="")
    page = visit(HOME)
    assert {address(first), address(second)} <= set(page.links().values())
    assert "BE71 0961 2345 6769" in page.text


def confirm(visit: Visit, change: MoneyChange, status: int = 303) -> None:
    visit(address(change, "confirm"), {"password": PASSWORD}, status=status)


def test_nobody_makes_the_second_person_themselves(
    visit: Visit, propose: Propose, people: dict[str, Any], client: Client
) -> None:
    boss = make_staff("boss", is_superuser=True)
    change = propose("boss")
    new = {"username": "puppet", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert client.post("/admin/auth/user/add/", new).status_code == 302
    puppet = User.objects.get(username="puppet")
    User.objects.filter(pk=puppet.pk).update(is_staff=True, is_superuser=True)

    client.logout()
    sign_in_staff(client, "puppet")
    page = visit(address(change))
    assert address(change, "confirm") not in [form.get("action") for form in page.main_forms()]
    confirm(visit, change, status=403)
    assert read_money()["iban"] == "BE68539007547034"

    # The other way round: the puppet proposes, its maker confirms.
    client.logout()
    MoneyChange.objects.update(proposed_by=puppet)
    sign_in_staff(client, boss.username)
    confirm(visit, change, status=403)
    assert read_money()["iban"] == "BE68539007547034"


@pytest.mark.parametrize("days", [6, 8])
def test_a_new_password_from_the_proposer_ties_for_a_week(
    visit: Visit, propose: Propose, as_: As, people: dict[str, Any], days: int
) -> None:
    change = propose()
    told = record("staff-password-changed", by=Actor.staff(people["ann"]), details={"user": people["bob"].pk})
    Event.objects.filter(pk=told.pk).update(at=timezone.now() - timedelta(days=days))
    as_("bob")
    confirm(visit, change, status=403 if days == 6 else 303)
    assert MoneyChange.objects.get().state == ("waiting" if days == 6 else "confirmed")


def test_the_first_account_may_come_from_who_made_the_others(
    visit: Visit, propose: Propose, as_: As, people: dict[str, Any], office: Office
) -> None:
    set_money(iban="", bic="", account_holder="")
    record("staff-created", by=Actor.staff(people["ann"]), details={"user": people["bob"].pk})
    change = propose()
    as_("bob")
    confirm(visit, change)
    assert read_money()["iban"] == "BE71096123456769"


@pytest.mark.parametrize("gone", ["switched off", "lost the right"])
def test_who_may_propose_no_more_changes_nothing(
    visit: Visit, propose: Propose, as_: As, people: dict[str, Any], gone: str
) -> None:
    change = propose()
    if gone == "switched off":
        User.objects.filter(username="ann").update(is_active=False)
    else:
        people["ann"].groups.clear()
    as_("bob")
    assert "Nobody can confirm this one" in visit(address(change)).text
    confirm(visit, change, status=403)
    assert read_money()["iban"] == "BE68539007547034"
    visit(address(change, "refuse"), {}, status=303)
    assert MoneyChange.objects.get().state == "refused"


def test_who_filled_in_what_was_overtaken_looks_again(visit: Visit, as_: As, office: Office) -> None:
    as_("ann")
    fields = fill_in(visit).form_fields()
    PaymentChannel.objects.create(office=office, file_type_id="4", provider="transfer")
    asked = {**fields, "password": PASSWORD, "propose": "1"}
    page = visit(HOME + "propose/", asked, status=422)
    assert "changed meanwhile" in page.text
    assert page.form_fields()["iban"] == NEW["iban"]
    again = {**fields, "seen": page.form_fields()["seen"], f"provider_{b'4'.hex()}": "transfer"}
    visit(HOME + "propose/", {**again, "password": PASSWORD, "propose": "1"}, status=303)
    assert MoneyChange.objects.get().after["channels"] == {
        "": "transfer",
        "3": "sips_direct",
        "4": "transfer",
    }


def test_who_looked_goes_back_to_what_they_filled_in(visit: Visit, as_: As, office: Office) -> None:
    as_("ann")
    fields = fill_in(visit).form_fields()
    page = visit(HOME + "propose/", {**fields, "again": "1"})
    assert page.form_fields()["iban"] == NEW["iban"]
    assert not MoneyChange.objects.exists()


LETTER_CHECK = "/letter-check/"
OLD, NEWER, STRANGE = "BE68 5390 0754 7034", "BE71 0961 2345 6769", "NL91 ABNA 0417 1643 00"


def test_letter_check_knows_the_account_that_a_confirmed_change_replaced(
    visit: Visit, propose: Propose, as_: As, client: Client
) -> None:
    """The letters of yesterday are real; an account that nobody confirmed stays somebody else's."""
    first = propose()
    client.cookies["language"] = "en"
    assert "This is our account number." in visit(LETTER_CHECK, {"claim": OLD}).text
    assert "This is not our account number." in visit(LETTER_CHECK, {"claim": NEWER}).text

    as_("bob")
    visit(address(first, "confirm"), {"password": PASSWORD}, status=303)
    with translation.override("en"):
        today = day(timezone.localdate())
    page = visit(LETTER_CHECK, {"claim": OLD})
    assert f"This was our account until {today}." in page.text
    assert "Pay to the account below." in page.text
    assert "Do not pay" not in page.text.partition("What we use")[0]
    assert "This is our account number." in visit(LETTER_CHECK, {"claim": NEWER}).text

    refused = propose(iban=STRANGE, bic="", account_holder="Somebody")
    as_("bob")
    visit(address(refused, "refuse"), {"password": PASSWORD}, status=303)
    assert "This is not our account number." in visit(LETTER_CHECK, {"claim": STRANGE}).text

    back = propose(iban=OLD, bic="", usual="transfer")
    as_("bob")
    visit(address(back, "confirm"), {"password": PASSWORD}, status=303)
    assert "This is our account number." in visit(LETTER_CHECK, {"claim": OLD}).text
    assert f"This was our account until {today}." in visit(LETTER_CHECK, {"claim": NEWER}).text
    assert "This is not our account number." in visit(LETTER_CHECK, {"claim": STRANGE}).text


def test_letter_check_names_no_account_below_when_there_is_none(
    visit: Visit, propose: Propose, as_: As
) -> None:
    change = propose(iban="", bic="", account_holder="")
    as_("bob")
    visit(address(change, "confirm"), {"password": PASSWORD}, status=303)
    page = visit(LETTER_CHECK, {"claim": OLD})
    assert "This was our account until" in page.text
    assert "Call us before you pay." in page.text
    assert "the account below" not in page.text
