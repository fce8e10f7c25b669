"""Each act that the code writes to the trail has words: nobody reads a code."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from portal.audit.words import ACTS, describe_act
from portal.payments.attempt.states import Event
from portal.plans.models import State

CALLS = re.compile(r'(?:\brecord|record_tally|_record)\(\s*"([a-z][a-z-]+)"|\bact="([a-z][a-z-]+)"')
PORTAL = Path(__file__).parents[3] / "portal"


def list_acts() -> set[str]:
    """What is written to the trail by name."""
    texts = (path.read_text() for path in PORTAL.rglob("*.py") if "sandbox" not in path.parts)
    found = {"".join(match) for text in texts for match in CALLS.findall(text)}
    return found | {f"payment-{event.value.replace('_', '-')}" for event in Event}


def test_every_act_has_words() -> None:
    starts = {act.rpartition("-")[0] for act in ACTS}  # of those that are put together from two words
    assert not sorted(list_acts() - set(ACTS) - starts - {"plan-rules"})


def test_every_state_of_a_request_has_words() -> None:
    acts = {f"plan-{state}" for state in State if state not in {State.DRAFT, State.UNDO}}
    assert acts <= set(ACTS)


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_the_words_are_those_of_the_language(language: str) -> None:
    with translation.override(language):
        assert describe_act("case-opened") != "Opened the file"
    assert describe_act("of-an-older-release") == "of-an-older-release"
