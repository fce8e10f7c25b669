"""The edges of what can be asked, and the files for which nothing can."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.plans.models import PlanRule, Proposal
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import Choose, Deliver, Draft, Saves, SignIn
from tests.practice import PracticeOffice

Ask = Callable[..., str]


def longest_of(practice: PracticeOffice, slug: str) -> int:
    return max(practice.state(slug)["offers"])


@pytest.fixture
def choose_day(choose: Choose, visit: Visit) -> Callable[..., Page]:
    """Answer the second question; the answer must be refused."""

    def fill_in(**typed: str) -> Page:
        page = visit(choose(choice="months", months="3").answer["Location"])
        return visit(page.form_action(), {**page.form_fields(), **typed}, status=422)

    return fill_in


def test_the_smallest_amount_and_one_cent_less(
    sign_in: SignIn, choose: Choose, draft: Draft, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    least = -(-practice.file("nl-woman").balance_cents // longest_of(practice, "nl-woman"))
    wrong = choose(choice="amount", amount=f"{(least - 1) / 100:.2f}", status=422)
    assert "This is too low for the office." in wrong.text
    assert wrong.form_fields()["amount"] == f"{(least - 1) / 100:.2f}"
    draft(choice="amount", amount=f"{least / 100:.2f}")
    assert Proposal.objects.get().monthly_cents == least


def test_the_whole_debt_and_one_cent_more(sign_in: SignIn, choose: Choose, draft: Draft) -> None:
    sign_in("nl-woman", "en")
    assert "This is more than you owe." in choose(choice="amount", amount="1234.57", status=422).text
    draft(choice="amount", amount="1234.56")
    assert Proposal.objects.get().get_schedule().months == 1


def test_the_longest_term_and_one_month_more(
    sign_in: SignIn, choose: Choose, ask: Ask, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    longest = longest_of(practice, "nl-woman")
    wrong = choose(choice="months", months=str(longest + 1), status=422)
    assert "This is too long for the office." in wrong.text
    assert "Ask the office for less" in wrong.links()
    ask(choice="months", months=str(longest))
    deliver()
    assert Proposal.objects.get().accepted_months == longest


@pytest.mark.parametrize("slug", ["nl-woman", "six-figures", "company", "arabic", "long-name"])
def test_every_offer_of_the_office_is_taken_by_it(
    sign_in: SignIn, visit: Visit, ask: Ask, deliver: Deliver, slug: str
) -> None:
    sign_in(slug, "en")
    offers = [item.get("value", "") for item in visit("/plan/").all("input")]
    longest = [value for value in offers if value.startswith("offer-")][-1]
    ask(choice=longest)
    deliver()
    proposal = Proposal.objects.get()
    assert proposal.state == "sent"
    assert proposal.accepted_months == proposal.months
    assert proposal.accepted_cents == proposal.monthly_cents


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose how you want to pay."),
        ({"choice": "offer-999"}, "Choose how you want to pay."),
        ({"choice": "amount"}, "Fill in an amount."),
        ({"choice": "amount", "amount": "veel"}, "Write the amount in numbers"),
        ({"choice": "amount", "amount": "01.234"}, "Write the amount in numbers"),
        ({"choice": "months"}, "Fill in a whole number of months, for example 6."),
        ({"choice": "months", "months": "half"}, "Fill in a whole number of months, for example 6."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    sign_in: SignIn, choose: Choose, typed: dict[str, str], words: str
) -> None:
    sign_in("nl-woman", "en")
    page = choose(**typed, status=422)
    assert page.text.count(words) >= 2  # in the summary and beside the field
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "1999-01-01"}, "Choose a day."),
        ({"day": "other"}, "Fill in a date."),
        ({"day": "other", "first_on": "soon"}, "Write the date as day, month and year."),
    ],
)
def test_what_is_wrong_with_a_date_stands_beside_it(
    sign_in: SignIn, choose_day: Callable[..., Page], typed: dict[str, str], words: str
) -> None:
    sign_in("nl-woman", "en")
    assert choose_day(**typed).text.count(words) >= 2


@pytest.mark.parametrize("days", [-1, 0, 46, 400])
def test_a_first_date_outside_the_window(sign_in: SignIn, choose_day: Callable[..., Page], days: int) -> None:
    sign_in("nl-woman", "en")
    typed = f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"
    page = choose_day(day="other", first_on=typed)
    assert "Fill in a date from" in page.text
    assert page.form_fields()["first_on"] == typed


def test_the_29th_is_not_in_every_month(sign_in: SignIn, choose_day: Callable[..., Page]) -> None:
    sign_in("nl-woman", "en")
    day = timezone.localdate() + timedelta(days=1)
    while day.day != 29:
        day += timedelta(days=1)
    assert "Choose a day from 1 to 28" in choose_day(day="other", first_on=f"{day:%d/%m/%Y}").text


def test_an_own_date_without_its_choice_counts(sign_in: SignIn, choose: Choose, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit(choose(choice="months", months="3").answer["Location"])
    fields = {name: value for name, value in page.form_fields().items() if name != "day"}
    day = timezone.localdate() + timedelta(days=9)
    visit(page.form_action(), {**fields, "first_on": f"{min(day.day, 28)}/{day.month}"}, status=303)
    assert Proposal.objects.latest("pk").first_on.day == min(day.day, 28)


@pytest.mark.parametrize(
    ("slug", "heading", "ways"),
    [
        ("no-plan", "The office offers no plan here", {"/plan/other/", "/pay/", "/file/help/"}),
        ("one-cent", "There is too little left to pay in parts", {"/file/lines/", "/file/help/"}),
        ("paid-off", "There is nothing to pay in parts", {"/file/lines/", "/file/help/"}),
        ("overpaid", "There is nothing to pay in parts", {"/file/lines/", "/file/help/"}),
        ("running-plan", "You already have a payment plan", {"/plan/running/", "/pay/", "/file/help/"}),
        ("arrears", "You already have a payment plan", {"/plan/running/", "/pay/", "/file/help/"}),
    ],
)
def test_what_stands_in_the_way_has_ways_on(
    sign_in: SignIn, visit: Visit, slug: str, heading: str, ways: set[str]
) -> None:
    sign_in(slug, "en")
    page = visit("/plan/")
    assert page.heading == heading
    assert not page.main_forms()
    assert ways <= set(page.links().values())
    for address in ways:
        visit(address, follow=True)


def test_a_person_looks_where_the_office_offers_nothing(
    sign_in: SignIn, visit: Visit, saves: Saves, deliver: Deliver
) -> None:
    sign_in("no-plan", "en")
    form = visit(visit("/plan/").links()["Ask the office for less"])
    day = visit("/plan/other/", {**form.form_fields(), "amount": "25", "words": "Why not."}, follow=True)
    check = visit(day.form_action(), day.form_fields(), follow=True)
    visit(check.form_action(), check.form_fields(), status=303)
    assert Proposal.objects.filter(state__in=["review", "undo"]).count() == 1


def test_nothing_can_be_asked_where_nothing_is_owed(sign_in: SignIn, visit: Visit) -> None:
    sign_in("paid-off", "en")
    assert visit("/plan/other/", status=303).answer["Location"] == "/plan/"


def test_the_minimum_of_the_office_s_own_rule_counts(sign_in: SignIn, choose: Choose, office: object) -> None:
    PlanRule.objects.create(office=office, minimum_cents=100_00)
    sign_in("nl-woman", "en")
    wrong = choose(choice="amount", amount="99.99", status=422)
    assert "Fill in at least €102.88." not in wrong.text
    assert "Fill in at least €100.00." in wrong.text
