"""Two people change the rules for plans; before that, past requests are held against the change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.audit.models import Event
from portal.office.models import Office, RuleChange
from portal.plans.models import PlanRule, Proposal
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD
from tests.pages.page import Page
from tests.pages.plans.rules.conftest import AsSomebody

HOME = "/desk/settings/plan-rules/"
RULE = {
    "from_cents": "0",
    "minimum_cents": "60",
    "longest_months": "24",
    "earliest_days": "1",
    "latest_days": "45",
    "second_look_below_protected": "on",
    "two_people_below_protected": "on",
}
Past = Callable[..., Proposal]
pytestmark = pytest.mark.django_db


def fill_in(visit: Visit, path: str = "new/", status: int = 200, **other: str) -> Page:
    """The check of a rule."""
    seen = visit(HOME + path).form_fields()["seen"]
    return visit(HOME + path, {**RULE, "seen": seen, **other}, status=status)


def propose(visit: Visit, page: Page, path: str = "new/") -> RuleChange:
    visit(HOME + path, {**page.form_fields(), "password": PASSWORD, "propose": "1"}, status=303)
    return RuleChange.objects.latest("pk")


def confirm(visit: Visit, change: RuleChange, status: int = 303) -> None:
    visit(f"{HOME}{change.pk}/confirm/", {"password": PASSWORD}, status=status)
    change.refresh_from_db()


def test_a_rule_counts_once_a_second_person_confirms_it(
    visit: Visit, as_: AsSomebody, office: Office
) -> None:
    as_("ann")
    page = fill_in(visit)
    assert "Every other file type, from €0.00: Smallest amount a month" in page.text
    assert "€60.00" in page.text
    change = propose(visit, page)
    assert not PlanRule.objects.exists()
    confirm(visit, change, status=403)
    assert "Somebody wants to change the rules for plans" in visit("/desk/").text

    as_("bob")
    confirm(visit, change)
    assert change.state == "confirmed"
    rule = PlanRule.objects.get()
    assert (rule.minimum_cents, rule.longest_months, rule.to_cents) == (6000, 24, None)
    told = Event.objects.get(act="plan-rules-confirmed").details["fields"]["*|0"]
    assert told["before"] is None
    assert told["after"]["minimum_cents"] == 6000
    assert "€60.00" in visit(HOME).text


def test_without_the_own_password_nothing_is_proposed_or_confirmed(
    visit: Visit, as_: AsSomebody, office: Office
) -> None:
    as_("ann")
    fields = fill_in(visit).form_fields()
    visit(HOME + "new/", {**fields, "password": "wrong", "propose": "1"}, status=422)
    assert not RuleChange.objects.exists()
    change = propose(visit, fill_in(visit))
    as_("bob")
    visit(f"{HOME}{change.pk}/confirm/", {"password": "wrong"}, status=422)
    assert not PlanRule.objects.exists()


def test_past_requests_are_held_against_the_change(
    visit: Visit, as_: AsSomebody, office: Office, past: Past
) -> None:
    PlanRule.objects.create(office=office, minimum_cents=40_00)
    kept = past(monthly_cents=80_00, months=7)
    turned = past(monthly_cents=50_00, minimum_cents=40_00)
    past(monthly_cents=50_00, minimum_cents=40_00)
    as_("ann")
    page = fill_in(visit, "of/all/0/")
    assert "2 of the last 3 requests would be decided otherwise." in page.text
    assert "a person looks: outside the rules, no budget" in page.text
    assert turned.number in page.links()
    assert kept.number not in page.links()


def test_a_past_budget_that_nobody_could_judge_is_one_all_the_same(
    visit: Visit, as_: AsSomebody, office: Office, past: Past
) -> None:
    PlanRule.objects.create(office=office, minimum_cents=40_00)
    past(monthly_cents=50_00, minimum_cents=40_00, outcome="low", is_below_protected=None)
    as_("ann")
    page = fill_in(visit, "of/all/0/")
    assert "a person looks: the amount is low" in page.text
    assert "no budget" not in page.text


def test_a_softer_rule_frees_what_the_old_one_had_held(
    visit: Visit, as_: AsSomebody, office: Office, past: Past
) -> None:
    PlanRule.objects.create(office=office, minimum_cents=100_00)
    past(monthly_cents=70_00, months=8, minimum_cents=100_00)
    past(monthly_cents=70_00, months=8, minimum_cents=150_00)
    as_("ann")
    assert "1 of the last 2 requests would be decided otherwise." in fill_in(visit, "of/all/0/").text


def test_that_two_people_must_agree_is_a_difference_too(
    visit: Visit, as_: AsSomebody, office: Office, past: Past
) -> None:
    PlanRule.objects.create(office=office, minimum_cents=40_00)
    past(monthly_cents=80_00, months=7)
    as_("ann")
    page = fill_in(visit, "of/all/0/", two_people_above_cents="100")
    assert "goes to Tagor as a request; two people agree" in page.text


def test_bands_that_overlap_are_refused(visit: Visit, as_: AsSomebody, office: Office) -> None:
    PlanRule.objects.create(office=office, minimum_cents=40_00)
    as_("ann")
    page = fill_in(visit, status=422, from_cents="100")
    assert "Another rule of this file type holds for a part of this band." in page.text
    assert (
        "Between the first and the last day there must be a month."
        in fill_in(visit, status=422, file_type_id="7", latest_days="10").text
    )


def test_who_filled_in_before_another_change_looks_again(
    visit: Visit, as_: AsSomebody, office: Office
) -> None:
    as_("ann")
    fields = fill_in(visit).form_fields()
    PlanRule.objects.create(office=office, file_type_id="3")
    page = visit(HOME + "new/", {**fields, "password": PASSWORD, "propose": "1"}, status=422)
    assert "What stands was changed meanwhile. Look at it once more." in page.text


def test_a_rule_is_taken_away_and_comes_back(visit: Visit, as_: AsSomebody, office: Office) -> None:
    PlanRule.objects.create(office=office, minimum_cents=40_00)
    as_("ann")
    seen = visit(HOME + "of/all/0/").form_fields()["seen"]
    page = visit(HOME + "of/all/0/", {"away": "1", "seen": seen})
    change = propose(visit, page, "of/all/0/")
    as_("bob")
    confirm(visit, change)
    assert not PlanRule.objects.exists()

    as_("ann")
    assert "Propose to undo this" in visit(f"{HOME}{change.pk}/").links()
    undo = propose(visit, visit(f"{HOME}{change.pk}/back/"), f"{change.pk}/back/")
    as_("bob")
    confirm(visit, undo)
    assert PlanRule.objects.get().minimum_cents == 40_00


def test_rules_that_changed_in_another_way_are_not_written_over(
    visit: Visit, as_: AsSomebody, office: Office
) -> None:
    as_("ann")
    change = propose(visit, fill_in(visit))
    PlanRule.objects.create(office=office, file_type_id="3", minimum_cents=1)
    as_("bob")
    confirm(visit, change)
    assert change.state == "overtaken"
    assert PlanRule.objects.get().file_type_id == "3"


def test_a_handler_sees_the_rules_and_changes_none(visit: Visit, as_: AsSomebody, office: Office) -> None:
    as_("carl")
    assert "Propose a rule" not in visit(HOME).text
    visit(HOME + "new/", status=403)


def test_the_admin_writes_no_rule(client: Client, office: Office) -> None:
    client.force_login(User.objects.create_superuser("boss"))
    typed: dict[str, Any] = {"office": office.pk, "from_cents": 0, "minimum_cents": 2500}
    assert client.post("/admin/plans/planrule/add/", typed).status_code == 403
    assert client.post("/admin/budget/protectedincome/add/", typed).status_code == 403
