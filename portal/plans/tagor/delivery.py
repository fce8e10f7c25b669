"""How a request reaches Tagor: one SavePaymentPlan each, by the outbox, after one more look at the file.

Tagor has no undo, and saving ends every plan of the file. So a plan is saved only when the file holds exactly
the plan that was known when saving was ordered (mostly: none), and never again while it is unknown whether it
arrived. The defendant's own credential is used as long as it opens the file; then the office key, which the
reference page allows for SavePaymentPlan too (authentications Orng, Tgr, Hash and Pin).
"""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar, TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy

from portal import registry
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    OutcomeUnknown,
    Rejected,
    Unavailable,
)
from portal.integrations.tagor.values.account import Credential
from portal.outbox import services as outbox
from portal.outbox.forms import DropReason
from portal.outbox.handlers import Found, GiveUp, Handler, open_secret
from portal.outbox.models import OPEN as UNENDED
from portal.outbox.models import Delivery
from portal.plans.facts import UNNAMED_PLAN, PlanFacts, read_plan_facts
from portal.plans.models import Proposal
from portal.plans.rules.decision_words import DELIVERY_REASONS
from portal.plans.tagor import delivery_outcomes
from portal.plans.tagor.current_plan import differs, find_plan

SAVE, APPROVE = "plans.save", "plans.approve"
KEY_REFUSALS = {"hash-unknown", "hash-expired", "pin-refused"}
SETTLE = timedelta(minutes=5)
"""A plan not visible this long after sending was not saved."""

logger = logging.getLogger(__name__)
T = TypeVar("T")


def order_save(
    proposal: Proposal, *, credential: Credential | None = None, visitor_ip: str = "", not_before: Any = None
) -> Delivery:
    """Put saving in the outbox, in the transaction that decides it. Without ``credential``: by the office."""
    secret = None
    if credential is not None:
        secret = json.dumps({"scheme": credential.scheme, "token": credential.token, "ip": visitor_ip})
    return _order(proposal, SAVE, secret=secret, not_before=not_before)


def order_approval(proposal: Proposal) -> Delivery:
    """Put ApprovePaymentPlan in the outbox; it goes after everything else of the file."""
    return _order(proposal, APPROVE)


def cancel_deliveries(proposal: Proposal) -> bool:
    """Cancel deliveries that were not sent. False when one is being sent: then nothing may end it.

    Call it before the request's own row is locked: the worker locks in that order too.
    """
    of_request = Delivery.objects.filter(office=proposal.office_id, kind__in=(SAVE, APPROVE))
    left = of_request.filter(key__startswith=f"{proposal.number}/", state__in=UNENDED)
    were_in_time = [outbox.cancel(delivery) for delivery in left]
    return all(were_in_time)


class PlanHandler(Handler):
    """Shared by saving and approving."""

    permission = "plans.decide_proposal"
    settle: ClassVar[timedelta] = SETTLE
    reasons = DELIVERY_REASONS

    def on_given_up(self, delivery: Delivery) -> None:
        """Move the request to where the reason says."""
        raise NotImplementedError

    def on_dropped(self, delivery: Delivery) -> None:
        """Staff do not want it sent."""
        self.on_given_up(delivery)


class SavePlanHandler(PlanHandler):
    """SavePaymentPlan, once a request."""

    kind = SAVE
    title = gettext_lazy("Send a plan request to Tagor")

    def on_sending(self, delivery: Delivery) -> None:
        """Raises: GiveUp when the request has ended meanwhile."""
        if not delivery_outcomes.begin_sending(_get(delivery)):
            raise GiveUp("ended")

    def prepare(self, delivery: Delivery) -> dict[str, Any]:
        """Read the plan the file holds. Raises: GiveUp when it is not the one we know; IntegrationError."""
        proposal = _get(delivery)
        if proposal.wanted.get_schedule().starts_on < timezone.localdate():
            raise GiveUp("plan-bad-date")
        facts = _read(proposal, delivery)
        if facts.mark != proposal.plan_mark:
            raise GiveUp("plan-changed" if proposal.plan_mark else "plan-active")
        return {"mark": facts.mark}

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Save, then read back what the file holds now.

        "Busy" does not prove that nothing was saved: a proxy in front of Tagor answers so too. Another try
        would mistake the plan for somebody else's, so this is found out first.
        """
        proposal = _get(delivery)
        known, visitor_ip = _open(delivery)
        asked: dict[str, Any] = {
            "file_id": proposal.file_id,
            "party_id": proposal.party_id,
            "starts_on": proposal.wanted.get_schedule().starts_on,
            "ip_address": visitor_ip or None,
            **proposal.wire_amount,
        }
        try:
            saved = _as_either(known, lambda who: registry.tagor().save_plan(credential=who, **asked))
        except Unavailable as error:
            raise OutcomeUnknown(str(error), system=error.system, operation=error.operation) from error
        told = {"months": saved.months, "monthly_cents": saved.monthly_cents}
        return {**told, **_read_back(proposal, delivery)}

    def find_out(self, delivery: Delivery) -> Found:
        """A plan that was not there before is ours, unless it clearly differs: then somebody else made it.

        Raises: IntegrationError.
        """
        proposal = _get(delivery)
        facts = _read(proposal, delivery)
        if facts.mark == delivery.before.get("mark", proposal.plan_mark):
            return "absent"
        found = find_plan(proposal.file_id, facts)
        if differs(proposal, found):
            return "unclear"
        delivery_outcomes.store_found(
            proposal,
            mark=facts.mark,
            months=found.months,
            monthly_cents=found.monthly_cents,
            is_running=facts.running.active,
        )
        return "arrived"

    def on_doubtful(self, delivery: Delivery) -> None:
        """Nobody knows whether it was saved."""
        delivery_outcomes.doubt(_get(delivery))

    def on_done(self, delivery: Delivery) -> None:
        """The plan is saved: a request, and accepted only when that is certain."""
        sent = delivery_outcomes.take_saved(_get(delivery), delivery.result)
        if sent is not None and sent.wants_approval:
            order_approval(sent)

    def on_given_up(self, delivery: Delivery) -> None:
        """Nothing was saved, or that is unknown."""
        delivery_outcomes.take_unsaved(_get(delivery), delivery.reason)

    def on_dropped(self, delivery: Delivery) -> None:
        """Staff know that it arrived, or did it by hand; otherwise it is never sent."""
        if delivery.reason not in {DropReason.ARRIVED, DropReason.BY_HAND}:
            self.on_given_up(delivery)
        else:
            delivery_outcomes.take_as_told(_get(delivery), delivery.reason)


class ApprovePlanHandler(PlanHandler):
    """ApprovePaymentPlan approves whichever plan is last, so it must still be the one we saved."""

    kind = APPROVE
    title = gettext_lazy("Approve a payment plan in Tagor")

    def prepare(self, delivery: Delivery) -> dict[str, Any]:
        """Raises: GiveUp when the file holds another plan than the one to approve; IntegrationError."""
        proposal = _get(delivery)
        facts = read_plan_facts(credential=None, file_id=proposal.file_id)
        if not is_plan_of(proposal, facts):
            raise GiveUp("plan-changed")
        runs = facts.running.active
        return {"active": runs, "is_approved": runs and proposal.was_running is False}

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """Approve, unless the office did so in the meantime; a plan may also run because it was saved."""
        proposal = _get(delivery)
        if delivery.before.get("is_approved"):
            return {}
        medium = registry.tagor().approve_plan(file_id=proposal.file_id, language=proposal.language or "nl")
        return {"medium": str(medium)}

    def find_out(self, delivery: Delivery) -> Found:
        """A plan that runs now and did not before is approved. Raises: IntegrationError."""
        if delivery.before.get("active"):
            return "unclear"
        facts = read_plan_facts(credential=None, file_id=_get(delivery).file_id)
        return "arrived" if facts.running.active else "absent"

    def on_done(self, delivery: Delivery) -> None:
        """The office agreed, and Tagor knows it."""
        delivery_outcomes.take_approved(_get(delivery), delivery.result)

    def on_given_up(self, delivery: Delivery) -> None:
        """The request stays sent; a person looks."""
        delivery_outcomes.take_unapproved(_get(delivery), delivery.reason)


def is_plan_of(proposal: Proposal, facts: PlanFacts) -> bool:
    """Whether the plan in the file is the one this request saved: the same one, for the same sum.

    A plan whose id was never read is recognised by its sum alone; a value that cannot be read means no.
    """
    if not facts.mark or proposal.saved_mark not in {"", facts.mark}:
        return False
    found = find_plan(proposal.file_id, facts)
    if found.is_listed and proposal.accepted_cents:
        return found.monthly_cents == proposal.accepted_cents
    return proposal.saved_mark not in {"", UNNAMED_PLAN}


def _order(proposal: Proposal, kind: str, *, secret: str | None = None, not_before: Any = None) -> Delivery:
    return outbox.put(
        kind=kind,
        key=proposal.delivery_key,
        lane=f"file-{proposal.file_id}",
        payload={"proposal": proposal.pk},
        office=proposal.office,
        file_id=proposal.file_id,
        secret=secret,
        not_before=not_before,
    )


def _get(delivery: Delivery) -> Proposal:
    return Proposal.objects.select_related("office", "agreed").get(pk=delivery.payload["proposal"])


def _open(delivery: Delivery) -> tuple[Credential | None, str]:
    """The defendant's credential and address as they were when asking; the credential may be gone."""
    if not delivery.secret:
        return None, ""
    try:
        kept = json.loads(open_secret(delivery))
    except GiveUp:
        return None, ""
    return Credential(kept["scheme"], kept["token"]), kept["ip"]


def _read(proposal: Proposal, delivery: Delivery) -> PlanFacts:
    known, _visitor_ip = _open(delivery)
    return _as_either(known, lambda who: read_plan_facts(credential=who, file_id=proposal.file_id))


def _as_either(known: Credential | None, call: Callable[[Any], T]) -> T:
    """Call as the defendant, or as the office when that credential is gone or refused.

    A refusal of the credential is certain: nothing was done. Raises: GiveUp when neither opens the file.
    """
    if known is None:
        return call(None)
    try:
        return call(known)
    except NotAuthorised:
        pass
    except Rejected as error:
        if error.code not in KEY_REFUSALS:
            raise
    try:
        return call(None)
    except NotAuthorised as error:
        raise GiveUp("credential-refused") from error


def _read_back(proposal: Proposal, delivery: Delivery) -> dict[str, Any]:
    """The file's plan now, and whether it runs; nothing when it cannot be read, as it is saved anyway."""
    try:
        facts = _read(proposal, delivery)
    except (IntegrationError, GiveUp) as error:
        logger.warning("saved plan of %s not read back: %s", proposal.number, type(error).__name__)
        return {}
    return {"mark": facts.mark, "active": facts.running.active}
