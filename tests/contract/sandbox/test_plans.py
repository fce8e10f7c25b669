"""Payment plans: criteria, what is refused, and that a new plan always replaces the old."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.contract.sandbox.wire import Tagor, context


def save(tagor: Tagor, slug: str = "nl-woman", **body: Any) -> dict[str, Any]:
    return tagor.ask("TagorService/SavePaymentPlan", {"TDOS_Id": tagor.office.file(slug).file_id, **body})


def info(tagor: Tagor, slug: str) -> dict[str, Any]:
    return tagor.ask("TagorService/PaymentInfo", {"TDOS_Id": tagor.office.file(slug).file_id})


def test_the_offers_cover_the_balance(tagor: Tagor) -> None:
    file = tagor.office.file()
    found = tagor.ask("TagorService/GetPaymentPlanCriteria", {"TDOS_Id": file.file_id})
    for term in ("1", "2", "Max"):
        whole = found[f"Termijn{term}"] * round(found[f"Bedrag{term}"] * 100)
        assert file.balance_cents <= whole < file.balance_cents + found[f"Termijn{term}"]
    assert found["PaymentPlanId"] == "0"


@pytest.mark.parametrize("slug", ["no-plan", "paid-off", "overpaid"])
def test_files_without_offers_say_nought_and_refuse(slug: str, tagor: Tagor) -> None:
    found = tagor.ask("TagorService/GetPaymentPlanCriteria", {"TDOS_Id": tagor.office.file(slug).file_id})
    assert (found["Termijn1"], found["Bedrag1"], found["TermijnMax"], found["BedragMax"]) == (0, 0, 0, 0)
    assert (
        save(tagor, slug, Periodes=3)["Error"] == "Een afbetalingsplan is niet toegelaten voor dit dossier.\n"
    )


def test_months_give_the_instalment_and_an_instalment_the_months(tagor: Tagor) -> None:
    assert save(tagor, Periodes=10)["Bedrag"] == 123.46
    assert save(tagor, Bedrag=100)["Periodes"] == 13
    rows = tagor.rows(
        "Dossier/GetPaymentPlans",
        "dsTDOSAFBDETWeb",
        context(TDOS_Id=tagor.office.file().file_id, active_only="true"),
    )
    assert [(row["Bedrag"], row["Sequence_Id"]) for row in rows] == [("100.00", "1"), ("34.56", "2")]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "Geef ofwel"),
        ({"Bedrag": 100, "Periodes": 12}, "Geef ofwel"),
        ({"Bedrag": 0, "Periodes": 0}, "Geef ofwel"),
        ({"Periodes": -2}, "Geef ofwel"),
        ({"Bedrag": -5}, "Bedrag is ongeldig"),
        ({"Bedrag": 51.43}, "Het bedrag is lager dan het minimum van 51,44"),
        ({"Periodes": 3, "Startdatum": "2020-01-01"}, "De startdatum ligt in het verleden"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_plan(
    body: dict[str, Any], error: str, tagor: Tagor
) -> None:
    found = save(tagor, **body)
    assert found["Success"] is False
    assert found["Error"].startswith(error)
    assert tagor.office.state()["plans"] == []


def test_the_longest_offer_is_allowed_and_one_month_more_is_not(tagor: Tagor) -> None:
    assert save(tagor, Periodes=25)["Error"] == "Het aantal periodes moet kleiner zijn dan 25.\n"
    assert save(tagor, Periodes=24)["Success"] is True


def test_override_checks_skips_every_check(tagor: Tagor) -> None:
    assert save(tagor, Bedrag=1, Startdatum="2020-01-01", OverrideChecks=True)["Periodes"] == 1235
    assert save(tagor, "no-plan", Periodes=100, OverrideChecks=True)["Success"] is True


def test_no_instalment_is_ever_empty_or_below_nought(tagor: Tagor) -> None:
    assert save(tagor, "one-cent", Periodes=3, OverrideChecks=True)["Periodes"] == 1
    body = context(TDOS_Id=tagor.office.file("one-cent").file_id)
    rows = tagor.rows("Dossier/GetPaymentPlans", "dsTDOSAFBDETWeb", body)
    assert [row["Bedrag"] for row in rows] == ["0.01"]


def test_a_new_plan_puts_the_running_one_out_of_force(tagor: Tagor) -> None:
    assert info(tagor, "running-plan") == {
        "Success": True, "Error": "", "Betaalplan": True, "Maandbedrag": 100, "Achterstand": 0,
    }  # fmt: skip
    save(tagor, "running-plan", Periodes=3, IPadres="192.0.2.9")
    plans = tagor.office.state("running-plan")["plans"]
    assert [plan["active"] for plan in plans] == [False, True]
    assert info(tagor, "running-plan")["Betaalplan"] is False
    tagor.office.accept_plan("running-plan")
    assert info(tagor, "running-plan")["Maandbedrag"] == 300
    (note,) = tagor.office.state("running-plan")["info"]
    assert "WEB 192.0.2.9" in note["text"]


def test_saving_twice_makes_two_plans(tagor: Tagor) -> None:
    save(tagor, Periodes=3)
    save(tagor, Periodes=3)
    assert [plan["active"] for plan in tagor.office.state()["plans"]] == [False, True]


def test_parameter_358_accepts_at_once_and_568_writes_no_note(tagor: Tagor) -> None:
    tagor.office.set_parameter("358", "true")
    tagor.office.set_parameter("568", "true")
    save(tagor, Periodes=3)
    assert info(tagor, "nl-woman")["Betaalplan"] is True
    assert tagor.office.state()["info"] == []


def test_arrears_are_what_was_due_and_not_paid(tagor: Tagor) -> None:
    behind = info(tagor, "arrears")["Achterstand"]
    assert behind >= 150
    assert behind % 75 == 0
    tagor.office.advance_days(31)
    assert info(tagor, "arrears")["Achterstand"] == behind + 75
    assert info(tagor, "running-plan")["Achterstand"] == 100


def test_the_first_day_asked_for_is_the_first_day_of_the_plan(tagor: Tagor) -> None:
    day = (date.today() + timedelta(days=20)).isoformat()  # noqa: DTZ011 - weeks away from any midnight
    save(tagor, Periodes=3, Startdatum=day)
    body = context(TDOS_Id=tagor.office.file().file_id)
    rows = tagor.rows("Dossier/GetPaymentPlans", "dsTDOSAFBDETWeb", body)
    assert rows[0]["DatumBetaal"] == rows[0]["Datum1stePeriode"] == day
