"""What a seizure may take, with the published Belgian figures of 2024 as a worked example."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plans.budget.protected import Band, Scale

ALL = Band(None, 100)
SCALE = Scale(
    year=2024,
    work=(Band(134_100, 0), Band(144_000, 20), Band(158_900, 30), Band(173_800, 40), ALL),
    benefits=(Band(134_100, 0), Band(144_000, 20), Band(173_800, 40), ALL),
    child_cents=8_300,
)
INCOMES = st.integers(min_value=0, max_value=2_000_000)


def of_work(cents: int, *, children: int = 0) -> int:
    return SCALE.get_seizable_cents(work_cents=cents, benefits_cents=0, children=children)


def of_benefits(cents: int) -> int:
    return SCALE.get_seizable_cents(work_cents=0, benefits_cents=cents, children=0)


def test_the_worked_example() -> None:
    assert of_work(170_000) == 1_980 + 4_470 + 4_440
    assert of_work(170_000, children=1) == 2_590


@pytest.mark.parametrize(
    ("income", "taken"),
    [
        (0, 0),
        (134_100, 0),
        (134_101, 0),  # a fifth of one cent
        (134_105, 1),
        (144_000, 1_980),
        (158_900, 1_980 + 4_470),
        (173_800, 1_980 + 4_470 + 5_960),
        (173_801, 1_980 + 4_470 + 5_960 + 1),
    ],
)
def test_the_edges_of_each_band_of_work(income: int, taken: int) -> None:
    assert of_work(income) == taken


@pytest.mark.parametrize(
    ("income", "taken"),
    [(134_100, 0), (144_000, 1_980), (173_800, 1_980 + 11_920), (173_900, 1_980 + 11_920 + 100)],
)
def test_the_edges_of_each_band_of_benefits(income: int, taken: int) -> None:
    assert of_benefits(income) == taken


def test_enough_children_leave_nothing_to_take() -> None:
    assert of_work(170_000, children=2) == 0
    assert of_work(170_000, children=20) == 0


def test_two_incomes_are_added_and_the_bands_of_work_count() -> None:
    both = SCALE.get_seizable_cents(work_cents=50_000, benefits_cents=120_000, children=0)
    assert both == of_work(170_000)


@given(income=INCOMES, more=INCOMES)
def test_more_income_never_loses_less(income: int, more: int) -> None:
    assert of_work(income) <= of_work(income + more)


@given(income=INCOMES)
def test_work_is_never_protected_less_than_benefits(income: int) -> None:
    assert of_work(income) <= of_benefits(income) <= income


def test_without_bands_nothing_is_taken() -> None:
    bare = replace(SCALE, work=())
    assert bare.get_seizable_cents(work_cents=500_000, benefits_cents=0, children=0) == 0
