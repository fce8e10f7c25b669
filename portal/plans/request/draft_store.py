"""Drafts: what somebody filled in, stored here until it is sent or too old."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from portal.file.visit import Visit
from portal.office.selectors import get_office_row
from portal.plans.models import DRAFT_LIFE, Proposal, State
from portal.plans.models.proposal import TEXT_LIMIT
from portal.plans.request.situation import Situation
from portal.plans.states import TransitionError
from portal.plans.transitions import move
from portal.web.retention import see_to_forgetting


@dataclass(frozen=True, slots=True)
class Choice:
    """What a defendant chose. ``kind`` is one of Proposal.Kind; sums in cents."""

    kind: str
    months: int
    monthly_cents: int
    first_on: date


def make_draft(
    *,
    visit: Visit,
    choice: Choice,
    balance_cents: int,
    situation: Situation,
    file_name: str = "",
    words: str = "",
) -> Proposal:
    """A choice as a draft that is not stored.

    ``file_name`` goes on the receipt; ``words`` are the person's own, for the office.
    """
    return Proposal(
        office=get_office_row(),
        file_id=visit.file_id,
        party_id=visit.party_id,
        file_name=file_name[:60],
        file_type_id=situation.file_type_id,
        language=_get_language(),
        kind=choice.kind,
        months=choice.months,
        monthly_cents=choice.monthly_cents,
        balance_cents=balance_cents,
        minimum_cents=situation.terms.minimum_cents,
        longest_months=situation.terms.longest_months,
        is_plan_known=situation.facts.has_plan,
        first_on=choice.first_on,
        words=words[:TEXT_LIMIT],
    )


def store_draft(draft: Proposal) -> Proposal:
    """Keep a draft, which is forgotten after some days. Nothing leaves the portal."""
    see_to_forgetting()
    draft.save()
    return draft


def redraft_proposal(proposal: Proposal, *, first_on: date) -> Proposal:
    """Another draft of the same request, with another first day. The first draft stays as it is."""
    names = (
        "office",
        "file_id",
        "party_id",
        "file_name",
        "file_type_id",
        "kind",
        "months",
        "monthly_cents",
        "balance_cents",
        "minimum_cents",
        "longest_months",
        "is_plan_known",
        "words",
    )
    same = {name: getattr(proposal, name) for name in names}
    return Proposal.objects.create(**same, language=_get_language(), first_on=first_on)


def expire_old_draft(proposal: Proposal) -> Proposal:
    """A draft of an earlier day, or one whose first day has passed, can no longer be sent."""
    is_old = timezone.now() - proposal.created_at > DRAFT_LIFE
    if proposal.state != State.DRAFT or not (is_old or proposal.first_on <= timezone.localdate()):
        return proposal
    try:
        return move(proposal, State.EXPIRED, act="plan-draft-expired")
    except TransitionError:
        return Proposal.objects.get(pk=proposal.pk)


def _get_language() -> str:
    return (get_language() or "nl")[:2]
