"""The guide to payments is true: its drawing is the table's, and it explains every state and alert."""

import pytest

from portal.payments.attempt.states import TABLE
from portal.payments.diagram import draw_states, replace_drawing
from portal.payments.models import Alert, State
from tests.repo.files import ROOT

GUIDE = (ROOT / "docs" / "payments.md").read_text("utf-8")


def test_drawing_is_fresh() -> None:
    assert replace_drawing(GUIDE) == GUIDE, "run: script/docs write"


def test_drawing_has_every_move() -> None:
    drawn = draw_states()
    for (source, event), target in TABLE.items():
        line = next(line for line in drawn.splitlines() if line.startswith(f"    {source} --> {target}: "))
        assert event.value in line


@pytest.mark.parametrize("state", State)
def test_every_state_is_explained(state: State) -> None:
    assert f"| `{state.value}` |" in GUIDE


@pytest.mark.parametrize("kind", Alert.Kind)
def test_every_alert_says_what_to_do(kind: str) -> None:
    assert f"| `{kind}` |" in GUIDE


def test_document_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="states: begin"):
        replace_drawing("nothing here")
