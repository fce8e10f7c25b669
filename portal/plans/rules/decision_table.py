"""The outcome of a request: one decision from known facts, and the sentence that says it. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from portal.plans.models import State


class Outcome(StrEnum):
    """What is done with a request."""

    HOLD = "hold"
    BUDGET_WANTED = "budget-wanted"
    LOW = "low"
    LONG = "long"
    LOW_AND_LONG = "low-and-long"
    PROTECTED = "protected"
    UNJUDGED = "unjudged"
    LARGE = "large"
    ACCEPT = "accept"
    REQUEST = "request"


OUTSIDE = {Outcome.BUDGET_WANTED, Outcome.LOW, Outcome.LONG, Outcome.LOW_AND_LONG}
"""Outside the limits that the person was shown."""
WITH_BUDGET = {Outcome.LOW, Outcome.LONG, Outcome.LOW_AND_LONG, Outcome.PROTECTED, Outcome.UNJUDGED}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when somebody asks. Without a budget nothing is said of protected income."""

    keeps_minimum: bool = True
    keeps_term: bool = True
    auto_accepts: bool = False
    has_plan: bool = False
    has_budget: bool = False
    is_below_protected: bool = False
    is_protection_unknown: bool = False
    is_large: bool = False
    is_office_closed: bool = False
    is_tagor_down: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do, and the code of the sentence that tells it (see ``sentences``)."""

    outcome: Outcome
    sentence_code: str

    @property
    def state(self) -> str:
        """Where the request goes when it is sent off."""
        if self.outcome == Outcome.HOLD:
            return State.HELD
        return State.UNDO if self.outcome in {Outcome.ACCEPT, Outcome.REQUEST} else State.REVIEW


def judge(facts: Facts) -> Verdict:
    """The outcome for these facts. An existing plan is checked first: nothing may end it."""
    outcome = _decide(facts)
    return Verdict(outcome, f"{outcome}-{_get_moment(outcome, facts)}")


def _decide(facts: Facts) -> Outcome:
    if facts.has_plan:
        return Outcome.HOLD
    if not (facts.keeps_minimum and facts.keeps_term):
        return _name_breach(facts)
    if facts.has_budget and facts.is_below_protected:
        return Outcome.PROTECTED
    if facts.has_budget and facts.is_protection_unknown:
        return Outcome.UNJUDGED
    if facts.is_large:
        return Outcome.LARGE
    return Outcome.ACCEPT if facts.auto_accepts else Outcome.REQUEST


def _name_breach(facts: Facts) -> Outcome:
    """Outside the rules; the numbers of a budget help the person who reviews it."""
    if not facts.has_budget:
        return Outcome.BUDGET_WANTED
    if facts.keeps_term:
        return Outcome.LOW
    return Outcome.LONG if facts.keeps_minimum else Outcome.LOW_AND_LONG


def _get_moment(outcome: Outcome, facts: Facts) -> str:
    """What delays it: only requests for Tagor wait for Tagor, only people keep office hours."""
    if outcome in {Outcome.ACCEPT, Outcome.REQUEST} and facts.is_tagor_down:
        return "away"
    return "closed" if facts.is_office_closed and outcome != Outcome.ACCEPT else "now"
