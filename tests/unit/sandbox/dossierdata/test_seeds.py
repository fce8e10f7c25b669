"""The seeds: 500 customers, all linked, nothing that the catalogue would refuse, the parties of Tagor."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from stdnum import iban

from portal.sandbox.crm.shape import fit
from portal.sandbox.dossierdata import SYSTEM, seed
from portal.sandbox.dossierdata.contract import CONTRACT
from portal.sandbox.dossierdata.dates import FORMS, read_date
from portal.sandbox.dossierdata.seeds import make_iban, split_name
from portal.sandbox.dossierdata.tokens import find_user
from tests.practice import PracticeOffice

DAY = date(2026, 11, 22)
ROWS = seed(DAY)
IDS = {name: {str(row["id"]) for row in rows} for name, rows in ROWS.items()}


def test_the_same_day_gives_the_same_rows() -> None:
    assert seed(DAY) == ROWS


def test_there_are_enough_of_each() -> None:
    assert len(ROWS["customer"]) == 500
    assert {f"/{name}" for name in ROWS} <= set(SYSTEM.catalogue.document["paths"])
    assert all(len(rows) >= 3 for rows in ROWS.values())
    linked = {row["customer"] for row in ROWS["address"]}
    assert linked == set(range(1, 501))


@pytest.mark.parametrize("resource", sorted(ROWS))
def test_every_relation_leads_to_a_record(resource: str) -> None:
    relations = CONTRACT.relations["all"] | CONTRACT.relations.get(resource, {})
    for row in ROWS[resource]:
        for name, target in relations.items():
            if row.get(name) not in (None, "", 0):
                is_there = find_user(row[name]) if target == "user" else str(row[name]) in IDS[target]
                assert is_there, (resource, row["id"], name)


@pytest.mark.parametrize("resource", sorted(ROWS))
def test_every_row_fits_the_catalogue_and_every_date_its_form(resource: str) -> None:
    (operation,) = [
        one
        for one in SYSTEM.catalogue.operations.values()
        if (one.method, one.path) == ("POST", f"/{resource}")
    ]
    schema = operation.bodies["application/json"]
    for row in ROWS[resource]:
        body = fit(SYSTEM.catalogue, schema, row)
        assert SYSTEM.checker.check_body(operation, "application/json", body) == [], row
        for name, value in body.items():
            if value and (form := SYSTEM.forms.get((resource, name))):
                moment = read_date(value)
                assert moment is not None, (name, value)
                assert moment.strftime(FORMS[form]) == value


def test_partners_have_each_other_and_live_together() -> None:
    homes = {
        row["customer"]: (row["postcode"], row["houseNumber"]) for row in ROWS["address"] if row["active"]
    }
    partners = [row for row in ROWS["customer"] if "partner" in row]
    assert len(partners) > 50
    for row in partners:
        other = ROWS["customer"][row["partner"] - 1]
        assert other["partner"] == row["id"]
        assert homes[row["id"]] == homes[other["id"]]


def test_the_parts_of_a_mortgage_add_up() -> None:
    for mortgage in ROWS["mortgage"]:
        own = [row["hoofdsom"] for row in ROWS["mortgagePart"] if row["mortgage_id"] == mortgage["id"]]
        assert sum(own) == mortgage["hoofdsomHypotheek"]


def test_the_parties_of_tagor_are_customers_with_their_file_numbers(practice: PracticeOffice) -> None:
    customers = practice.records("dossierdata", "customer")
    names = {
        " ".join(row[part] for part in ("firstName", "suffix", "lastName") if row[part]) for row in customers
    }
    files = practice.files.values()
    assert {file.name for file in files} <= names | {row.get("businessname") for row in customers}
    digits = {str(row["uuid"]) for row in practice.records("dossierdata", "dossier")}
    subjects = {row["inzake"] for row in practice.records("dossierdata", "account")}
    for file in files:
        state = practice.state(file.slug)
        assert state["name"].replace("/", "") in digits
        assert f"Dossier {state['name']}" in subjects
    main = practice.state("nl-woman")["defendants"][0]
    home = practice.record("dossierdata", "address", 1)
    assert (home["streetName"], home["houseNumber"], home["postcode"]) == (
        main["street"],
        main["number"],
        main["postal_code"],
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Lotte Verhoeven", ("Lotte", "", "Verhoeven")),
        ("Fatima El Idrissi", ("Fatima", "El", "Idrissi")),
        ("Jan van den Berg", ("Jan", "van den", "Berg")),
        ("Bedrijf", ("Bedrijf", "", "")),
    ],
)
def test_a_name_is_split_as_dutch_registers_do(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == parts


def test_every_account_passes_its_check() -> None:
    assert all(iban.is_valid(row["iban"], check_country=False) for row in ROWS["customer"])
    assert make_iban(1) != make_iban(2)


def test_changes_and_tokens_survive_a_restart_of_the_office(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite3"
    first = PracticeOffice.start(state=state)
    try:
        token = first.dossierdata_token()
        headers: dict[str, Any] = {"Authorization": f"Bearer {token}"}
        made = first.client.post("/dossierdata/api/v1/note", json={"title": "Blijft"}, headers=headers).json()
        first.client.delete("/dossierdata/api/v1/note/1", headers=headers).raise_for_status()
        kept = first.records("dossierdata", "note")
    finally:
        first.stop()
    again = PracticeOffice.start(state=state)
    try:
        assert again.records("dossierdata", "note") == kept
        path = f"/dossierdata/api/v1/note/{made['id']}"
        assert again.client.get(path, headers=headers).json()["title"] == "Blijft"
        again.reset()
        assert len(again.records("dossierdata", "note")) == len(kept)
        assert again.client.get(path, headers=headers).status_code == 401
    finally:
        again.stop()
