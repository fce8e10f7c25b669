"""Tagor's loose scalars: read exactly, or refused."""

import contextlib
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.tagor.groups.pay import write_amount
from portal.integrations.tagor.groups.plans import write_number
from portal.integrations.tagor.wire import decode

CENTS = st.integers(-(10**13) + 1, 10**13 - 1)


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        (1000, 100000),
        (0, 0),
        (Decimal("0.01"), 1),
        (Decimal("-12.50"), -1250),
        (Decimal("99.500000"), 9950),
        (Decimal("1E+3"), 100000),
        ("123,45", 12345),
        ("123.45", 12345),
        ("1.234,56", 123456),
        ("1.234.567", 123456700),
        ("-1.234,5", -123450),
        ("1234,560", 123456),
        (" 7 ", 700),
    ],
)
def test_amounts_in_every_documented_form(written: object, cents: int) -> None:
    assert decode.read_cents(written) == cents


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        True,
        1.1,
        "1.234",
        "1,234.56",
        "12,34,56",
        "1 234,56",
        "1.23,45",
        "NaN",
        "Infinity",
        "1e3",
        "٣,50",
        "0x10",
        "€ 5",
        [],
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("0.001"),
        Decimal("1E-400"),
        Decimal("1E+999999"),
        Decimal("0.30000000000000004"),
        10**15,
    ],
)
def test_amounts_that_are_not_exact_are_refused(written: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text is for the log
        decode.read_cents(written)


@pytest.mark.parametrize("written", [None, "", "?", " "])
def test_no_amount_is_nothing_where_it_may_be(written: object) -> None:
    assert decode.read_cents_or_none(written) == 0


@given(CENTS)
def test_written_amounts_come_back(cents: int) -> None:
    assert decode.read_cents(write_amount(cents, "comma")) == cents
    assert decode.read_cents(write_amount(cents, "dot")) == cents
    assert int(write_amount(cents, "cents")) == cents


@given(CENTS)
def test_a_number_in_json_is_exact(cents: int) -> None:
    text = json.dumps(write_number(cents))
    assert decode.read_cents(json.loads(text, parse_float=Decimal)) == cents


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_grouped_amounts_come_back(euros: int, cents: int) -> None:
    grouped = f"{euros:,}".replace(",", ".") + f",{cents:02}"
    if euros < 10**12:
        assert decode.read_cents(grouped) == euros * 100 + cents


@given(st.text())
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(decode.read_cents(text), int)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ("2026-03-02T00:00:00.000", date(2026, 3, 2)),
        ("2026-03-02T23:30:00+00:00", date(2026, 3, 3)),
        ("2026-03-02T23:30:00.000+01:00", date(2026, 3, 2)),
        ("02/03/2026", date(2026, 3, 2)),
        ("9999-12-31", None),
        (None, None),
        ("", None),
        ("?", None),
    ],
)
def test_dates_in_every_documented_form(written: object, day: date | None) -> None:
    assert decode.read_day(written) == day


@pytest.mark.parametrize(
    "written", ["31/02/2026", "soon", 20260302, True, "2026-13-01", "9999-12-31T23:59:59-09:00"]
)
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        decode.read_day(written)


@pytest.mark.parametrize(
    ("written", "found"),
    [("9000000000000000001", "9000000000000000001"), (9000000000000000001, "9000000000000000001")]
    + [(nothing, "") for nothing in ("", "0", None, 0, "?")],
)
def test_ids_are_text_and_none_is_empty(written: object, found: str) -> None:
    assert decode.read_id(written) == found


@pytest.mark.parametrize("written", ["", "0", None, True, Decimal("1.5"), {}])
def test_a_required_id_must_be_there(written: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        decode.read_required_id(written)


@pytest.mark.parametrize(
    ("written", "count"), [(6, 6), ("12", 12), (Decimal("12.0"), 12), (None, 0), ("", 0)]
)
def test_counts(written: object, count: int) -> None:
    assert decode.read_whole(written) == count


@pytest.mark.parametrize("written", [-1, Decimal("1.5"), True, "many", Decimal("1E+99")])
def test_what_is_no_count_is_refused(written: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        decode.read_whole(written)


@pytest.mark.parametrize("written", [None, "", "yes", 1, 0])
def test_an_unknown_flag_is_never_taken_for_true_or_false(written: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        decode.read_flag(written)


def test_languages_go_both_ways() -> None:
    for ours in ("nl", "fr", "de", "en"):
        assert decode.read_language(decode.write_language(ours).upper()) == ours
    assert decode.read_language(None) is None
    assert decode.read_language("Spa") is None
    assert decode.write_language("es") == "Dut"


def test_a_text_cannot_turn_the_direction_of_reading() -> None:
    """With U+202E "exe.gpj" reads as "jpg.exe"; isolates and marks do the same."""
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert decode.read_text(f"Brief {controls}fdp.exe ") == "Brief fdp.exe"
    assert (
        decode.read_text("\u0627\u0644\u0645\u062d\u0627\u0645\u064a")
        == "\u0627\u0644\u0645\u062d\u0627\u0645\u064a"
    )
