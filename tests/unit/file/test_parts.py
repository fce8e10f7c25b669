from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.file.parts import INFORMATIVE, PART_OF_NATURE, Part, add_up, get_part
from portal.integrations.tagor.values.account import Line

NATURES = {str(number): code for number, code in enumerate([*PART_OF_NATURE, INFORMATIVE, "NIEUW"], start=1)}
IDS = {code: id_ for id_, code in NATURES.items()}
CENTS = st.integers(min_value=-(10**9), max_value=10**9)


def make_line(
    nature: str = "HOOFDSOM",
    amount: int = 0,
    *,
    vat: int = 0,
    fee: int = 0,
    cost: int = 0,
    text: str = "",
    reference: str = "",
) -> Line:
    return Line(
        line_id="1",
        booked_on=date(2026, 3, 2),
        description=text,
        remark="",
        reference=reference,
        booking_code_id="0",
        nature_code_id=IDS.get(nature, "0"),
        amount_cents=amount,
        vat_cents=vat,
        fee_cents=fee,
        cost_cents=cost,
    )


LINES = st.lists(
    st.builds(
        make_line, st.sampled_from([*IDS, "unknown"]), CENTS, vat=CENTS, fee=CENTS, cost=CENTS, text=st.text()
    ),
    max_size=30,
)


def test_a_deed_counts_as_costs_and_vat() -> None:
    deed = make_line("DWKOST", fee=12500, cost=3826, vat=2625)

    parts = dict(add_up([deed], NATURES).parts)

    assert parts == {
        Part.PRINCIPAL: 0,
        Part.INTEREST: 0,
        Part.COSTS: 16326,
        Part.VAT: 2625,
        Part.PAYMENTS: 0,
        Part.OTHER: 0,
    }


def test_a_file_adds_up_by_part() -> None:
    lines = [
        make_line("HOOFDSOM", 100000),
        make_line("INTREST", 1234),
        make_line("SCHADEBED", 10000),
        make_line("BTW", 210),
        make_line("BETALING", -15000),
    ]

    sums = add_up(lines, NATURES)

    assert sums.total_cents == 96444
    assert dict(sums.parts)[Part.PAYMENTS] == -15000
    assert dict(sums.parts)[Part.VAT] == 210


def test_a_payment_that_is_not_booked_is_on_its_way_and_in_no_part() -> None:
    sums = add_up([make_line("HOOFDSOM", 5000), make_line(INFORMATIVE, -2000)], NATURES)

    assert sums.total_cents == 5000
    assert sums.on_its_way_cents == -2000
    assert sums.line_count == 2


@pytest.mark.parametrize("nature", ["", "NIEUW", "hoofd"])
def test_an_unknown_nature_is_other(nature: str) -> None:
    assert get_part(nature) is Part.OTHER


def test_a_nature_is_known_in_any_case() -> None:
    assert get_part("Hoofdsom") is Part.PRINCIPAL


def test_the_subject_is_the_reference_of_the_first_principal_with_one() -> None:
    lines = [
        make_line("INTREST", 1, text="interest"),
        make_line("HOOFDSOM", 1),
        make_line("HOOFDSOM", 1, text="Hoofdsom factuur 7", reference="Factuur 7"),
        make_line("HOOFDSOM", 1, text="later"),
    ]

    assert add_up(lines, NATURES).subject == "Factuur 7"


@given(LINES)
def test_every_cent_is_in_exactly_one_place(lines: list[Line]) -> None:
    sums = add_up(lines, NATURES)

    assert sums.total_cents + sums.on_its_way_cents == sum(line.total_cents for line in lines)


@given(LINES, st.randoms())
def test_the_order_of_the_lines_changes_no_sum(lines: list[Line], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert add_up(shuffled, NATURES).parts == add_up(lines, NATURES).parts
