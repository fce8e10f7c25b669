"""Two people change the figures of protected income; requests with a kept budget are held against them."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.office.models import Office, RuleChange
from portal.plans.budget.models import Budget, ProtectedBand, ProtectedIncome
from portal.plans.budget.selectors import PURPOSE
from portal.plans.models import Proposal
from portal.web.sealing import seal
from tests.pages.conftest import Visit
from tests.pages.desk.staff import PASSWORD
from tests.pages.plans.rules.conftest import AsSomebody

HOME = "/desk/settings/protected-income/"
YEAR = timezone.localdate().year
FIGURES = {
    "year": str(YEAR),
    "child_cents": "83",
    "work_up_to_0": "1.341,00",
    "work_percent_0": "0",
    "work_up_to_1": "1.440",
    "work_percent_1": "20",
    "work_percent_2": "100",
    "benefits_up_to_0": "1341",
    "benefits_percent_0": "0",
    "benefits_percent_1": "40",
}
Past = Callable[..., Proposal]
pytestmark = pytest.mark.django_db


def make_year(office: Office, *, percent: int) -> None:
    table = ProtectedIncome.objects.create(office=office, year=YEAR, child_cents=83_00)
    for kind in ("work", "benefits"):
        ProtectedBand.objects.create(table=table, kind=kind, up_to_cents=134_100, percent=0)
        ProtectedBand.objects.create(table=table, kind=kind, up_to_cents=None, percent=percent)


def test_figures_count_once_a_second_person_confirms_them(
    visit: Visit, as_: AsSomebody, office: Office
) -> None:
    as_("ann")
    seen = visit(HOME + "new/").form_fields()["seen"]
    page = visit(HOME + "new/", {**FIGURES, "seen": seen})
    assert "income from work, from €1,341.00 to €1,440.00" in page.text
    # 99 euros at 20 %, and 60 euros whole; two children take 166 off.
    assert "€79.80 €0.00" in page.text
    visit(HOME + "new/", {**page.form_fields(), "password": PASSWORD, "propose": "1"}, status=303)
    change = RuleChange.objects.get()
    assert not ProtectedIncome.objects.exists()

    as_("bob")
    visit(f"{HOME}{change.pk}/confirm/", {"password": PASSWORD}, status=303)
    table = ProtectedIncome.objects.get()
    assert (table.year, table.child_cents) == (YEAR, 83_00)
    assert [(band.up_to_cents, band.percent) for band in table.bands.filter(kind="work")] == [
        (134_100, 0),
        (144_000, 20),
        (None, 100),
    ]
    assert str(YEAR) in Event.objects.get(act="protected-income-confirmed").details["fields"]
    assert "above €1,440.00" in visit(HOME).text


@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ({"work_up_to_2": "9999"}, "The last band of “income from work” must have no upper sum."),
        ({"work_percent_1": "100", "work_percent_2": "20"}, "a higher band cannot take a smaller share"),
        ({"work_percent_1": ""}, "Fill in the share of each band."),
        ({"work_up_to_1": "1341"}, "Two bands end at the same amount."),
    ],
)
def test_bands_that_do_not_fit_are_refused(
    visit: Visit, as_: AsSomebody, office: Office, flaw: dict[str, str], words: str
) -> None:
    as_("ann")
    seen = visit(HOME + "new/").form_fields()["seen"]
    assert words in visit(HOME + "new/", {**FIGURES, "seen": seen, **flaw}, status=422).text


def test_requests_whose_budget_is_kept_are_held_against_them(
    visit: Visit, as_: AsSomebody, office: Office, past: Past
) -> None:
    make_year(office, percent=100)
    asked = past(monthly_cents=100_00, is_below_protected=False)
    numbers = {"work_cents": 150_000, "benefits_cents": 0, "children": 0}
    Budget.objects.create(
        office=office,
        file_id=asked.file_id,
        party_id=asked.party_id,
        sealed=seal(json.dumps(numbers), purpose=PURPOSE),
        given_at=timezone.now(),
        keep_until=timezone.now() + timedelta(days=1),
    )
    as_("ann")
    path = f"{HOME}of/{YEAR}/"
    page = visit(path, {**FIGURES, "seen": visit(path).form_fields()["seen"]})
    assert "1 of the last 1 requests would be decided otherwise." in page.text
    assert "a person looks: protected income; two people agree" in page.text
