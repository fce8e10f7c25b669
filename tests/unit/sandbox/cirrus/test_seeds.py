"""The seeds: 2,000 accounts, all linked, nothing that the catalogue would refuse, the parties of Tagor."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.sandbox.cirrus import SYSTEM, seed
from portal.sandbox.cirrus.resources import KEPT, Resource
from portal.sandbox.cirrus.shapes import View, as_list
from portal.sandbox.crm.catalogue import Operation
from portal.sandbox.crm.records import Records
from portal.sandbox.seeds.files import make_files
from portal.sandbox.store import Store
from tests.practice import PracticeOffice
from tests.unit.sandbox.cirrus.conftest import Caller

DAY = date(2026, 11, 22)
ROWS = seed(DAY)
IDS = {name: {row["id"] for row in rows} for name, rows in ROWS.items()}
MODELS = {one.name: one.model for one in KEPT.values()}


@pytest.fixture
def view(tmp_path: Path) -> Iterator[View]:
    with closing(Store(tmp_path / "state.sqlite3")) as store:
        records = Records(store, "cirrus", lambda _day: ROWS)
        records.reset(DAY)
        yield View(records, SYSTEM.models)


def test_the_same_day_gives_the_same_rows() -> None:
    assert seed(DAY) == ROWS


def test_there_are_enough_of_each_and_no_id_twice() -> None:
    counts = {name: len(rows) for name, rows in ROWS.items()}
    assert {name: counts[name] for name in ("accounts", "contacts", "activities")} == {
        "accounts": 2000,
        "contacts": 3506,
        "activities": 4000,
    }
    assert {name: len(ids) for name, ids in IDS.items()} == counts
    assert MODELS.keys() <= counts.keys()
    assert all(counts.values())


def links(model: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Field, records and id of everything that a row points to, at every depth."""
    for field in SYSTEM.models[model].values():
        for value in as_list(row.get(field.name)):
            if isinstance(value, Mapping) and field.model:
                yield from links(field.model, value)
            elif field.target:
                yield field.name, field.target, value


@pytest.mark.parametrize("resource", sorted(MODELS))
def test_every_relation_leads_to_a_record(resource: str) -> None:
    for row in ROWS[resource]:
        for field, target, value in links(MODELS[resource], row):
            assert value in IDS[target], (resource, row["id"], field)


SHOWN = [
    (one, KEPT[path])
    for one in SYSTEM.catalogue.operations.values()
    if one.method == "GET" and one.path.endswith("/{id}")
    if (path := one.path.removesuffix("/{id}")) in KEPT
]


@pytest.mark.parametrize(("operation", "resource"), SHOWN, ids=lambda one: getattr(one, "name", "get"))
def test_every_row_is_shown_as_the_catalogue_says(
    operation: Operation, resource: Resource, view: View
) -> None:
    for row in view.records.rows(resource.name):
        shown = view.show(resource.model, row)
        assert SYSTEM.checker.check_answer(operation, shown) == [], row["id"]


def test_contacts_and_their_account_agree() -> None:
    by_account: dict[int, list[dict[str, Any]]] = {}
    for contact in ROWS["contacts"]:
        by_account.setdefault(contact["account"], []).append(contact)
    assert by_account.keys() == IDS["accounts"]
    for contacts in by_account.values():
        assert [one["primarycontact"] for one in contacts] == [1] + [0] * (len(contacts) - 1)
        assert {one.get("superior") for one in contacts} <= {None, contacts[0]["id"]}


def test_the_contact_of_an_activity_works_at_its_account() -> None:
    account_of = {row["id"]: row["account"] for row in ROWS["contacts"]}
    assert all(account_of[row["primarycontact"]] == row["account"] for row in ROWS["activities"])


def test_the_parties_of_the_practice_files_are_known_here(caller: Caller) -> None:
    """A claimant by its party id, a defendant by file and party; every seventh by name and address only."""
    hidden = 0
    seen: set[str] = set()
    for file in make_files(DAY):
        for party in file.parties:
            if party.party_id in seen:
                continue
            seen.add(party.party_id)
            key = party.party_id if party.role == "AANL" else file.name
            accounts = caller.items("/accounts/", externalkey=key, active=2)
            names = caller.items("/accounts/", name=f"{party.name}*", active=2)
            hidden += not accounts
            account = next(row for row in (accounts or names) if row["name"].startswith(party.name))
            place = account["addresses"]["visiting"]
            assert (place["street"], place["number"]) == (party.street, party.number)
            assert (place["zip"], place["city"]) == (party.postal_code, party.city)
            if accounts and not party.form:
                (contact,) = caller.items("/contacts/", externalkey=party.party_id)
                assert contact["account"]["id"] == account["id"]
    assert len(seen) == 31
    assert 2 <= hidden <= 6


def test_nobody_can_be_reached_by_accident() -> None:
    for row in (*ROWS["accounts"], *ROWS["contacts"], *ROWS["users"]):
        assert row["email"] == "" or row["email"].endswith(".example")
        for number in (row.get("phone"), row.get("cellphone"), row.get("officephone")):
            assert not number or number.replace(" ", "").startswith(("02000", "047000", "09000")), number


def test_a_reset_makes_everything_as_before(practice: PracticeOffice, caller: Caller) -> None:
    before = practice.records("cirrus", "accounts")
    caller.ask("PUT", "/accounts/2", json={"name": "Anders"})
    caller.ask("POST", "/accounts/5/merge/6")
    assert practice.records("cirrus", "accounts") != before
    practice.reset()
    assert practice.records("cirrus", "accounts") == before
