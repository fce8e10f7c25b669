"""The receipt of a request: what was asked, and when."""

from portal.audit.actors import DEFENDANT, Actor
from portal.plans.models import Proposal
from portal.receipts.models import Receipt
from portal.receipts.selectors import find_newest
from portal.receipts.services import issue_receipt


def issue_asked_receipt(proposal: Proposal, *, by: Actor = DEFENDANT) -> Receipt:
    """Prove that somebody asked. Call it inside the transaction in which the request is sent off."""
    schedule = proposal.get_schedule()
    facts = {
        "file_number": proposal.file_name,
        "number": proposal.number,
        "monthly_cents": min(proposal.monthly_cents, schedule.total_cents),
        "months": schedule.months,
        "first_on": schedule.starts_on.isoformat(),
    }
    return issue_receipt(
        Receipt.Kind.PLAN_SENT,
        subject=proposal.number,
        file_id=proposal.file_id,
        party_id=proposal.party_id,
        facts=facts,
        by=by,
    )


def get_receipt_code(proposal: Proposal) -> str:
    """The code of the request's receipt; "" for a request sent before there were receipts."""
    receipt = find_newest(proposal.number, Receipt.Kind.PLAN_SENT)
    return receipt.code if receipt else ""
