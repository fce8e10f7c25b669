"""What the room keeps: requests for a plan, proposals and rules of the office, and news."""

from portal.plans.models.change import ChangeRequest
from portal.plans.models.counter import Counter
from portal.plans.models.news import PlanNews
from portal.plans.models.proposal import DRAFT_LIFE, OPEN, Proposal, State, make_token
from portal.plans.models.rule import PlanRule

__all__ = [
    "DRAFT_LIFE",
    "OPEN",
    "ChangeRequest",
    "Counter",
    "PlanNews",
    "PlanRule",
    "Proposal",
    "State",
    "make_token",
]
