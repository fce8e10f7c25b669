"""What the office fills in about protected income leaves both values in the trail, row by row."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.audit.models import Event
from portal.office.models import Office
from portal.plans.budget.models import ProtectedBand, ProtectedIncome

LIST = "/admin/budget/protectedincome/"


@pytest.fixture
def boss(client: Client, office: Office) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    return client


@pytest.fixture
def table(office: Office) -> ProtectedIncome:
    made = ProtectedIncome.objects.create(office=office, year=2026, child_cents=8300)
    for kind in ("work", "benefits"):
        ProtectedBand.objects.create(table=made, kind=kind, up_to_cents=134_100, percent=0)
        ProtectedBand.objects.create(table=made, kind=kind, up_to_cents=None, percent=40)
    return made


def make_form(table: ProtectedIncome) -> dict[str, Any]:
    """What a browser would send when the form is saved as it stands."""
    bands = list(table.bands.order_by("pk"))
    form: dict[str, Any] = {"office": table.office_id, "year": table.year, "child_cents": table.child_cents}
    form |= {"bands-TOTAL_FORMS": len(bands), "bands-INITIAL_FORMS": len(bands)}
    for number, band in enumerate(bands):
        values = {"id": band.pk, "table": table.pk, "kind": band.kind, "percent": band.percent}
        values["up_to_cents"] = "" if band.up_to_cents is None else band.up_to_cents
        form |= {f"bands-{number}-{name}": value for name, value in values.items()}
    return form


def list_told() -> list[tuple[str, str, dict[str, Any]]]:
    events = Event.objects.filter(act__startswith="protected-income").order_by("number")
    return [(event.act, event.details["table"], event.details["fields"]) for event in events]


def test_a_changed_figure_and_a_changed_band_are_told(boss: Client, table: ProtectedIncome) -> None:
    form = {**make_form(table), "child_cents": 9000, "bands-1-percent": 30}
    assert boss.post(f"{LIST}{table.pk}/change/", form).status_code == 302
    assert list_told() == [
        (
            "protected-income-changed",
            "budget.protectedincome",
            {"child_cents": {"before": 8300, "after": 9000}},
        ),
        ("protected-income-changed", "budget.protectedband", {"percent": {"before": 40, "after": 30}}),
    ]


def test_a_save_that_changes_nothing_tells_nothing(boss: Client, table: ProtectedIncome) -> None:
    assert boss.post(f"{LIST}{table.pk}/change/", make_form(table)).status_code == 302
    assert list_told() == []


def test_a_band_that_comes_and_one_that_goes_are_told(boss: Client, table: ProtectedIncome) -> None:
    gone = table.bands.order_by("pk")[0]
    new = {"bands-4-table": table.pk, "bands-4-kind": "work", "bands-4-percent": 20}
    new |= {"bands-4-up_to_cents": 200_000, "bands-TOTAL_FORMS": 5, "bands-0-DELETE": "on"}
    assert boss.post(f"{LIST}{table.pk}/change/", {**make_form(table), **new}).status_code == 302
    (added, _table, its), (deleted, _table, others) = list_told()
    assert (added, deleted) == ("protected-income-added", "protected-income-deleted")
    assert its["up_to_cents"] == {"before": None, "after": 200_000}
    assert others["id"] == {"before": gone.pk, "after": None}
    assert others["up_to_cents"] == {"before": 134_100, "after": None}


@pytest.mark.parametrize("way", ["alone", "with others"])
def test_a_table_that_goes_leaves_its_bands_in_the_trail(
    boss: Client, table: ProtectedIncome, way: str
) -> None:
    if way == "alone":
        boss.post(f"{LIST}{table.pk}/delete/", {"post": "yes"})
    else:
        many = {"action": "delete_selected", "_selected_action": [table.pk], "post": "yes"}
        boss.post(LIST, many)
    assert not ProtectedIncome.objects.exists()
    told = list_told()
    assert {act for act, _table, _fields in told} == {"protected-income-deleted"}
    assert [name for _act, name, _fields in told].count("budget.protectedband") == 4
    assert told[-1][2]["child_cents"] == {"before": 8300, "after": None}
