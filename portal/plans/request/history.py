"""Requests for a plan, and to change one, in the person's history."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.file.history import HistoryEntry
from portal.file.stored_rows import of_rows
from portal.file.timeline import TimelineEntry
from portal.file.visit import Visit
from portal.plans.models import ChangeRequest, Proposal, State
from portal.plans.receipt_of_request import get_receipt_code
from portal.plans.running.change_words import describe_answer, describe_delivery
from portal.plans.status.words import describe_state

MOST_TOLD = 50
ENDS = {
    State.ACCEPTED: gettext_lazy("The office agreed to plan request %(number)s"),
    State.DECLINED: gettext_lazy("The office declined plan request %(number)s"),
    State.WITHDRAWN: gettext_lazy("Plan request %(number)s was taken back"),
    State.EXPIRED: gettext_lazy("Plan request %(number)s has expired"),
}
"""How a request ended."""


@of_rows(Proposal, ChangeRequest)
def list_history_entries(visit: Visit) -> Iterable[HistoryEntry]:
    """Open, answered, taken back and declined ones: all but drafts."""
    now = timezone.now()
    of_party = {"file_id": visit.file_id, "party_id": visit.party_id}
    asked = Proposal.objects.filter(**of_party).exclude(state=State.DRAFT).select_related("office", "agreed")
    asked = asked.prefetch_related("counters")
    for proposal in asked.order_by("-pk")[:100]:
        words = describe_state(proposal, now)
        yield HistoryEntry(
            at=proposal.submitted_at or proposal.created_at,
            title=_get_title(proposal),
            number=proposal.number,
            state=(words.kind, words.word),
            address=reverse("plans:sent", args=[proposal.token]),
            receipt_code=get_receipt_code(proposal),
        )
    changes = ChangeRequest.objects.filter(**of_party, sent_at__isnull=False).select_related("plan")
    for change in changes.order_by("-pk")[:100]:
        yield HistoryEntry(
            at=change.sent_at or change.created_at,
            title=_get_change_title(change),
            number=change.number,
            state=_describe_change(change),
            address=reverse("plans:change-check", args=[change.token]),
        )


def _get_title(proposal: Proposal) -> str:
    """The title, with who asked when the person did not do it here."""
    return {
        Proposal.Through.HELPER: _("Request for a payment plan, by your helper"),
        Proposal.Through.PAPER: _("Request for a payment plan, on paper"),
    }.get(Proposal.Through(proposal.asked_through), _("Request for a payment plan"))


def _get_change_title(change: ChangeRequest) -> str:
    what = {"what": change.get_kind_display()}
    if change.asked_through == Proposal.Through.HELPER:
        return _("Request to change your plan, by your helper: %(what)s") % what
    return _("Request to change your plan: %(what)s") % what


def _describe_change(change: ChangeRequest) -> tuple[str, str]:
    """What the office answered; until then, whether it has the request."""
    if change.answer == ChangeRequest.Answer.WAITING and not change.reply:
        return describe_delivery(change)
    words = describe_answer(change)
    return words.kind, words.word


@of_rows(Proposal)
def list_timeline_entries(file_id: str) -> Iterator[TimelineEntry]:
    """Requests and the office's answers; each person sees their own."""
    asked = Proposal.objects.filter(file_id=file_id, submitted_at__isnull=False).exclude(state=State.DRAFT)
    for proposal in asked.prefetch_related("counters").order_by("-pk")[:MOST_TOLD]:
        number = {"number": proposal.number}
        yield _make_entry(proposal, proposal.submitted_at, _("Plan request %(number)s was made") % number)
        if proposal.state in ENDS and proposal.decided_at:
            yield _make_entry(proposal, proposal.decided_at, str(ENDS[State(proposal.state)]) % number)
        for counter in proposal.counters.all():
            text = _("The office proposed another plan for request %(number)s") % number
            yield _make_entry(proposal, counter.created_at, text)


def _make_entry(proposal: Proposal, at: datetime | None, text: str) -> TimelineEntry:
    return TimelineEntry(
        at or proposal.created_at,
        text,
        permission="plans.view_proposal",
        is_for_person=True,
        address=reverse("plan-desk:request", args=[proposal.pk]),
        party_id=proposal.party_id,
        own_address=reverse("plans:sent", args=[proposal.token]),
    )
