"""Filling in a budget: what is left, what the law protects, and how it is forgotten again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.audit.models import Event
from portal.office.models import Office
from portal.plans.budget.models import Budget, ProtectedIncome
from portal.plans.budget.retention import RETENTION
from portal.plans.budget.selectors import find_budget_of
from portal.web.retention import forget, forget_all
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
SLUG = "nl-woman"
NUMBERS = {"work": "1700", "home": "800", "bills": "250", "living": "400", "debts": "50", "children": "1"}


@pytest.fixture
def seeded(sign_in: SignIn) -> PracticeFile:
    return sign_in(SLUG, "en")


def fill_in(visit: Visit, status: int = 200, **numbers: str) -> Page:
    form = visit("/plan/budget/")
    fields = {**form.form_fields(), **numbers}
    return visit("/plan/budget/", fields, status=status, follow=status == 200)


OUTSIDE = (("children", "-1"), ("children", "99"))


def list_offers(page: Page) -> list[str]:
    return [href for href in page.links().values() if "?share=" in href]


def test_what_is_left_and_what_can_be_asked(visit: Visit, seeded: PracticeFile) -> None:
    page = fill_in(visit, **NUMBERS)
    assert "200.00" in page.text
    assert list_offers(page) == [f"/plan/?share={share}" for share in (50, 60, 80)]
    asked = [visit(href).form_fields() for href in list_offers(page)]
    assert [form["amount"] for form in asked] == ["100.00", "120.00", "160.00"]
    assert {form["choice"] for form in asked} == {"amount"}, "within the rules: the usual way"


def test_below_the_minimum_of_the_office_the_reason_is_asked(visit: Visit, seeded: PracticeFile) -> None:
    page = fill_in(visit, **{**NUMBERS, "living": "560"})
    (low, *_more) = list_offers(page)
    assert "20.00 a month" in page.text
    asked = visit(low, follow=True)
    assert asked.heading == "Ask the office for less"
    assert asked.form_fields()["amount"] == "20.00"


def test_no_proposal_is_more_than_the_debt(visit: Visit, seeded: PracticeFile) -> None:
    """The budget page knows the debt once a page has shown it; the form never asks for more."""
    page = fill_in(visit, work="5000", home="900")
    typed = visit(list_offers(page)[0])
    debt = typed.form_fields()["amount"]
    answer = visit("/plan/", {**typed.form_fields()}, status=303).answer
    assert answer["Location"].startswith("/plan/date/")
    page = visit("/plan/budget/result/")
    assert not list_offers(page)
    assert f"Everything at once: €{debt}" in page.text.replace("\xa0", "").replace(",", "").replace("€ ", "€")


@pytest.mark.parametrize(("protected", "asked"), [("1800", ["100.00", "120.00", "160.00"]), ("2500", [])])
def test_proposals_start_from_what_the_law_lets_take_when_that_is_less(
    visit: Visit, office: Office, seeded: PracticeFile, protected: str, asked: list[str]
) -> None:
    Office.objects.filter(pk=office.pk).update(iban="NL91ABNA0417164300")
    Office.objects.get(pk=office.pk).save()
    page = fill_in(visit, work="2000", home="500", protected=protected)
    assert [visit(href).form_fields()["amount"] for href in list_offers(page)] == asked
    if asked:
        assert "So these amounts start from that." in page.text
    else:
        assert "What you can ask for" not in page.text
        assert "we propose no amount" in page.text
        assert page.links()["I cannot pay this"] == "/file/help/"


def test_in_belgium_too_the_bands_come_first(
    visit: Visit, seeded: PracticeFile, figures: ProtectedIncome
) -> None:
    """Of 1,500 from work the bands let 20 % of 99 and 30 % of 60 take."""
    page = fill_in(visit, work="1500", home="500")
    assert [visit(href, follow=True).form_fields()["amount"] for href in list_offers(page)] == [
        "18.00",
        "22.00",
        "30.00",
    ]


def test_of_a_stopped_file_no_amount_is_proposed(visit: Visit, sign_in: SignIn) -> None:
    sign_in("stopped", "en")
    visit("/file/")
    page = fill_in(visit, **NUMBERS)
    assert not list_offers(page)
    assert "/plan/other/" not in page.links().values()
    gone = visit("/plan/budget/remove/", page.form_fields(), follow=True)
    assert "/plan/" not in gone.links().values()


@pytest.mark.parametrize("share", ["", "55", "500", "x", "-50", "\u0665\u0660"])
def test_a_share_nobody_offered_fills_in_nothing(visit: Visit, seeded: PracticeFile, share: str) -> None:
    fill_in(visit, **NUMBERS)
    assert visit(f"/plan/other/?share={share}").form_fields()["amount"] == ""


def test_without_a_budget_a_share_fills_in_nothing(visit: Visit, seeded: PracticeFile) -> None:
    assert visit("/plan/other/?share=50").form_fields()["amount"] == ""


def test_the_meter_of_the_worked_example(
    visit: Visit, seeded: PracticeFile, figures: ProtectedIncome
) -> None:
    assert "25.90" in fill_in(visit, **NUMBERS).text


def test_without_the_figures_of_this_year_there_is_no_meter(
    visit: Visit, seeded: PracticeFile, figures: ProtectedIncome
) -> None:
    ProtectedIncome.objects.update(year=figures.year - 1)
    page = fill_in(visit, **NUMBERS)
    assert "25.90" not in page.text
    assert "What the law protects" not in page.text


def test_in_the_netherlands_the_official_calculator_counts(
    visit: Visit, office: Office, seeded: PracticeFile
) -> None:
    Office.objects.filter(pk=office.pk).update(iban="NL91ABNA0417164300")
    Office.objects.get(pk=office.pk).save()
    form = visit("/plan/budget/")
    assert "uwbeslagvrijevoet.nl" in form.text
    assert "children" not in form.form_fields()
    assert "150.00" in fill_in(visit, work="1700", home="500", protected="1550").text


def test_nothing_left_is_no_dead_end(visit: Visit, seeded: PracticeFile) -> None:
    page = fill_in(visit, work="500", home="900")
    assert not [link for link in page.links().values() if "?share=" in link]
    assert {"/plan/other/", "/file/help/"} <= set(page.links().values())


def test_an_empty_form_says_so_and_keeps_nothing(visit: Visit, seeded: PracticeFile) -> None:
    page = fill_in(visit, status=422)
    assert "Fill in at least one amount." in page.text
    assert not Budget.objects.exists()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("work", "a lot"), ("work", "-5"), ("home", "999999999"), ("children", "1.5"), *OUTSIDE],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    visit: Visit, seeded: PracticeFile, name: str, typed: str
) -> None:
    page = fill_in(visit, status=422, **{**NUMBERS, name: typed})
    assert "Ensure this value" not in page.text
    assert ("Fill in a number from 0 to 20." in page.text) is (typed in {"-1", "99"})
    assert page.form_fields()[name] == typed
    assert page.form_fields()["living"] == NUMBERS["living"]
    assert not Budget.objects.exists()


def test_numbers_come_back_sealed_at_rest(visit: Visit, office: Office, seeded: PracticeFile) -> None:
    fill_in(visit, **NUMBERS)
    kept = Budget.objects.get()
    assert "1700" not in kept.sealed
    assert "170000" not in kept.sealed
    assert visit("/plan/budget/").form_fields()["living"] == "400.00"
    told = find_budget_of(office, file_id=seeded.file_id, party_id=seeded.party_id)
    assert told is not None
    assert told.numbers.left_cents == 20_000


def test_a_second_budget_takes_the_place_of_the_first(visit: Visit, seeded: PracticeFile) -> None:
    fill_in(visit, **NUMBERS)
    fill_in(visit, **{**NUMBERS, "living": "500"})
    assert Budget.objects.count() == 1


def test_the_trail_knows_that_but_not_what(visit: Visit, seeded: PracticeFile) -> None:
    fill_in(visit, **NUMBERS)
    event = Event.objects.get(act="budget-given")
    assert event.details == {}


def test_one_press_removes_it(visit: Visit, seeded: PracticeFile) -> None:
    page = fill_in(visit, **NUMBERS)
    gone = visit("/plan/budget/remove/", page.form_fields(), follow=True)
    assert "no longer have your budget" in gone.text
    assert not Budget.objects.exists()
    assert visit("/plan/budget/result/", follow=True).heading == "What can you pay?"


def test_it_is_forgotten_when_its_time_is_over(
    visit: Visit, seeded: PracticeFile, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_in(visit, **NUMBERS)
    kept = Budget.objects.get()
    assert (kept.keep_until.date() - today).days in {29, 30, 31}
    planned = DBTaskResult.objects.get(task_path=forget.module_path)
    assert planned.run_after <= kept.keep_until
    planned.delete()
    late = kept.keep_until - timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: late)
    forget_all(late)
    planned = DBTaskResult.objects.get(task_path=forget.module_path)
    assert planned.run_after == kept.keep_until
    assert RETENTION.forget(kept.keep_until - timedelta(minutes=1)) == 0
    assert RETENTION.forget(kept.keep_until) == 1


def test_another_file_does_not_see_it(visit: Visit, sign_in: SignIn, seeded: PracticeFile) -> None:
    fill_in(visit, **NUMBERS)
    visit("/sign-out/", {}, follow=True)
    sign_in("fr-man", "en")
    assert visit("/plan/budget/").form_fields()["living"] == ""


def test_it_asks_tagor_only_who_owes(visit: Visit, seeded: PracticeFile, practice: PracticeOffice) -> None:
    practice.clear_calls()
    fill_in(visit, **NUMBERS)
    asked = {call["operation"] for call in practice.calls(system="tagor")}
    assert asked <= {"Config/Info", "Dossier/GetParties"}


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_every_page_in_every_language(
    visit: Visit, sign_in: SignIn, figures: ProtectedIncome, language: str
) -> None:
    sign_in(SLUG, language)
    page = fill_in(visit, **NUMBERS)
    (html,) = page.all("html")
    assert html.get("lang") == language
    visit("/plan/budget/remove/", page.form_fields(), follow=True)


def test_old_numbers_are_not_shown_before_the_worker_ran(visit: Visit, seeded: PracticeFile) -> None:
    fill_in(visit, **NUMBERS)
    Budget.objects.update(keep_until=timezone.now() - timedelta(seconds=1))
    assert visit("/plan/budget/").form_fields()["living"] == ""
