"""A budget beside a request: offered where it helps, and heard when the law protects the income."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand, ProtectedIncome
from portal.plans.models import PlanRule, Proposal, State
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import Enter, press_at_desk
from tests.practice import PracticeFile

SignIn = Callable[..., PracticeFile]
SIX_MONTHS = {"choice": "months", "months": "6"}


@pytest.fixture
def fill_in(visit: Visit, sign_in: SignIn) -> Callable[..., Page]:
    """Fill in a budget, and see what is left."""

    def go(at: str = "/plan/budget/", **numbers: str) -> Page:
        form = visit(at)
        return visit("/plan/budget/", {**form.form_fields(), **numbers}, follow=True)

    return go


@pytest.fixture
def half_is_free(office: Office) -> None:
    """The figures of this year: half of what is above 1000 euro may be taken."""
    table = ProtectedIncome.objects.create(office=office, year=timezone.localdate().year, child_cents=0)
    for kind in ProtectedBand.Kind:
        ProtectedBand.objects.create(table=table, kind=kind, up_to_cents=100_000, percent=0)
        ProtectedBand.objects.create(table=table, kind=kind, percent=50)


@pytest.mark.parametrize(("wage", "state"), [("1100", State.REVIEW), ("2500", State.UNDO)])
def test_a_plan_that_takes_protected_income_is_looked_at_first(
    sign_in: SignIn,
    ask: Callable[..., str],
    fill_in: Callable[..., Page],
    half_is_free: None,
    wage: str,
    state: State,
) -> None:
    sign_in("nl-woman", "en")
    fill_in(work=wage)
    ask(**SIX_MONTHS)
    assert Proposal.objects.exclude(state=State.DRAFT).get().state == state


def test_a_budget_is_offered_where_it_helps_and_leads_back(
    sign_in: SignIn, draft: Callable[..., str], visit: Visit, fill_in: Callable[..., Page], office: Office
) -> None:
    sign_in("nl-woman", "en")
    address = draft(**SIX_MONTHS)
    assert "Fill in a short budget" not in visit(address).links()
    PlanRule.objects.create(office=office, minimum_cents=10_000_000)
    href = visit(address).links()["Fill in a short budget"]
    assert fill_in(at=href, work="1500").links()["Go on with your request"] == address
    assert "Fill in a short budget" not in visit(address).links()


def test_a_budget_can_still_be_given_while_the_office_looks(
    sign_in: SignIn, ask: Callable[..., str], visit: Visit, office: Office
) -> None:
    PlanRule.objects.create(office=office, minimum_cents=10_000_000)
    sign_in("nl-woman", "en")
    page = visit(ask(**SIX_MONTHS))
    assert "A short budget helps it to decide." in page.text
    assert "/plan/budget/" in page.links().values()
    Proposal.objects.exclude(state=State.DRAFT).update(state=State.DECLINED, decided_at=timezone.now())
    assert "/plan/budget/" not in visit(str(page.answer.request["PATH_INFO"])).links().values()


@pytest.mark.parametrize("token", ["//elsewhere.example", "x" * 200, "", "a b"])
def test_only_a_request_s_own_name_is_remembered(
    sign_in: SignIn, fill_in: Callable[..., Page], token: Any
) -> None:
    sign_in("nl-woman", "en")
    assert "Go on with your request" not in fill_in(at=f"/plan/budget/?request={token}", work="1500").links()


@pytest.fixture
def only_old_figures(office: Office) -> None:
    """The figures of another year only."""
    table = ProtectedIncome.objects.create(office=office, year=2024, child_cents=0)
    for kind in ProtectedBand.Kind:
        ProtectedBand.objects.create(table=table, kind=kind, percent=50)


def test_a_person_looks_at_a_budget_that_nobody_can_judge(
    sign_in: SignIn,
    ask: Callable[..., str],
    fill_in: Callable[..., Page],
    enter: Enter,
    visit: Visit,
    only_old_figures: None,
) -> None:
    sign_in("nl-woman", "en")
    fill_in(work="2500")
    ask(**SIX_MONTHS)
    asked = Proposal.objects.exclude(state=State.DRAFT).get()
    assert (asked.state, asked.is_below_protected) == (State.REVIEW, None)
    an = enter("an")
    path, year = f"/desk/plans/{asked.pk}/?lang=en", timezone.localdate().year
    page = an(path).text
    assert f"cannot be judged: the figures of {year} are missing not known" in page
    assert "two people must agree" not in page
    kept = visit("/plan/budget/result/")
    visit("/plan/budget/remove/", kept.form_fields(), status=303)
    assert "the budget is no longer kept not known" in an(path).text
    press_at_desk(an, "approve")
    assert Proposal.objects.get(pk=asked.pk).state == State.SENDING
