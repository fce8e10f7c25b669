"""The edges of what can be asked, and the files for which nothing can."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.access.session import Defendant
from portal.integrations.tagor.values import Credential
from portal.plans.models import Proposal
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import Choose, SignIn
from tests.practice import PracticeOffice

CRITERIA = "TagorService/GetPaymentPlanCriteria"
Saves = Callable[[], list[dict[str, Any]]]


def longest_of(practice: PracticeOffice, slug: str) -> int:
    return max(practice.state(slug)["offers"])


def test_the_smallest_amount_and_one_cent_less(
    sign_in: SignIn, choose: Choose, draft: Callable[..., str], practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    least = -(-practice.file("nl-woman").balance_cents // longest_of(practice, "nl-woman"))
    wrong = choose(choice="amount", amount=f"{(least - 1) / 100:.2f}", status=422)
    assert "This is too low for the office." in wrong.text
    assert wrong.form_fields()["amount"] == f"{(least - 1) / 100:.2f}"
    draft(choice="amount", amount=f"{least / 100:.2f}")
    assert Proposal.objects.get().monthly_cents == least


def test_the_whole_debt_and_one_cent_more(sign_in: SignIn, choose: Choose, draft: Callable[..., str]) -> None:
    sign_in("nl-woman", "en")
    assert "This is more than you owe." in choose(choice="amount", amount="1234.57", status=422).text
    draft(choice="amount", amount="1234.56")
    assert Proposal.objects.get().get_schedule().months == 1


def test_the_longest_term_and_one_month_more(
    sign_in: SignIn,
    choose: Choose,
    draft: Callable[..., str],
    send: Callable[..., Page],
    practice: PracticeOffice,
) -> None:
    sign_in("nl-woman", "en")
    longest = longest_of(practice, "nl-woman")
    wrong = choose(choice="months", months=str(longest + 1), status=422)
    assert "This is too long for the office." in wrong.text
    send(draft(choice="months", months=str(longest)))
    assert Proposal.objects.get().accepted_months == longest


@pytest.mark.parametrize("slug", ["nl-woman", "six-figures", "company", "arabic", "long-name"])
def test_every_offer_of_the_office_is_taken_by_it(
    sign_in: SignIn, visit: Visit, draft: Callable[..., str], send: Callable[..., Page], slug: str
) -> None:
    sign_in(slug, "en")
    offers = [item.get("value", "") for item in visit("/plan/").all("input")]
    longest = [value for value in offers if value.startswith("offer-")][-1]
    send(draft(choice=longest))
    proposal = Proposal.objects.get()
    assert proposal.state == "sent"
    assert proposal.accepted_months == proposal.months
    assert proposal.accepted_cents == proposal.monthly_cents


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose how you want to pay."),
        ({"choice": "offer-999"}, "Choose how you want to pay."),
        ({"choice": "amount"}, "Fill in an amount in euros, for example 50."),
        ({"choice": "amount", "amount": "veel"}, "Fill in an amount in euros, for example 50."),
        ({"choice": "months"}, "Fill in a whole number of months, for example 6."),
        ({"choice": "months", "months": "half"}, "Fill in a whole number of months, for example 6."),
        ({"choice": "months", "months": "3", "first_on": ""}, "Fill in the date of the first payment."),
        ({"choice": "months", "months": "3", "first_on": "soon"}, "Fill in a date, for example"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    sign_in: SignIn, choose: Choose, typed: dict[str, str], words: str
) -> None:
    sign_in("nl-woman", "en")
    page = choose(**typed, status=422)
    assert page.text.count(words) >= 2  # in the summary and beside the field
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 46, 400])
def test_a_first_date_outside_the_window(sign_in: SignIn, choose: Choose, days: int) -> None:
    sign_in("nl-woman", "en")
    typed = f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"
    page = choose(choice="months", months="3", first_on=typed, status=422)
    assert "Fill in a date from" in page.text
    assert page.form_fields()["first_on"] == typed


def test_the_29th_is_not_in_every_month(sign_in: SignIn, choose: Choose) -> None:
    sign_in("nl-woman", "en")
    day = timezone.localdate() + timedelta(days=1)
    while day.day != 29:
        day += timedelta(days=1)
    page = choose(choice="months", months="3", first_on=f"{day:%d/%m/%Y}", status=422)
    assert "Choose a day from 1 to 28" in page.text


@pytest.mark.parametrize(
    ("slug", "heading"),
    [
        ("no-plan", "You cannot ask for a plan here"),
        ("one-cent", "You cannot ask for a plan here"),
        ("paid-off", "There is nothing to pay in parts"),
        ("overpaid", "There is nothing to pay in parts"),
        ("running-plan", "Your payment plan"),
        ("arrears", "Your payment plan"),
    ],
)
def test_files_without_a_form(sign_in: SignIn, visit: Visit, saves: Saves, slug: str, heading: str) -> None:
    file = sign_in(slug, "en")
    page = visit("/plan/")
    assert page.heading == heading
    assert not page.main_forms()
    assert "/file/" in page.links().values()
    now = timezone.now()
    mark = Defendant(file.file_id, file.party_id, Credential("Hash", "x"), now, now).mark
    visit("/plan/", {"mark": mark, "choice": "months", "months": "3", "first_on": "1/1"}, status=303)
    assert saves() == []


def test_arrears_are_said_and_can_be_paid(sign_in: SignIn, visit: Visit) -> None:
    sign_in("arrears", "en")
    page = visit("/plan/")
    assert "You are behind by €" in page.text
    assert page.links()["Pay what is late"] == "/pay/"


def test_tagor_down_says_so_and_nothing_breaks(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    with practice.down():
        page = visit("/plan/", status=503)
    assert "So we cannot show what is possible." in page.text
    assert page.links()["Try again"] == "/plan/"


def test_tagor_down_keeps_what_was_typed(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    page = visit("/plan/")
    typed = {**page.form_fields(), "choice": "amount", "amount": "77,70", "first_on": "5 jan"}
    with practice.down():
        again = visit("/plan/", typed, status=503)
    assert again.form_fields() == {**typed, "csrfmiddlewaretoken": again.form_fields()["csrfmiddlewaretoken"]}
    assert "offer-" in again.html
    assert not Proposal.objects.exists()
