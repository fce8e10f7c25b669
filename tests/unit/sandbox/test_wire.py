"""The envelope as the practice Tagor reads and writes it."""

import re
from pathlib import Path
from typing import Any

import pytest

from portal.sandbox import tagor
from portal.sandbox.tagor.wire import (
    TEXTS,
    Fields,
    Refused,
    WireError,
    amount,
    amount_text,
    context,
    dataset,
    page,
    parse_amount,
    require,
)
from portal.sandbox.traffic import same_operation


@pytest.mark.parametrize(
    ("text", "cents"),
    [("123,45", 12345), ("123.45", 12345), ("123,4", 12340), ("123", 12300), ("0,01", 1), ("-1,50", -150)],
)
def test_amounts_are_read_exactly(text: str, cents: int) -> None:
    assert parse_amount(text) == cents


@pytest.mark.parametrize("text", ["", "1.234,56", "1,234", "1e3", " 1", "€ 1", "1,", "٣", "1" * 13])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert parse_amount(text) is None


def test_amounts_are_written_as_numbers_or_as_text() -> None:
    assert [amount(cents) for cents in (123456, 100, -5, 24891307)] == [1234.56, 1, -0.05, 248913.07]
    assert [amount_text(cents) for cents in (123456, 100, -5)] == ["1234.56", "1.00", "-0.05"]


def test_datasets_are_nested_twice_and_an_empty_context_has_no_table() -> None:
    assert dataset("dsTDOCWeb", [{"a": 1}]) == {"dsTDOCWeb": {"dsTDOCWeb": {"ttTDOCWeb": [{"a": 1}]}}}
    assert context() == {"dsWebContext": {"dsWebContext": {}}}


@pytest.mark.parametrize(
    "rows",
    [
        {"dsX": {"dsX": {"ttX": [{"a": 1}]}}},
        {"dsX": {"ttX": [{"a": 1}]}},
        {"DSX": {"dsx": {"TTX": [{"a": 1}]}}},
    ],
)
def test_datasets_are_read_nested_once_or_twice_in_any_case(rows: dict[str, Any]) -> None:
    assert [row.number("a") for row in Fields(rows).rows("dsX")] == [1]


def test_a_value_of_another_type_is_an_error() -> None:
    fields = Fields({"Text": 1, "Number": "1", "Flag": "true", "Yes": True, "Day": "22/11/2026"})
    for read in (
        lambda: fields.text("text"),
        lambda: fields.number("number"),
        lambda: fields.number("yes"),
        lambda: fields.flag("flag"),
        lambda: fields.date("day"),
    ):
        with pytest.raises(WireError):
            read()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [0, 1, 2, 3, 4]),
        ({"BATCH-SIZE": "2"}, [0, 1]),
        ({"BATCH-SIZE": "2", "BATCH-NUMBER": "3"}, [4]),
        ({"BATCH-SIZE": "2", "BATCH-NUMBER": "4"}, []),
        ({"BATCH-SIZE": "x"}, [0, 1, 2, 3, 4]),
    ],
)
def test_batches(asked: dict[str, str], expected: list[int]) -> None:
    rows = [{"n": number} for number in range(5)]
    assert [row["n"] for row in page(rows, Fields(asked))] == expected


def test_an_operation_may_be_named_in_three_ways() -> None:
    for asked in ("TagorService/GetSaldo", "TagorServiceGetSaldo", "getsaldo"):
        assert same_operation(asked, "TagorService/GetSaldo")
    assert not same_operation("Get", "TagorService/GetSaldo")


def test_every_refusal_has_a_text_and_every_text_a_use() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(tagor.__file__).parent.rglob("*.py")]
    named = {name for source in sources for name in re.findall(r'Refused\("([a-z-]+)"', source)}
    assert named <= TEXTS.keys()
    assert [name for name in TEXTS if not any(f'"{name}"' in source for source in sources)] == []


def test_what_is_not_there_is_refused_in_the_words_of_the_table() -> None:
    assert require("there", "file-unknown") == "there"
    for nothing in (None, "", []):
        with pytest.raises(Refused, match="Dossier niet gevonden"):
            require(nothing, "file-unknown")
    assert str(Refused("value-missing", name="TPAR_Id")) == "TPAR_Id is verplicht."
