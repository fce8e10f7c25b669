"""Runs the job that puts due reminders in the outbox, and plans its next run."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.file.respite.selectors import get_respite
from portal.integrations.errors import IntegrationError
from portal.outbox import services as outbox
from portal.plans.reminders.models import Reminder, ReminderRules, Subscription
from portal.plans.reminders.moments import get_moment
from portal.plans.reminders.selectors import PlanNow, get_quiet_hours, get_rules, list_due, read_plan
from portal.plans.tagor.instalments import Payment
from portal.web.job_scheduling import Job
from portal.web.retention import see_to_forgetting

KIND = "reminders.send"
RUN = Job("portal.plans.reminders.tasks.run_reminders")
LOOK_EVERY = timedelta(days=1)
TRY_AGAIN = timedelta(hours=1)
RUN_LIMIT = 200

logger = logging.getLogger(__name__)


def plan_run(at: datetime) -> None:
    """Plan a run, or bring a planned one forward."""
    RUN.plan_or_advance(at)


def run(*, now: datetime | None = None, limit: int = RUN_LIMIT) -> int:
    """Handle every due subscription: end it with its plan, or queue its next reminder. Returns how many.

    Safe to run twice or concurrently. A plan that cannot be read now is read again later.
    """
    now = now or timezone.now()
    due = list_due(now, limit)
    for subscription in due:
        try:
            plan = read_plan(subscription.file_id)
        except IntegrationError:
            _plan_next_look(subscription, now + TRY_AGAIN)
        except Exception as error:  # noqa: BLE001 - one plan that is read wrongly must not stop all the others
            logger.error(  # noqa: TRY400 - the text of the error may hold what must not be logged
                "ALERT wish %s for reminders: %s", subscription.pk, type(error).__name__
            )
            _plan_next_look(subscription, now + LOOK_EVERY)
        else:
            _handle(subscription, plan, now)
    return len(due)


def make_key(reminder: Reminder) -> str:
    """The outbox key of a reminder; always the same for the same payment and channel."""
    parts = (reminder.file_id, reminder.party_id, reminder.plan_id, reminder.planned_on, reminder.channel)
    value = ":".join(str(part) for part in parts)
    # The salt is part of keys that are in the outbox already: it stays, wherever this module moves.
    return str(salted_hmac("portal.reminders", value, algorithm="sha256").hexdigest()[:40])


@transaction.atomic
def end_plan(subscription: Subscription) -> None:
    """The plan has ended: delete what was stored for it."""
    of_party = {"file_id": subscription.file_id, "party_id": subscription.party_id}
    Reminder.objects.filter(**of_party).delete()
    deleted, _by_model = Subscription.objects.filter(pk=subscription.pk).delete()
    if deleted:
        record("reminders-ended", by=SYSTEM, file_id=subscription.file_id)


def _handle(subscription: Subscription, plan: PlanNow | None, now: datetime) -> None:
    if plan is None:
        end_plan(subscription)
        return
    if get_respite(subscription.file_id, today=timezone.localdate(now)) is not None:
        _plan_next_look(subscription, now + LOOK_EVERY)
        return
    payment = plan.find_next(timezone.localdate(now))
    if payment is None:
        _plan_next_look(subscription, now + LOOK_EVERY)
        return
    rules = get_rules(subscription.office)
    at = _get_moment(payment, subscription, rules)
    if at > now:
        _plan_next_look(subscription, min(at, now + LOOK_EVERY))
        return
    _queue(subscription, payment, now)


def _get_moment(payment: Payment, subscription: Subscription, rules: ReminderRules) -> datetime:
    quiet = get_quiet_hours(rules)
    return quiet.leave(get_moment(payment.due_on, days_before=subscription.days_before, zone=quiet.zone))


@transaction.atomic
def _queue(subscription: Subscription, payment: Payment, now: datetime) -> None:
    """Queue one reminder of one payment, unless the subscription was ended in the meantime."""
    fresh = Subscription.objects.select_for_update().filter(pk=subscription.pk).first()
    if fresh is None or fresh.channel not in get_rules(fresh.office).channels:
        _plan_next_look(subscription, now + LOOK_EVERY)
        return
    reminder, made = Reminder.objects.get_or_create(
        office=fresh.office,
        file_id=fresh.file_id,
        party_id=fresh.party_id,
        plan_id=payment.plan_id,
        planned_on=payment.planned_on,
        channel=fresh.channel,
        defaults={"due_on": payment.due_on},
    )
    if made:
        see_to_forgetting()
        outbox.put(
            kind=KIND,
            key=make_key(reminder),
            # One person's reminders are sent one after the other, so that each counts the week's limit.
            lane=f"{KIND}:{fresh.party_id}",
            payload={"reminder": reminder.pk},
            office=fresh.office,
            file_id=fresh.file_id,
        )
    _plan_next_look(fresh, now + LOOK_EVERY)


def _plan_next_look(subscription: Subscription, at: datetime) -> None:
    Subscription.objects.filter(pk=subscription.pk).update(next_look_at=at)
