"""Records: seeds of a day, changes on top, kept through a restart, gone after a reset."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from portal.sandbox.crm.records import Records, Row
from portal.sandbox.store import Store

FIRST, NEXT = date(2026, 11, 22), date(2026, 11, 23)


def seed(day: date) -> Mapping[str, list[Row]]:
    return {"note": [{"id": 1, "text": f"made {day}", "tags": ["a"]}, {"id": 2, "text": "second"}]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "state.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def records(store: Store) -> Records:
    made = Records(store, "dossierdata", seed)
    made.load(FIRST)
    return made


def restart(store: Store, today: date) -> Records:
    again = Records(store, "dossierdata", seed)
    again.load(today)
    return again


def test_changes_survive_a_restart_and_seeds_stay_those_of_their_day(records: Records, store: Store) -> None:
    added = records.add("note", {"text": "third"})
    records.put("note", 2, {"id": 2, "text": "changed"})
    records.put("_access", "abc", {"token": "abc"})
    records.set_switch("loose", on=True)
    again = restart(store, NEXT)
    assert [row["text"] for row in again.rows("note")] == ["made 2026-11-22", "changed", "third"]
    assert again.get("note", added["id"]) == {"id": 3, "text": "third"}
    assert again.get("_access", "abc") == {"token": "abc"}
    assert again.is_on("loose")


def test_what_was_deleted_stays_deleted_and_its_number_is_not_given_again(
    records: Records, store: Store
) -> None:
    assert records.remove("note", 2)
    assert not records.remove("note", 2)
    assert restart(store, FIRST).get("note", 2) is None
    assert records.add("note", {})["id"] == 3


def test_a_reset_forgets_and_takes_the_seeds_of_its_own_day(records: Records, store: Store) -> None:
    records.add("note", {"text": "third"})
    store.clear()
    records.reset(NEXT)
    assert [row["text"] for row in records.rows("note")] == ["made 2026-11-23", "second"]
    assert [row["text"] for row in restart(store, FIRST).rows("note")] == ["made 2026-11-23", "second"]


def test_a_copy_may_be_changed_without_changing_the_record(records: Records) -> None:
    copy = records.get("note", "1")
    assert copy is not None
    copy["tags"].append("b")
    assert records.get("note", 1) == {"id": 1, "text": "made 2026-11-22", "tags": ["a"]}


def test_our_own_resources_are_not_the_systems(records: Records) -> None:
    records.put("_access", "abc", {"token": "abc"})
    assert records.resources() == ["note"]
    assert records.rows("nothing") == []


def test_two_systems_in_one_store_do_not_meet(records: Records, store: Store) -> None:
    other = Records(store, "cirrus", seed)
    other.load(FIRST)
    other.put("note", 1, {"id": 1, "text": "of the other"})
    assert restart(store, FIRST).rows("note") == records.rows("note")
