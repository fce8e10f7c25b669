"""Rows drawn by columns: every word, what is known, and dice that are a row's own."""

from datetime import date
from typing import Any

import pytest

from portal.sandbox.crm.seeds import Dice, make_rows

DAY = date(2026, 11, 22)  # a Sunday
BESIDE = {"number": 7, "name": "Zoë", "empty": "", "customer": {"id": 3, "names": ["An", "Els"]}}


def draw(column: Any) -> Any:
    return Dice("aptic", DAY, {"twice": lambda text: text * 2}).read(column)(dict(BESIDE))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (5, 5),
        ("plain", "plain"),
        ("{customer[id]}", 3),
        ("{customer[id]!s}", "3"),
        ("{customer[names][1]}", "Els"),
        ("{customer[partner]}", None),
        ("{name} {empty} {number:03}", "Zoë 007"),
        (["{number}", {"id": "{customer[id]}"}], [7, {"id": 3}]),
        ({"id": "{number}", "partner": "{customer[partner]}"}, {"id": 7}),
        ({"join": ["{name}", "x"]}, "Zoë x"),
        ({"plain": "Zoë D'Hondt & Co@x-y.example"}, "zoedhondtco@x-y.example"),
        ({"percent": 60, "of": 1000}, 600),
        ({"days": 0}, "2026-11-20"),
        ({"days": 3, "after": "2026-11-23"}, "2026-11-26"),
        ({"when": "{number}", "then": "yes", "otherwise": "no"}, "yes"),
        ({"when": "{empty}", "then": "yes", "otherwise": "no"}, "no"),
        ({"when": "{number}", "among": [1, 2], "then": "yes"}, None),
        ({"twice": "{name}"}, "ZoëZoë"),
    ],
)
def test_a_column_gives_its_value(column: Any, value: Any) -> None:
    assert draw(column) == value


@pytest.mark.parametrize(
    ("column", "choices"),
    [
        ({"pick": [1, 2, 3]}, {1, 2, 3}),
        ({"between": [10, 20], "step": 5}, {10, 15, 20}),
        ({"chance": 0.5}, {True, False}),
    ],
)
def test_a_draw_comes_to_each_of_its_values_in_time(column: Any, choices: set[Any]) -> None:
    dice = Dice("aptic", DAY, {})
    assert {dice.read(column)({}) for _time in range(200)} == choices


def test_some_are_one_or_none_and_what_is_near_is_not_far() -> None:
    dice = Dice("aptic", DAY, {})
    some = [dice.read({"some": [4, 5]})({}) for _time in range(200)]
    assert {tuple(one) for one in some} == {(), (4,), (5,)}
    assert all(abs(dice.read({"near": 51.0})({}) - 51) <= 0.025 for _time in range(50))


def test_a_list_of_words_is_taken_by_its_name() -> None:
    dice = Dice("cirrus", DAY, {})
    assert dice.read({"pick": "subjects.{type}"})({"type": 6}) in dice.words["subjects"]["6"]


def test_a_name_that_there_is_not_is_an_error() -> None:
    for column in ("{nobody}", "{nobody[id]}", "to {nobody}"):
        with pytest.raises(KeyError):
            draw(column)


def test_members_come_in_turn_and_what_is_known_of_a_row_moves_no_other() -> None:
    rows = make_rows("dossierdata", DAY, {}, iban=str, size=len)
    assert [row["leningdeelnummer"] for row in rows["mortgagePart"][:4]] == ["1", "2", "1", "2"]
    known = {5: {"customer": [{"firstName": "Lotte", "salary": None}]}}
    others = make_rows("dossierdata", DAY, known, iban=str, size=len)
    assert others["customer"][4]["emailaddress"].startswith("lotte.")
    assert "salary" not in others["customer"][4]
    changed = [row for row, other in zip(rows["customer"], others["customer"], strict=True) if row != other]
    assert [row["id"] for row in changed] == [5]


def test_known_rows_stand_where_none_or_another_number_would() -> None:
    known = {2: {"dossier": [{"uuid": 1}, {"uuid": 2}], "account": []}}
    rows = make_rows("dossierdata", DAY, known, iban=str, size=len)
    assert [row["uuid"] for row in rows["dossier"] if row["customer_id"] == "2"] == [1, 2]
    assert not [row for row in rows["account"] if row["customer_id"] == 2]
    assert [row["id"] for row in rows["dossier"]] == list(range(1, len(rows["dossier"]) + 1))
