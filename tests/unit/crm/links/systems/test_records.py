"""Rows of a CRM system as they may come: what no link can hold is passed over."""

from typing import Any

import pytest

from portal.crm.links.systems.records import get_id, is_number, list_rows


def test_rows_that_are_none_are_passed_over() -> None:
    rows: list[Any] = [{"id": 1}, {"id": "x" * 41}, {"id": ""}, {"id": {}}, {}, None, "x", {"id": "9" * 40}]

    assert [row["id"] for row in list_rows(rows)] == [1, "9" * 40]


def test_an_owner_that_no_link_can_hold_is_none() -> None:
    assert get_id({"account": {"id": 7}}, "account", "id") == "7"
    assert get_id({"account": {"id": "x" * 41}}, "account", "id") == ""
    assert get_id({"account": []}, "account", "id") == ""


@pytest.mark.parametrize("text", ["", "-1", "1.5", "\u0661", "\u00b2", "1" * 19, " 1"])
def test_only_plain_digits_are_a_number(text: str) -> None:
    assert not is_number(text)
    assert is_number("1" * 18)
