"""Refused sign-ins are answered on whole steps of time."""

import pytest

from portal.access.equal_answer_time import STEP_S, get_pause_s


@pytest.mark.parametrize("elapsed_steps", [0, 0.01, 0.5, 0.99])
def test_quick_refusals_all_end_after_one_step(elapsed_steps: float) -> None:
    elapsed_s = elapsed_steps * STEP_S

    assert elapsed_s + get_pause_s(elapsed_s) == pytest.approx(STEP_S)


def test_slow_refusal_ends_on_the_next_step() -> None:
    elapsed_s = 1.3 * STEP_S

    assert elapsed_s + get_pause_s(elapsed_s) == pytest.approx(2 * STEP_S)


@pytest.mark.parametrize("elapsed_steps", [0, 0.5, 1.5])
def test_refusals_that_may_take_two_steps_all_do(elapsed_steps: float) -> None:
    elapsed_s = elapsed_steps * STEP_S

    assert elapsed_s + get_pause_s(elapsed_s, least=2) == pytest.approx(2 * STEP_S)
