"""The office's rules: which one holds, what they make of Tagor's limits, and what the database refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.integrations.tagor.values.account import PlanCriteria, PlanOffer
from portal.office.models import Office
from portal.plans.findings import examine_plan_rules
from portal.plans.models import PlanRule
from portal.plans.rules.office_rule import find_rule, make_terms, note_what_tagor_did, suggest_deposit

pytestmark = pytest.mark.django_db
TAGOR = PlanCriteria(
    offers=(PlanOffer(3, 34_00), PlanOffer(6, 17_00), PlanOffer(10, 10_00)),
    longest_months=10,
    minimum_cents=10_00,
    plan_id=None,
)


def make(office: Office, **fields: object) -> PlanRule:
    return PlanRule.objects.create(office=office, **fields)


def test_the_rule_of_the_type_goes_before_the_one_for_all(office: Office) -> None:
    general = make(office, minimum_cents=1)
    special = make(office, file_type_id="77", to_cents=1000_00, minimum_cents=2)
    assert find_rule(office, "77", 999_99) == special
    assert find_rule(office, "77", 1000_00) == general
    assert find_rule(office, "", 999_99) == general
    assert find_rule(office, "78", 1) == general


def test_the_band_decides_to_the_cent(office: Office) -> None:
    low, high = make(office, to_cents=500_00), make(office, from_cents=500_00)
    assert find_rule(office, "", 499_99) == low
    assert find_rule(office, "", 500_00) == high
    make(Office.objects.create(slug="other"), minimum_cents=9)
    assert find_rule(office, "", 500_00) == high


def test_without_a_rule_tagors_limits_count(office: Office) -> None:
    assert find_rule(office, "", 100_00) is None
    terms = make_terms(None, balance_cents=100_00, criteria=TAGOR, office=office)
    assert (terms.minimum_cents, terms.longest_months, terms.offers) == (10_00, 10, TAGOR.offers)


@pytest.mark.parametrize(
    ("rule", "minimum", "longest", "offers"),
    [
        ({"minimum_cents": 17_00}, 17_00, 10, (3, 6)),
        ({"minimum_cents": 5_00}, 10_00, 10, (3, 6, 10)),
        ({"longest_months": 6}, 10_00, 6, (3, 6)),
        ({"longest_months": 60}, 10_00, 10, (3, 6, 10)),
        ({"minimum_cents": 90_00}, 90_00, 10, ()),
    ],
)
def test_the_stricter_counts(
    office: Office, rule: dict[str, int], minimum: int, longest: int, offers: tuple[int, ...]
) -> None:
    terms = make_terms(make(office, **rule), balance_cents=100_00, criteria=TAGOR, office=office)
    assert (terms.minimum_cents, terms.longest_months) == (minimum, longest)
    assert tuple(offer.months for offer in terms.offers) == offers


def test_a_dutch_account_has_dutch_bank_days(office: Office) -> None:
    office.iban = "NL91ABNA0417164300"
    assert make_terms(None, balance_cents=1, criteria=TAGOR, office=office).country == "NL"


@pytest.mark.parametrize(
    ("rule", "balance", "wanted"),
    [
        ({}, 100_00, 0),
        ({"deposit_cents": 25_00}, 100_00, 25_00),
        ({"deposit_percent": 10}, 333_33, 33_33),
        ({"deposit_cents": 25_00, "deposit_percent": 50}, 100_00, 50_00),
        ({"deposit_cents": 25_00}, 25_00, 0),
        ({"deposit_percent": 100}, 100_00, 0),
    ],
)
def test_a_first_payment_is_suggested(rule: dict[str, int], balance: int, wanted: int) -> None:
    assert suggest_deposit(PlanRule(**rule), balance) == wanted


@pytest.mark.parametrize(
    ("other", "is_fine"),
    [
        ({"to_cents": 500_00}, True),
        ({"to_cents": 500_01}, False),
        ({"from_cents": 900_00}, True),
        ({"from_cents": 899_99}, False),
        ({"from_cents": 600_00, "to_cents": 700_00}, False),
        ({}, False),
        ({"file_type_id": "77"}, True),
    ],
)
def test_bands_do_not_overlap(office: Office, other: dict[str, object], is_fine: bool) -> None:
    make(office, from_cents=500_00, to_cents=900_00)
    rule = PlanRule(office=office, **other)
    if is_fine:
        rule.full_clean()
        return
    with pytest.raises(ValidationError):
        rule.full_clean()


def test_a_rule_does_not_overlap_itself(office: Office) -> None:
    make(office, from_cents=500_00).full_clean()


@pytest.mark.parametrize(
    "wrong",
    [
        {"from_cents": 5, "to_cents": 5},
        {"from_cents": -1},
        {"minimum_cents": -1},
        {"deposit_cents": -1},
        {"deposit_percent": 101},
        {"earliest_days": 0},
        {"earliest_days": 20, "latest_days": 50},
        {"second_look_above_cents": -1},
    ],
)
def test_the_database_refuses_what_cannot_be(office: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(office, **wrong)


def test_the_doctor_compares_a_rule_with_what_tagor_did(office: Office) -> None:
    assert [finding.state for finding in examine_plan_rules()] == ["ok"]
    rule = make(office, auto_accepts=True)
    assert [finding.state for finding in examine_plan_rules()] == ["unknown"]
    note_what_tagor_did(rule, accepted=False)
    (finding,) = examine_plan_rules()
    assert (finding.state, "358" in finding.remedy) == ("warn", True)
    note_what_tagor_did(rule, accepted=True)
    (finding,) = examine_plan_rules()
    assert (finding.state, "proven_on" in finding.remedy) == ("warn", True)
    PlanRule.objects.update(proven_on=timezone.localdate())
    assert [finding.state for finding in examine_plan_rules()] == ["ok"]
    assert PlanRule.objects.get().seen_at > timezone.now() - timedelta(minutes=1)
