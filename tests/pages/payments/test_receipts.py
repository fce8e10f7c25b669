"""From a payment to a receipt that anyone with the code can check."""

import pytest
from django.test import Client

from portal.access.door_settings.selectors import forget_door_settings
from portal.access.models import DoorSettings
from portal.office.models import Office
from portal.payments.models import Attempt
from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.payments.conftest import Ask, Bank, SignIn, come_home
from tests.paper import read_words
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite


def test_seen_payment_shows_its_receipt(sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit) -> None:
    file = sign_in("nl-woman", "en")
    place = come_home(bank.pay(ask_online(file)))
    page = visit(place)
    receipt = Receipt.objects.get()
    assert receipt.code in page.text
    assert f"{place}receipt.pdf" in page.html
    stranger = Client().get(f"/receipt/{receipt.code}/?lang=en").content.decode()
    for words in ("€1,234.56", file.file, Attempt.objects.get().reference, "Seen by the office"):
        assert words in stranger, words
    assert file.name not in stranger
    assert Attempt.objects.get().token not in stranger


def test_the_paper_has_the_name_where_the_office_wants_it_and_only_for_the_person(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, office: Office
) -> None:
    file = sign_in("nl-woman", "en")
    place = come_home(bank.pay(ask_online(file)))
    visit(place)
    paper, code = f"{place}receipt.pdf", Receipt.objects.get().code
    assert file.name not in read_words(visit(paper).answer.content)[0]
    DoorSettings.objects.create(office=office, payer_on_receipts=True)
    forget_door_settings()
    assert f"Paid for {file.name}" in " ".join(read_words(visit(paper).answer.content)[0].split())
    assert file.name not in read_words(visit(f"/receipt/{code}/receipt.pdf").answer.content)[0]
    assert Client().get(paper).status_code == 303
    sign_in("fr-man", "en")
    visit(paper, status=404)


def test_booked_payment_shows_the_newer_receipt_and_the_first_stays(
    sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit, practice: PracticeOffice
) -> None:
    place = come_home(bank.pay(ask_online(sign_in("nl-woman", "en"))))
    visit(place)
    practice.book("nl-woman")
    Attempt.objects.update(checked_at=None)
    page = visit(place)
    seen, booked = Receipt.objects.order_by("pk")
    assert booked.code in page.text
    assert "Booked by the office" in visit(f"/receipt/{booked.code}/").text
    assert "Seen by the office" in visit(f"/receipt/{seen.code}/").text


def test_payment_that_nobody_saw_has_none(sign_in: SignIn, ask_online: Ask, bank: Bank, visit: Visit) -> None:
    page = visit(come_home(bank.act(ask_online(sign_in("nl-woman", "en")), "cancel")))
    assert "/receipt/" not in page.html
    assert not Receipt.objects.exists()
