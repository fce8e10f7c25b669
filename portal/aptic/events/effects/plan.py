"""Aptic says that a plan started, stopped, was broken or is finished: ask Tagor what is true."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from portal.aptic.events.effects.base import LATE, Case, Handler
from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.plans.facts import PlanFacts, read_plan_facts
from portal.plans.models import PlanNews, Proposal, State
from portal.plans.reminders.models import Subscription
from portal.plans.reminders.scheduling import plan_run
from portal.plans.rules.office_rule import prove_rule
from portal.plans.running.plan_news import get_plan_news, store_plan_news
from portal.plans.states import TransitionError
from portal.plans.tagor.delivery import is_plan_of
from portal.plans.transitions import move

WORDS = {
    "paymentplanactivated": PlanNews.Word.ACTIVATED,
    "paymentplandeactivated": PlanNews.Word.DEACTIVATED,
    "paymentplanbroken": PlanNews.Word.BROKEN,
    "paymentplanfinished": PlanNews.Word.FINISHED,
}


@dataclass(frozen=True, slots=True)
class _Found:
    """``accepted``: the waiting request whose plan now runs in Tagor."""

    agrees: bool
    accepted: Proposal | None


class PlanHandler(Handler):
    """Stores the news; accepts a request whose plan was activated; has reminders recomputed."""

    is_alone = True

    def read(self, case: Case) -> _Found | None:
        """Tagor's state of the plan; None for a late event. Raises: IntegrationError."""
        if case.source.is_late(get_plan_news(case.file_id)):
            return None
        facts = read_plan_facts(credential=None, file_id=case.file_id)
        waiting = Proposal.objects.filter(file_id=case.file_id, state=State.SENT).first()
        runs = facts.running.active
        word = WORDS[case.event.name]
        is_activated = word == PlanNews.Word.ACTIVATED and runs
        is_accepted = waiting is not None and is_activated and is_plan_of(waiting, facts)
        return _Found(_agrees(word, facts), waiting if is_accepted else None)

    def apply(self, case: Case, found: _Found | None) -> str:
        """Codes: plan-accepted, plan-read, plan-differs (Tagor shows otherwise), late."""
        if found is None:
            return LATE
        word = WORDS[case.event.name]
        if not store_plan_news(
            case.source, file_id=case.file_id, word=word, agrees=found.agrees, now=case.now
        ):
            return LATE
        _plan_reminders(case)
        details = {"event": case.event.pk, "word": word.value, "agrees": found.agrees}
        record("plan-news", by=SYSTEM, file_id=case.file_id, details=details)
        if found.accepted is not None and _accept(found.accepted):
            return "plan-accepted"
        return "plan-read" if found.agrees else "plan-differs"


def _agrees(word: str, facts: PlanFacts) -> bool:
    running: Any = facts.running
    if word == PlanNews.Word.ACTIVATED:
        return bool(running.active)
    if word == PlanNews.Word.BROKEN:
        return not running.active or running.arrears_cents > 0
    return not running.active


def _accept(proposal: Proposal) -> bool:
    """Accept the request. False when its state changed in the meantime, by somebody who knew more."""
    try:
        move(proposal, State.ACCEPTED, decided_at=timezone.now(), details={"by": "aptic"})
    except TransitionError:
        return False
    prove_rule(proposal)
    return True


def _plan_reminders(case: Case) -> None:
    """Have the next run of the reminders read the plan again; they end with it."""
    wishes = Subscription.objects.filter(file_id=case.file_id)
    if wishes.update(next_look_at=case.now):
        plan_run(case.now)
