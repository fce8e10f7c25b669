"""Every fault of ``script/seeded_faults`` can be seeded: its text and its tests are where it says."""

import pytest

from tests.faults import FAULTS, Fault
from tests.repo.files import ROOT

AT_LEAST = 40


def test_there_are_enough_and_no_name_twice() -> None:
    assert len({one.name for one in FAULTS}) == len(FAULTS) >= AT_LEAST


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.name)
def test_a_fault_has_one_place_and_tests(fault: Fault) -> None:
    assert fault.find_file(ROOT).is_file()
    assert fault.find_tests(ROOT)
    assert fault.old != fault.new
