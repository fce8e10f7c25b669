"""What the room keeps: requests for a plan, proposals and rules of the office, and news."""

from portal.plans.models.change import CHANGE_WAITS, ChangeRequest
from portal.plans.models.counter import Counter
from portal.plans.models.endorsement import Endorsement
from portal.plans.models.news import PlanNews, SeenPlan
from portal.plans.models.proposal import (
    DRAFT_LIFE,
    FOR_STAFF,
    IN_FORCE,
    OPEN,
    UNSENT,
    WAITS_FOR_STAFF,
    Proposal,
    State,
    make_token,
)
from portal.plans.models.rule import PlanRule

__all__ = [
    "CHANGE_WAITS",
    "DRAFT_LIFE",
    "FOR_STAFF",
    "IN_FORCE",
    "OPEN",
    "UNSENT",
    "WAITS_FOR_STAFF",
    "ChangeRequest",
    "Counter",
    "Endorsement",
    "PlanNews",
    "PlanRule",
    "Proposal",
    "SeenPlan",
    "State",
    "make_token",
]
