"""What exactly an action sends: the path, the body, and how both are kept."""

from decimal import Decimal

import pytest

from portal.aptic.actions.calling import (
    Answer,
    list_said,
    make_order,
    open_answer,
    open_order,
    read_answer,
    seal_order,
)
from portal.aptic.actions.presenters import present_answer
from portal.aptic.models import ServiceAction, ServiceRun
from portal.aptic.persons.presenters import mask_email, mask_number
from portal.integrations.openapi import Problem, Refused

SCHEMA = {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}


def make(**fields: object) -> ServiceAction:
    return ServiceAction(**{"definition": "Echo", "schema": SCHEMA, **fields})


def test_input_goes_in_the_body() -> None:
    order = make_order(make(), {"number": "12"})
    assert (order.verb, order.sub_path, order.body) == ("POST", [], {"number": "12"})


def test_what_stands_in_the_path_leaves_the_body() -> None:
    order = make_order(make(sub_path="accounts/{number}/lines", verb="GET"), {"number": "12 é"})
    assert (order.sub_path, order.body) == (["accounts", "12 é", "lines"], None)


@pytest.mark.parametrize("value", ["..", ".", " "])
def test_a_value_never_makes_another_step_of_the_path(value: str) -> None:
    with pytest.raises(ValueError, match="step"):
        make_order(make(sub_path="accounts/{number}"), {"number": value})


def test_a_file_number_with_a_slash_is_one_step() -> None:
    order = make_order(make(sub_path="accounts/{number}"), {"number": "26/004512"})
    assert order.sub_path == ["accounts", "26/004512"]


def test_an_action_without_input_has_no_body() -> None:
    assert make_order(make(schema={}), {}).body is None


def test_an_empty_input_is_still_an_object() -> None:
    assert make_order(make(schema={"type": "object", "properties": {}}), {}).body == {}


def test_an_order_is_sealed_and_keeps_every_digit() -> None:
    values = {"number": "secret-12", "amount": Decimal("10.10")}
    sealed = seal_order(make_order(make(), values))
    assert "secret" not in sealed
    opened = open_order(ServiceRun(input=sealed))
    assert str(opened.values["amount"]) == "10.10"
    assert opened.body == values


def test_what_aptic_says_is_kept_short_and_once() -> None:
    said = (
        Problem("server", "/months", "said", {"text": "too many"}),
        Problem("server", "", "said", {"text": "No"}),
    )
    assert list_said(Refused("invalid", "No", problems=said)) == ("No", "months: too many")


def test_a_file_is_kept_as_its_size_and_a_long_answer_cut() -> None:
    assert read_answer(b"%PDF").data == {"bytes": 4}
    assert read_answer("x" * 600_000).is_cut


def test_an_answer_is_shown_as_rows_and_as_a_whole() -> None:
    shown = present_answer(Answer({"balance": Decimal("1.5"), "lines": [1], "none": None}))
    assert shown is not None
    assert shown.rows == (("balance", "1.5"),)
    assert '"lines": [' in shown.text
    assert present_answer(None) is None
    assert open_answer(ServiceRun()) is None


def test_masks_hide_all_but_an_end() -> None:
    assert mask_number("70010199999") == "•••••••••99"
    assert mask_number("123") == "•••"
    assert mask_email("jan@office.example") == "j•••@office.example"
    assert mask_email("") == ""
