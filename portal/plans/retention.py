"""Wipes texts that people and the office wrote about a plan, once they expire.

The request itself stays: sums, days and states prove what was agreed, and hold no personal data.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.plans.models import UNSENT, ChangeRequest, Counter, Proposal, State
from portal.plans.models.proposal import NO_WORDS
from portal.plans.running.change import delete_old_drafts
from portal.plans.running.change_steps import STEPS
from portal.plans.states import FINAL
from portal.web.retention import RUN_EVERY, Retention

WORDS_KEPT = timedelta(days=400)
"""How long after the end of a request its words, question, answer and reason are kept."""
UNSENT_KEPT = timedelta(days=30)
"""How long a draft that was never sent is kept, to be filled in again."""

# How long the whole request is kept after its end: PLAN_RETENTION_DAYS.

WIPED = "–"
ENDED = (*FINAL, State.FAILED)
ANSWERED = [answer for answer in ChangeRequest.Answer if not STEPS[answer]]
ENDED_AT = Coalesce("decided_at", "sent_at", "submitted_at", "created_at")


@transaction.atomic
def wipe_old(now: datetime) -> int:
    """Wipe expired texts, and delete drafts that were never sent. Returns how many requests."""
    requests = _wipe_requests(now - WORDS_KEPT)
    changes = _wipe_changes(now - WORDS_KEPT)
    drafts = _list_unsent(now - UNSENT_KEPT).delete()[1].get("plans.Proposal", 0)
    drafts += delete_old_drafts(now)
    wiped = {"requests": requests, "drafts": drafts, "changes": changes, **_delete_ended(now)}
    if any(wiped.values()):
        record("plan-words-wiped", by=SYSTEM, details=wiped)
    return sum(wiped.values())


def _wipe_requests(before: datetime) -> int:
    old = Proposal.objects.filter(state__in=ENDED).annotate(ended_at=ENDED_AT).filter(ended_at__lt=before)
    of_office = Counter.objects.filter(proposal__in=old.values("pk")).exclude(note="", answer="")
    of_office.update(note="", answer="")
    written = old.exclude(**NO_WORDS)
    numbers = list(written.values_list("pk", flat=True))
    return Proposal.objects.filter(pk__in=numbers).update(**NO_WORDS)


def _wipe_changes(before: datetime) -> int:
    """A text request consists of its text: a dash replaces it."""
    is_over = Q(answer__in=ANSWERED, moved_at__lt=before)
    is_lost = Q(state=ChangeRequest.State.FAILED, sent_at__lt=before)
    old = ChangeRequest.objects.filter(is_over | is_lost)
    old.exclude(question="", reply="", reason="").update(question="", reply="", reason="")
    nothing = Case(When(kind=ChangeRequest.Kind.OTHER, then=Value(WIPED)), default=Value(""))
    return old.exclude(text__in=("", WIPED)).update(text=nothing)


def _delete_ended(now: datetime) -> dict[str, int]:
    """Delete whole requests, where the office chose a retention for them. A running plan is not over."""
    days = settings.PLAN_RETENTION_DAYS
    if not days:
        return {}
    before = now - timedelta(days=days)
    old = Proposal.objects.filter(state__in=FINAL).annotate(ended_at=ENDED_AT).filter(ended_at__lt=before)
    numbers = list(old.values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=numbers).update(agreed=None)
    Counter.objects.filter(proposal__in=numbers).delete()
    gone = Proposal.objects.filter(pk__in=numbers).delete()[1].get("plans.Proposal", 0)
    return {"deleted": gone}


def _list_unsent(before: datetime) -> QuerySet[Proposal]:
    return Proposal.objects.filter(UNSENT, created_at__lt=before)


def _find_next_end() -> datetime | None:
    """Once a day will do, as long as there are requests at all."""
    has_any = Proposal.objects.exists() or ChangeRequest.objects.exists()
    return timezone.now() + RUN_EVERY if has_any else None


RETENTION = Retention("what was written about plans", wipe_old, _find_next_end)
