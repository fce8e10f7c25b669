"""Settings that are refused before anybody meets them."""

import pytest
from pytest_django import Settings

from portal.doctor.checks import check_metrics_token, check_places


@pytest.mark.parametrize(("token", "faults"), [("", 0), ("x" * 19, 1), ("x" * 20, 0)])
def test_a_token_that_could_be_guessed_is_refused(token: str, faults: int, settings: Settings) -> None:
    settings.METRICS_TOKEN = token
    assert len(check_metrics_token()) == faults


@pytest.mark.parametrize(("threads", "places", "faults"), [(64, 256, 0), (64, 255, 1), (48, 304, 0)])
def test_fewer_places_than_threads_can_take_are_refused(
    threads: int, places: int, faults: int, settings: Settings
) -> None:
    settings.PORTAL_THREADS, settings.UPSTREAM_MAX_CONCURRENT = threads, places
    assert len(check_places()) == faults
