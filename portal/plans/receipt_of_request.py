"""The receipts of a request: what was asked, what was answered, which plan was taken, and when."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from portal.audit.actors import DEFENDANT, Actor
from portal.plans.models import Counter, Proposal
from portal.receipts.models import Receipt
from portal.receipts.services import issue_receipt

KINDS = (Receipt.Kind.PLAN_SENT, Receipt.Kind.PLAN_ANSWERED, Receipt.Kind.PLAN_TAKEN)


def issue_asked_receipt(proposal: Proposal, *, by: Actor = DEFENDANT) -> Receipt:
    """Prove that somebody asked. Call it inside the transaction in which the request is sent off."""
    terms = _describe_terms(proposal)
    return _issue(Receipt.Kind.PLAN_SENT, proposal, terms, subject=proposal.number, by=by)


def issue_answered_receipt(proposal: Proposal) -> Receipt:
    """Prove that the person answered the office. Call it inside the transaction of the answer."""
    subject = f"{proposal.number} {proposal.version}"
    return _issue(Receipt.Kind.PLAN_ANSWERED, proposal, {}, subject=subject)


def issue_taken_receipt(proposal: Proposal, counter: Counter) -> Receipt:
    """Prove that the person took the office's plan. Call it inside the transaction in which they do."""
    subject = f"{proposal.number} {counter.pk}"
    return _issue(Receipt.Kind.PLAN_TAKEN, proposal, _describe_terms(counter), subject=subject)


def get_receipt_code(proposal: Proposal) -> str:
    """The code of the request's newest receipt; "" for a request sent before there were receipts."""
    own = Q(subject=proposal.number) | Q(subject__startswith=f"{proposal.number} ")
    found = Receipt.objects.filter(own, file_id=proposal.file_id, kind__in=KINDS)
    receipt = found.order_by("-issued_at", "-pk").first()
    return receipt.code if receipt else ""


def _describe_terms(asked: Proposal | Counter) -> dict[str, Any]:
    schedule = asked.get_schedule()
    return {
        "monthly_cents": min(asked.monthly_cents, schedule.total_cents),
        "months": schedule.months,
        "first_on": schedule.starts_on.isoformat(),
    }


def _issue(
    kind: Receipt.Kind, proposal: Proposal, facts: Mapping[str, Any], *, subject: str, by: Actor = DEFENDANT
) -> Receipt:
    return issue_receipt(
        kind,
        subject=subject,
        file_id=proposal.file_id,
        party_id=proposal.party_id,
        facts={"file_number": proposal.file_name, "number": proposal.number, **facts},
        by=by,
    )
