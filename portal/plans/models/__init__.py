"""What the room keeps: requests for a plan, what the office proposes instead, and the office's rules."""

from portal.plans.models.change import ChangeRequest
from portal.plans.models.counter import Counter
from portal.plans.models.proposal import DRAFT_LIFE, OPEN, Proposal, State, make_token
from portal.plans.models.rule import PlanRule

__all__ = ["DRAFT_LIFE", "OPEN", "ChangeRequest", "Counter", "PlanRule", "Proposal", "State", "make_token"]
