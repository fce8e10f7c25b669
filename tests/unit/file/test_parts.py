from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.file.kinds import Kind
from portal.file.parts import Part, add_up
from portal.integrations.tagor.values.account import Line

KINDS: dict[str, Kind | None] = {kind.value: kind for kind in Kind} | {"unknown": None}
CENTS = st.integers(min_value=-(10**9), max_value=10**9)


def make_line(
    kind: str = "principal",
    amount: int = 0,
    *,
    vat: int = 0,
    fee: int = 0,
    cost: int = 0,
    text: str = "",
    reference: str = "",
    is_fixed: bool | None = None,
) -> Line:
    return Line(
        line_id=kind,
        booked_on=date(2026, 3, 2),
        description=text,
        remark="",
        reference=reference,
        booking_code_id="0",
        nature_code_id="0",
        amount_cents=amount,
        vat_cents=vat,
        fee_cents=fee,
        cost_cents=cost,
        is_fixed=is_fixed,
    )


LINES = st.lists(
    st.builds(make_line, st.sampled_from([*KINDS]), CENTS, vat=CENTS, fee=CENTS, cost=CENTS, text=st.text()),
    max_size=30,
)


def test_a_deed_counts_as_costs_and_vat() -> None:
    deed = make_line("bailiff", fee=12500, cost=3826, vat=2625)

    parts = dict(add_up([deed], KINDS).parts)

    assert parts == {
        Part.PRINCIPAL: 0,
        Part.INTEREST: 0,
        Part.PENALTY: 0,
        Part.COSTS: 16326,
        Part.VAT: 2625,
        Part.PAYMENTS: 0,
        Part.OTHER: 0,
    }


def test_a_file_adds_up_by_part() -> None:
    lines = [
        make_line("principal", 100000),
        make_line("interest", 1234),
        make_line("penalty", 10000),
        make_line("vat", 210),
        make_line("payment", -15000),
    ]

    sums = add_up(lines, KINDS)

    assert sums.total_cents == 96444
    assert dict(sums.parts)[Part.PAYMENTS] == -15000
    assert dict(sums.parts)[Part.VAT] == 210


def test_a_payment_that_is_not_booked_is_on_its_way_and_in_no_part() -> None:
    sums = add_up([make_line("principal", 5000), make_line("expected", -2000)], KINDS)

    assert sums.total_cents == 5000
    assert sums.on_its_way_cents == -2000
    assert sums.line_count == 2


def test_what_nobody_knows_is_listed_by_its_own_words_and_not_as_zero_of_something() -> None:
    sums = add_up([make_line("unknown", 700)], KINDS, {"unknown": "Rubriek 12"})

    assert sums.others == (("Rubriek 12", 700),)
    assert dict(sums.parts)[Part.OTHER] == 700
    assert Part.PRINCIPAL not in sums.present


@pytest.mark.parametrize(
    ("amount", "balance"),
    [(0, 18951), (16326, 18951), (18951, 18951)],
    ids=["apart", "with costs", "with tax too"],
)
def test_what_an_amount_holds_follows_from_the_balance(amount: int, balance: int) -> None:
    sums = add_up([make_line("bailiff", amount, fee=12500, cost=3826, vat=2625)], KINDS).fit(balance)

    assert sums.total_cents == balance
    assert (dict(sums.parts)[Part.COSTS], dict(sums.parts)[Part.VAT]) == (16326, 2625)


def test_when_no_reading_comes_to_the_balance_amounts_stay_as_they_are() -> None:
    sums = add_up([make_line("bailiff", 100, fee=50)], KINDS)

    assert sums.fit(7) is sums
    assert sums.fit(None) is sums
    assert sums.total_cents == 150


def test_unfixed_money_of_an_unknown_kind_lowers_no_debt_unless_the_balance_says_so() -> None:
    lines = [make_line("principal", 5000), make_line("unknown", -2000, is_fixed=False)]
    sums = add_up(lines, KINDS)

    assert (sums.total_cents, sums.on_its_way_cents) == (5000, -2000)
    assert sums.fit(5000).total_cents == sums.fit(None).total_cents == 5000
    assert (sums.fit(3000).total_cents, sums.fit(3000).on_its_way_cents) == (3000, 0)


def test_the_subject_is_the_reference_of_the_first_principal_with_one() -> None:
    lines = [
        make_line("interest", 1, text="interest"),
        make_line("principal", 1),
        make_line("principal", 1, text="Hoofdsom factuur 7", reference="Factuur 7"),
        make_line("principal", 1, text="later"),
    ]

    assert add_up(lines, KINDS).subject == "Factuur 7"


@given(LINES)
def test_every_cent_is_in_exactly_one_place(lines: list[Line]) -> None:
    sums = add_up(lines, KINDS)

    assert sums.total_cents + sums.on_its_way_cents == sum(line.total_cents for line in lines)


@given(LINES, st.randoms())
def test_the_order_of_the_lines_changes_no_sum(lines: list[Line], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert add_up(shuffled, KINDS).parts == add_up(lines, KINDS).parts
