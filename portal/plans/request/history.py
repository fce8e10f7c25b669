"""Requests for a plan and for a change of one, as a person finds them again."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.file.history import HistoryEntry
from portal.file.visit import Visit
from portal.plans.answer.status_words import say_state
from portal.plans.models import ChangeRequest, Proposal, State
from portal.plans.receipts import get_receipt_code

CHANGE_KINDS = {"waiting": "wait", "delivered": "good", "failed": "bad"}


def tell_requests(visit: Visit) -> Iterable[HistoryEntry]:
    """Open, answered, taken back and declined ones: all but drafts."""
    now = timezone.now()
    of_party = {"file_id": visit.file_id, "party_id": visit.party_id}
    asked = Proposal.objects.filter(**of_party).exclude(state=State.DRAFT).select_related("office", "agreed")
    for proposal in asked.order_by("-pk")[:100]:
        words = say_state(proposal, now)
        yield HistoryEntry(
            at=proposal.submitted_at or proposal.created_at,
            title=_("Request for a payment plan"),
            number=proposal.number,
            state=(words.kind, words.word),
            address=reverse("plans:sent", args=[proposal.token]),
            receipt_code=get_receipt_code(proposal),
        )
    changes = ChangeRequest.objects.filter(**of_party, sent_at__isnull=False)
    for change in changes.order_by("-pk")[:100]:
        yield HistoryEntry(
            at=change.sent_at or change.created_at,
            title=_("Request to change your plan: %(what)s") % {"what": change.get_kind_display()},
            number=change.number,
            state=(CHANGE_KINDS.get(change.state, "info"), change.get_state_display()),
            address=reverse("plans:change-check", args=[change.token]),
        )
