"""A private list of debts: theirs alone, gone with the session unless kept; one page for a counsellor."""

import io
import json
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.audit.models import Event
from portal.mydata.debts.store import LIFE, MOST_DEBTS
from portal.mydata.models import DebtList
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import SignIn
from tests.pages.page import Page

pytestmark = pytest.mark.sqlite
HOME = "/my-data/debts/"
SHOP = {"creditor": "Winkel De Linde", "owed": "1.200,50", "monthly": "35"}


def add(visit: Visit, *, status: int = 303, **typed: str) -> Page:
    page = visit(HOME)
    return visit(HOME, {**page.form_fields(), **(typed or SHOP)}, status=status)


def choose_storage(visit: Visit, *, yes: bool = True) -> None:
    visit(f"{HOME}keep/", {**visit(HOME).form_fields(0), "keep": "1" if yes else "0"}, status=303)


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_list_in_every_language(language: str, sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("running-plan", language)
    add(visit)
    add(visit, creditor="Bank", owed="", monthly="")
    choose_storage(visit)
    page = visit(HOME)
    assert "Winkel De Linde" in page.text
    assert client.get(f"{HOME}overview.pdf").content.startswith(b"%PDF-")


def test_debts_stand_beside_this_file_and_are_added_up(sign_in: SignIn, visit: Visit) -> None:
    sign_in("running-plan", "en")
    visit("/file/")
    before = visit(HOME).text
    assert "No other debts yet." in before
    add(visit)
    page = visit(HOME)
    assert "€1,200.50 still to pay, €35.00 a month" in page.text
    assert "All debts together" in page.text
    assert "Left after all payments" not in page.text
    budget = visit("/plan/budget/")
    visit("/plan/budget/", {**budget.form_fields(), "work": "2000", "home": "700", "debts": "35"}, status=303)
    assert "Left each month for debts €1,300.00" in visit(HOME).text
    add(visit, creditor="Bank", owed="", monthly="")
    page = visit(HOME)
    assert "What you left open is not in the sums." in page.text
    assert "All debts together" not in page.text, "a sum that is not known is not shown"


def test_no_payments_of_a_month_are_no_sum(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    text = visit(HOME).text
    assert "All payments of a month together" not in text
    assert "All together" not in text
    add(visit, creditor="Bank", owed="", monthly="")
    assert "€0.00" not in visit(HOME).text
    add(visit, creditor="Shop", owed="", monthly="20")
    assert "All payments of a month together €20.00" in visit(HOME).text


def test_balance_that_was_not_asked_is_not_asked_here(sign_in: SignIn, visit: Visit, practice: Any) -> None:
    sign_in("nl-woman", "en")
    practice.clear_calls()
    visit(HOME)
    assert "TagorService/GetSaldo" not in {call["operation"] for call in practice.calls()}


def test_debt_is_changed_and_taken_off(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    add(visit)
    link = visit(HOME).links()["Winkel De Linde"]
    page = visit(link)
    wrong = visit(link, {**_without_remove(page), "creditor": "", "monthly": "much"}, status=422)
    assert "Fill in a name" in wrong.text
    visit(link, {**_without_remove(page), "creditor": "Shop"}, status=303)
    assert "Shop" in visit(HOME).text
    visit(link, page.form_fields() | {"remove": "1"}, status=303)
    assert "No other debts yet." in visit(HOME).text
    visit(link, status=404)


def test_list_ends_with_the_session_and_is_sealed_in_it(
    sign_in: SignIn, visit: Visit, client: Client
) -> None:
    sign_in("nl-woman", "en")
    add(visit)
    assert "Linde" not in str(dict(client.session))
    assert not DebtList.objects.exists()
    assert "Your list of debts" in visit("/my-data/").text
    told = json.loads(client.get("/my-data/my-data.json").content)
    assert told["kept"]["own-debts"][0]["data"]["debts"][0]["creditor"] == "Winkel De Linde"
    sign_in("nl-woman", "en")
    assert "Linde" not in visit(HOME).text


def test_list_is_kept_by_choice_for_thirty_days_and_then_gone(
    sign_in: SignIn, visit: Visit, client: Client
) -> None:
    sign_in("nl-woman", "en")
    add(visit)
    choose_storage(visit)
    assert "own_debts" not in client.session
    row = DebtList.objects.get()
    assert "Linde" not in row.sealed
    sign_in("nl-woman", "en")
    assert "Winkel De Linde" in visit(HOME).text
    add(visit, creditor="Bank", owed="5", monthly="")
    assert DebtList.objects.count() == 1
    sign_in("company", "en")
    assert "Linde" not in visit(HOME).text
    DebtList.objects.update(keep_until=timezone.now() - timedelta(seconds=1))
    sign_in("nl-woman", "en")
    assert "Linde" not in visit(HOME).text
    forget_all(timezone.now())
    assert not DebtList.objects.exists()
    assert timedelta(days=30) == LIFE
    assert "Linde" not in str(list(Event.objects.values_list("details", flat=True)))


def test_list_is_kept_no_longer_and_deleted_from_my_data(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    add(visit)
    choose_storage(visit)
    choose_storage(visit, yes=False)
    assert not DebtList.objects.exists()
    assert "Winkel De Linde" in visit(HOME).text
    choose_storage(visit)
    asked = visit("/my-data/remove/own-debts/")
    visit(asked.form_action(), asked.form_fields(), status=303)
    assert not DebtList.objects.exists()
    assert "Linde" not in visit(HOME).text
    add(visit)
    asked = visit("/my-data/remove/own-debts/")
    visit(asked.form_action(), asked.form_fields(), status=303)
    assert "Linde" not in visit(HOME).text


def test_a_full_list_fits_on_one_page(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("running-plan", "nl")
    visit("/file/")
    amounts = dict.fromkeys(("work", "benefits", "other", "home", "bills", "living", "debts"), "1234,56")
    visit("/plan/budget/", {**visit("/plan/budget/").form_fields(), **amounts}, status=303)
    for number in range(MOST_DEBTS):
        add(visit, creditor=f"Energiebedrijf van de lange naam nr. {number:02}", owed="123456,78", monthly="")
    answer = client.get(f"{HOME}overview.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="overview.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert len(paper.pages) == 1
    page = visit(HOME)
    visit(HOME, {**page.form_fields(0), **SHOP}, status=422)
    assert visit(HOME).text.count("Energiebedrijf") == MOST_DEBTS


def _without_remove(page: Page) -> dict[str, str]:
    fields = page.form_fields()
    fields.pop("remove", None)
    return fields


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "Dit kan nu niet geopend worden"),
        ("fr", "Ceci ne peut pas être ouvert maintenant"),
        ("de", "Das kann jetzt nicht geöffnet werden"),
        ("en", "This cannot be opened now"),
    ],
)
def test_a_list_whose_key_is_gone_says_it_and_is_not_written_over(
    sign_in: SignIn, visit: Visit, client: Client, settings: Settings, language: str, words: str
) -> None:
    settings.CREDENTIAL_KEYS = ["old"]
    sign_in("running-plan", language)
    add(visit)
    choose_storage(visit)
    form = visit(HOME).form_fields()
    kept = DebtList.objects.values().get()
    settings.CREDENTIAL_KEYS = ["new"]
    sign_in("running-plan", language)
    assert words in visit(HOME).text
    assert words in visit(HOME, {**form, **SHOP}, status=409).text
    assert words in visit(HOME, {**form, **SHOP, "creditor": ""}, status=409).text
    visit(f"{HOME}keep/", {**form, "keep": "0"}, status=409)
    assert words in visit(f"{HOME}overview.pdf").text
    assert words in str(client.get("/my-data/my-data.json").json())
    assert DebtList.objects.values().get() == kept
    settings.CREDENTIAL_KEYS = ["new", "old"]
    assert "Winkel De Linde" in visit(HOME).text
