"""The receipt of a sent request: what was asked, and what the office's system took."""

from portal.plans.models import Proposal
from portal.receipts.models import Receipt
from portal.receipts.selectors import find_newest
from portal.receipts.services import issue_receipt


def issue_sent_receipt(proposal: Proposal) -> Receipt:
    """Prove that the request was sent. Call it inside the transaction that marks it sent."""
    schedule = proposal.get_accepted_schedule() or proposal.get_schedule()
    monthly_cents = proposal.accepted_cents or proposal.monthly_cents
    facts = {
        "file_number": proposal.file_name,
        "number": proposal.number,
        "monthly_cents": min(monthly_cents, schedule.total_cents),
        "months": schedule.months,
        "first_on": schedule.starts_on.isoformat(),
    }
    return issue_receipt(
        Receipt.Kind.PLAN_SENT,
        subject=proposal.number,
        file_id=proposal.file_id,
        party_id=proposal.party_id,
        facts=facts,
        actor="defendant",
    )


def get_receipt_code(proposal: Proposal) -> str:
    """The code of the request's receipt; "" for a request sent before there were receipts."""
    receipt = find_newest(proposal.number, Receipt.Kind.PLAN_SENT)
    return receipt.code if receipt else ""
