"""Whatever goes wrong, in whatever order: each letter arrives once, and in the order of its lane."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.integrations.errors import NotAuthorised, OutcomeUnknown, Unavailable, UnexpectedResponse
from portal.office.models import Office
from portal.outbox.handlers import Postpone
from portal.outbox.models import Delivery, State
from tests.unit.outbox.conftest import Letters, Put, run

WORDS = ("a1", "a2", "a3", "b1", "b2")
FAULTS = {
    "busy": Unavailable("x"),
    "key refused": NotAuthorised("x"),
    "not yet": Postpone("x", 60),
    "no answer": OutcomeUnknown("x"),
    "odd answer": UnexpectedResponse("x"),
    "mistake": KeyError("x"),
    "death": SystemExit(),
}


def make_step(letters: Letters, fault: str, *, arrives: bool) -> Callable[[str], None]:
    """A sending that fails, before or after the letter arrived."""

    def step(words: str) -> None:
        if arrives:
            letters.receive(words)
        raise FAULTS[fault]

    return step


WITHOUT_EFFECT = st.sampled_from(sorted(FAULTS)).map(lambda fault: (fault, False))
WITH_EFFECT = st.sampled_from(["no answer", "odd answer", "mistake", "death"]).map(
    lambda fault: (fault, True)
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    faults=st.lists(WITHOUT_EFFECT | WITH_EFFECT, max_size=8), jumps=st.lists(st.integers(1, 400), max_size=8)
)
def test_each_letter_arrives_once_and_in_order(
    put: Put, letters: Letters, office: Office, faults: list[tuple[str, bool]], jumps: list[int]
) -> None:
    Delivery.objects.all().delete()
    letters.arrived.clear()
    letters.plan = [make_step(letters, fault, arrives=arrives) for fault, arrives in faults]
    for words in WORDS:
        put(words, lane=words[0])
    minutes = 0
    for jump in (*jumps, *[400] * 60):
        with suppress(SystemExit):
            run(timedelta(minutes=minutes))
        if not Delivery.objects.exclude(state=State.DONE).exists():
            break
        minutes += jump
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DONE}
    for lane in "ab":
        expected = [words for words in WORDS if words[0] == lane]
        assert [words for words in letters.arrived if words[0] == lane] == expected
