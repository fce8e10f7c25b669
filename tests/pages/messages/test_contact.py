"""A new mail address or number: a code alone goes there, and only the right code brings it to the office."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.crm.links.models import ContactCheck
from portal.messages.models import ContactChange, MessageRules
from portal.office.models import Office
from portal.receipts.models import Receipt
from portal.sandbox.seeds.papermodels import CONFIRMATION_CODES
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import CONTACT, Ask, Deliver, SignIn, confirm
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize(
    ("name", "value", "medium", "masked"),
    [("email", "nieuw@voorbeeld.be", "mail", "n•••@v•••.be"), ("mobile", "0470 12 34 56", "text", "••• 56")],
)
def test_code_goes_to_the_new_address_and_brings_it_to_the_office(
    name: str,
    value: str,
    medium: str,
    masked: str,
    *,
    sign_in: SignIn,
    visit: Visit,
    ask: Ask,
    deliver: Deliver,
    rules: MessageRules,
    practice: PracticeOffice,
    client: Client,
) -> None:
    seeded = sign_in("nl-woman", "en")
    page = ask(name, value)
    assert f"We send a code to {value.replace(' ', '')}." in page.text
    (sent,) = practice.get("outbox")
    assert (sent["medium"], sent["to"]) == (medium, value.replace(" ", ""))
    code = CONFIRMATION_CODES[sent["template"]]
    for secret in (seeded.name, seeded.file, "€"):
        assert secret not in sent["body"] + sent["subject"]
    client.session.flush()
    sign_in("nl-woman", "en")
    page = visit(page.answer.request["PATH_INFO"])
    assert masked in page.text
    assert value.replace(" ", "") not in page.html
    page = confirm(visit, page, f"{code[:3]} {code[3:]}")
    assert "Confirmed, on its way to the office" in page.text
    assert "New contact detail" in visit(next(h for h in page.links().values() if "/receipt/" in h)).text
    deliver()
    assert "With the office" in visit(page.answer.request["PATH_INFO"]).text
    listed = registry.tagor().list_contact_details(party_id=seeded.party_id)
    (detail,) = [one for one in listed if one.content == value.replace(" ", "")]
    assert detail.comment == ContactChange.objects.get().number
    assert ContactChange.objects.get().sealed == ""
    assert ContactCheck.objects.get().kind == "reach"
    history = visit("/file/history/")
    receipt = Receipt.objects.get(kind=Receipt.Kind.CONTACT_CONFIRMED)
    assert ContactChange.objects.get().number in history.text
    assert f"/receipt/{receipt.code}/" in history.links().values()


def test_own_mail_carries_the_code_alone(
    sign_in: SignIn, visit: Visit, ask: Ask, office: Office, deliver: Deliver
) -> None:
    seeded = sign_in("nl-woman", "en")
    assert "Your mobile number" not in visit(CONTACT).text
    page = ask("email", "nieuw@voorbeeld.be")
    (sent,) = mail.outbox
    change = ContactChange.objects.get()
    assert (sent.to, sent.body) == (["nieuw@voorbeeld.be"], f"Your code: {change.code}")
    assert seeded.name not in sent.body
    assert "Confirmed" in confirm(visit, page, change.code).text


def test_an_address_whose_key_is_gone_is_told_masked(
    sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules, settings: Any
) -> None:
    settings.CREDENTIAL_KEYS = ["old"]
    sign_in("nl-woman", "en")
    settings.CREDENTIAL_KEYS = ["new", "old"]
    address = ask("email", "nieuw@voorbeeld.be").answer.request["PATH_INFO"]
    settings.CREDENTIAL_KEYS = ["old"]
    assert "We send a code to n•••@v•••.be." in visit(address).text


def test_five_wrong_codes_end_it(sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules) -> None:
    sign_in("nl-woman", "en")
    page = ask("email", "nieuw@voorbeeld.be")
    code = ContactChange.objects.get().code
    for _ in range(4):
        assert "This is not the code" in confirm(visit, page, "000000", status=422).text
    assert "This code holds no more" in confirm(visit, page, "000000", status=422).text
    assert "This code holds no more" in confirm(visit, page, code, status=422).text
    assert ContactChange.objects.get().confirmed_at is None


def test_code_holds_for_a_quarter(sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules) -> None:
    sign_in("nl-woman", "en")
    page = ask("email", "nieuw@voorbeeld.be")
    ContactChange.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    code = ContactChange.objects.get().code
    assert "This code holds no more" in confirm(visit, page, code, status=422).text


def test_four_codes_a_day(sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules) -> None:
    sign_in("nl-woman", "en")
    for number in range(4):
        ask("email", f"nieuw{number}@voorbeeld.be")
    assert "sent you many codes today" in ask("email", "x@voorbeeld.be", status=409).text


def test_address_pressed_twice_is_one_code_which_holds(
    sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules
) -> None:
    sign_in("nl-woman", "en")
    pages = [ask("email", "nieuw@voorbeeld.be") for _press in range(3)]
    assert ContactChange.objects.count() == 1
    ContactChange.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    ask("email", "nieuw@voorbeeld.be")
    assert ContactChange.objects.count() == 2
    ask("email", "ander@voorbeeld.be")
    assert ContactChange.objects.count() == 3
    assert pages[0].form_action() == pages[2].form_action()


@pytest.mark.parametrize(
    ("name", "value"), [("email", "geen adres"), ("email", ""), ("mobile", "09 123 45 67"), ("mobile", "abc")]
)
def test_what_is_no_address_is_said(
    name: str, value: str, sign_in: SignIn, ask: Ask, rules: MessageRules
) -> None:
    sign_in("nl-woman", "en")
    page = ask(name, value, status=422)
    assert value in page.html
    assert ContactChange.objects.count() == 0


def test_office_without_codes_offers_writing(sign_in: SignIn, visit: Visit, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    sign_in("nl-woman", "en")
    page = visit(CONTACT)
    assert page.main_forms() == []
    assert "/messages/new/moved/" in page.links().values()


def test_nobody_confirms_for_another(
    sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules, client: Client
) -> None:
    sign_in("nl-woman", "en")
    page = ask("email", "nieuw@voorbeeld.be")
    change = ContactChange.objects.get()
    sign_in("company", "en")
    mark = visit(CONTACT).form_fields()["mark"]
    visit(page.form_action(), {"mark": mark, "code": change.code}, status=404)
    assert ContactChange.objects.get().confirmed_at is None


def test_a_number_that_nobody_confirmed_is_told_as_such_and_can_be_deleted(
    sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules, practice: PracticeOffice
) -> None:
    """The codes of a day are counted on: deleting sends no more of them to a stranger."""
    sign_in("nl-woman", "en")
    page = ask("mobile", "0470 12 34 56")
    told = visit("/my-data/")
    assert "Addresses and numbers you did not confirm" in {heading_of(one) for one in told.all("h2")}
    assert "Addresses and numbers you gave" not in {heading_of(one) for one in told.all("h2")}
    assert "Only a part of it stays here" not in told.text
    for last in "789":
        ask("mobile", f"0470 12 34 5{last}")
    asked = visit("/my-data/remove/contact-unconfirmed/")
    visit(asked.form_action(), asked.form_fields(), status=303)
    assert set(ContactChange.objects.values_list("masked", flat=True)) == {""}
    assert set(ContactChange.objects.values_list("sealed", flat=True)) == {""}
    assert "Addresses and numbers you did not confirm" not in {
        heading_of(one) for one in visit("/my-data/").all("h2")
    }
    ask("mobile", "0470 12 34 56", status=409)
    code = CONFIRMATION_CODES[practice.get("outbox")[0]["template"]]
    visit(page.form_action(), {**page.form_fields(), "code": code}, status=422)
    visit("/my-data/remove/contact/", status=404)


def test_what_nobody_confirmed_goes_after_a_day(
    sign_in: SignIn, visit: Visit, ask: Ask, rules: MessageRules
) -> None:
    sign_in("nl-woman", "en")
    ask("mobile", "0470 12 34 56")
    ask("mobile", "0470 12 34 57")
    forget_all(timezone.now() + timedelta(hours=23))
    assert ContactChange.objects.count() == 2
    forget_all(timezone.now() + timedelta(hours=25))
    assert not ContactChange.objects.exists()


def heading_of(one: Any) -> str:
    return "".join(one.itertext()).strip()
