"""X-Fields as in flask-restx."""

from typing import Any

import pytest

from portal.sandbox.cirrus.mask import MaskError, apply_mask, read_mask
from tests.unit.sandbox.cirrus.conftest import Caller

DATA = {"id": 1, "name": "a", "user": {"id": 2, "name": "b"}, "tags": [{"id": 3, "name": "c"}], "none": None}


@pytest.mark.parametrize(
    ("mask", "kept"),
    [
        ("id", {"id": 1}),
        ("{id,name}", {"id": 1, "name": "a"}),
        (" { id , name } ", {"id": 1, "name": "a"}),
        ("name,id", {"name": "a", "id": 1}),
        ("user{name}", {"user": {"name": "b"}}),
        ("{tags{id},user{id}}", {"tags": [{"id": 3}], "user": {"id": 2}}),
        ("id,nothing,none", {"id": 1, "none": None}),
        ("none{id}", {"none": None}),
        ("*,user{id}", DATA | {"user": {"id": 2}}),
        ("{*}", DATA),
        ("user{*,tags}", {"user": {"id": 2, "name": "b"}}),
    ],
)
def test_a_mask_keeps_what_it_names(mask: str, kept: dict[str, Any]) -> None:
    assert apply_mask(read_mask(mask), DATA) == kept
    assert apply_mask(read_mask(mask), [DATA, DATA]) == [kept, kept]


@pytest.mark.parametrize(
    "mask", ["{id", "id}", "user{id", "{user{id}", "{{id}}", "a,,b", ",a", "a b{", "id;name"]
)
def test_a_broken_mask_is_refused(mask: str) -> None:
    with pytest.raises(MaskError):
        read_mask(mask)


def test_a_mask_of_a_list_begins_at_its_envelope(caller: Caller) -> None:
    page = caller.get("/accounts/", fields="total,items{id,user{surname}}", per_page=2)
    assert page.keys() == {"total", "items"}
    assert [row.keys() for row in page["items"]] == [{"id", "user"}] * 2
    assert page["items"][0]["user"].keys() == {"surname"}
    assert caller.get("/accounts/", fields="id,name") == {}


def test_a_mask_works_on_one_record_on_a_plain_list_and_on_a_write(caller: Caller) -> None:
    assert caller.get("/accounts/2", fields="{name,type{name}}") == {
        "name": "Lotte Verhoeven",
        "type": {"name": "Particulier"},
    }
    assert caller.get("/activities/activitytypes", fields="name")[0] == {"name": "Telefoon"}
    answer = caller.send("PUT", "/accounts/2", json={"info": "x"}, headers={"X-Fields": "info"})
    assert answer.json() == {"info": "x"}


def test_a_broken_mask_is_400_and_says_why(caller: Caller) -> None:
    body = caller.refused("GET", "/accounts/2", 400, headers={"X-Fields": "{id"})
    assert body == {"message": "Parse error: Missing closing bracket"}


def test_a_call_without_a_mask_in_the_catalogue_pays_no_heed_to_one(caller: Caller) -> None:
    path = "/missions/1/connections"
    assert caller.get(path, fields="total") == caller.get(path)
