"""The transfer code against EPC069-12 (quick response code guidelines, version 2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.payments.bank.transfer_qr import LARGEST_CENTS, EpcError, make_epc_payload, make_epc_svg

IBAN = "BE68 5390 0754 7034"


def payload(**changes: object) -> str:
    values = {"holder": "Kantoor Proef", "iban": IBAN, "amount_cents": 123456, "text": "+++123/4567/89002+++"}
    return make_epc_payload(**{**values, **changes})  # type: ignore[arg-type]


def test_payload_is_laid_out_as_the_guidelines_show() -> None:
    assert payload(bic="GKCC BE BB") == (
        "BCD\n002\n1\nSCT\nGKCCBEBB\nKantoor Proef\nBE68539007547034\nEUR1234.56\n\n\n+++123/4567/89002+++"
    )


def test_bic_line_stays_when_empty() -> None:
    assert payload().split("\n")[4] == ""


def test_nothing_follows_the_last_used_line() -> None:
    assert payload(text="").endswith("EUR1234.56")


@pytest.mark.parametrize(
    ("cents", "text"), [(1, "EUR0.01"), (100, "EUR1.00"), (LARGEST_CENTS, "EUR999999999.99")]
)
def test_amount_has_a_dot_and_two_decimals(cents: int, text: str) -> None:
    assert payload(amount_cents=cents).split("\n")[7] == text


@pytest.mark.parametrize("cents", [0, -1, LARGEST_CENTS + 1])
def test_amount_out_of_range_is_refused(cents: int) -> None:
    with pytest.raises(EpcError):
        payload(amount_cents=cents)


@pytest.mark.parametrize(
    "changes", [{"iban": ""}, {"holder": " "}, {"text": "x" * 141}, {"holder": "é" * 70, "text": "é" * 140}]
)
def test_what_does_not_fit_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(EpcError):
        payload(**changes)


def test_holder_is_cut_at_seventy_characters() -> None:
    assert payload(holder="x" * 90).split("\n")[5] == "x" * 70


@given(holder=st.text(min_size=1), text=st.text(max_size=140))
def test_no_value_can_add_a_line(holder: str, text: str) -> None:
    try:
        made = payload(holder=holder, text=text)
    except EpcError:
        return
    assert len(made.splitlines()) <= 11
    assert made.splitlines()[7] == "EUR1234.56"
    assert len(made.encode()) <= 331


def test_code_is_an_svg_element_without_style() -> None:
    svg = make_epc_svg(payload())
    assert svg.startswith("<svg ")
    assert "style" not in svg
    assert 'fill="#fff"' in svg


def test_largest_payload_still_fits() -> None:
    assert make_epc_svg("x" * 331)


def test_too_much_is_refused() -> None:
    with pytest.raises(EpcError):
        make_epc_svg("x" * 400)
