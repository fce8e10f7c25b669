"""Who paid too much asks for the money back, to an account of their own."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from portal.messages.models import Thread
from portal.office.account import group_iban
from portal.office.models import MoneyChange, Office
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff
from tests.pages.messages.conftest import FILLED_IN, Ask, Desk, SignIn, Write
from tests.pages.page import Page

OWN = "BE71 0961 2345 6769"
WAY = "/messages/new/money-back/"


@pytest.fixture
def overpaid(sign_in: SignIn, visit: Visit) -> Page:
    """The first page of a file with too much in it."""
    sign_in("overpaid", "en")
    return visit("/file/")


def test_the_first_page_leads_to_it_and_the_office_reads_the_account(
    overpaid: Page, write: Write, visit: Visit, desk: Desk
) -> None:
    assert overpaid.links()["Ask for money back"] == WAY
    assert "Ask for money back" in visit("/messages/new/").text
    conversation = visit(write("money-back", amount="25,50", **FILLED_IN["money-back"]))
    thread = Thread.objects.get()
    for page in (conversation, desk().visit(f"/desk/messages/{thread.pk}/")):
        assert all(words in page.text for words in ("Money back", OWN, "€25.50", "Lotte Verhoeven"))
    assert OWN.replace(" ", "") not in thread.sealed_answers


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Fill in your account number."),
        ("BE71 0961 2345 6768", "This is not a valid IBAN."),
        ("twelve", "This is not a valid IBAN."),
        ("own", "This is the account of the office. Fill in your own."),
    ],
)
@pytest.mark.usefixtures("overpaid")
def test_no_other_account_is_taken(fill_in: Ask, office: Office, typed: str, words: str) -> None:
    account = group_iban(office.iban).lower() if typed == "own" else typed
    page = fill_in("money-back", status=422, holder="Lotte Verhoeven", account=account)
    assert words in page.text
    assert page.form_fields()["account"] == account
    assert not Thread.objects.exists()


@pytest.mark.usefixtures("overpaid")
def test_it_is_taken_as_people_write_it(fill_in: Callable[..., Page]) -> None:
    fill_in("money-back", holder="Lotte", account="be71-0961.2345 6769")
    assert Thread.objects.get().answers["account"] == OWN.replace(" ", "")


@pytest.mark.usefixtures("overpaid")
def test_an_account_that_was_the_offices_is_not_taken_either(fill_in: Ask, office: Office) -> None:
    """It stands in letters of before."""
    now, (an, bo) = timezone.now(), (make_staff("an"), make_staff("bo"))
    MoneyChange.objects.create(
        office=office,
        state="confirmed",
        before={"iban": OWN.replace(" ", "")},
        after={"iban": office.iban},
        proposed_by=an,
        proposed_at=now,
        expires_at=now,
        decided_by=bo,
        decided_at=now,
    )
    page = fill_in("money-back", status=422, holder="Lotte Verhoeven", account=OWN)
    assert "This is the account of the office." in page.text
