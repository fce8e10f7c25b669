"""Every combination of facts has one outcome and one sentence."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from portal.plans.diagram import list_cells
from portal.plans.models import State
from portal.plans.rules.decision_table import Facts, Outcome, judge
from portal.plans.rules.decision_words import SENTENCES, get_sentence

CELLS = list_cells()


def expect(facts: Facts) -> Outcome:
    """The same decision told another way: which of the questions is asked first."""
    if facts.has_plan:
        return Outcome.HOLD
    breaches = (not facts.keeps_minimum, not facts.keeps_term)
    if any(breaches) and not facts.has_budget:
        return Outcome.BUDGET_WANTED
    if any(breaches):
        named = {(True, False): Outcome.LOW, (False, True): Outcome.LONG, (True, True): Outcome.LOW_AND_LONG}
        return named[breaches]
    if facts.has_budget and (facts.is_below_protected or facts.is_protection_unknown):
        return Outcome.PROTECTED if facts.is_below_protected else Outcome.UNJUDGED
    if facts.is_large:
        return Outcome.LARGE
    return Outcome.ACCEPT if facts.auto_accepts else Outcome.REQUEST


def test_there_are_all_the_cells() -> None:
    assert len(CELLS) == len(set(CELLS)) == 2**10


def test_each_cell_has_one_outcome_and_one_sentence() -> None:
    for facts in CELLS:
        verdict = judge(facts)
        assert verdict.outcome is expect(facts), facts
        assert verdict.sentence_code in SENTENCES, facts
        assert verdict.sentence_code.startswith(f"{verdict.outcome}-"), facts


def test_no_sentence_is_left_over() -> None:
    assert {judge(facts).sentence_code for facts in CELLS} == set(SENTENCES)


def test_only_what_keeps_to_everything_goes_to_tagor() -> None:
    for facts in CELLS:
        may_go = facts.keeps_minimum and facts.keeps_term and not facts.has_plan and not facts.is_large
        may_go = may_go and not (facts.has_budget and facts.is_below_protected)
        may_go = may_go and not (facts.has_budget and facts.is_protection_unknown)
        assert (judge(facts).state == State.UNDO) is may_go, facts


def test_a_plan_that_exists_is_always_held() -> None:
    assert {judge(facts).state for facts in CELLS if facts.has_plan} == {State.HELD}


def test_without_a_budget_nothing_is_said_of_protected_income() -> None:
    for facts in CELLS:
        if not facts.has_budget:
            assert judge(facts) == judge(replace(facts, is_below_protected=not facts.is_below_protected))
            other = replace(facts, is_protection_unknown=not facts.is_protection_unknown)
            assert judge(facts) == judge(other)


def test_who_is_away_changes_the_words_and_never_the_outcome() -> None:
    for facts in CELLS:
        calm = replace(facts, is_office_closed=False, is_tagor_down=False)
        assert judge(facts).outcome == judge(calm).outcome


@pytest.mark.parametrize("code", SENTENCES)
def test_sentences_are_short_and_promise_nothing_more(code: str) -> None:
    with override("en"):
        text = get_sentence(code)
    parts = [part for part in text.split(". ") if part]
    assert all(len(part.split()) <= 20 for part in parts)
    assert ("accepts it as soon" in text) is (code == "accept-now")


def test_a_code_of_another_release_says_nothing() -> None:
    assert get_sentence("of-old") == ""
