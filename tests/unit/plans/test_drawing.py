"""The operator's guide shows the states and decisions of today."""

from pathlib import Path

import pytest

from portal.plans.diagram import draw_states, draw_verdicts, list_cells, replace_drawings
from portal.plans.models import State
from portal.plans.rules.decision_table import judge
from portal.plans.rules.decision_words import SENTENCES
from portal.plans.states import TRANSITIONS

GUIDE = (Path(__file__).parents[3] / "docs" / "plans.md").read_text("utf-8")


def test_the_guide_is_fresh() -> None:
    assert replace_drawings(GUIDE) == GUIDE, "run: script/docs write"


def test_every_step_is_drawn() -> None:
    drawn = draw_states()
    for source, targets in TRANSITIONS.items():
        for target in targets:
            assert f"    {source} --> {target}\n" in drawn


def test_every_state_is_explained() -> None:
    for state in State:
        assert f"\n| `{state}` | " in GUIDE


def test_every_sentence_has_its_row() -> None:
    rows = draw_verdicts().splitlines()[2:]
    assert [row.split("|")[-2].strip() for row in rows] == list(SENTENCES)
    assert {judge(facts).sentence_code for facts in list_cells()} == set(SENTENCES)


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="in the document"):
        replace_drawings("nothing here")
