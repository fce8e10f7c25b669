"""Sends one reminder through Tagor, after checking once more that it is wanted, needed and allowed."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from portal import registry
from portal.file.respite.selectors import get_respite
from portal.integrations.tagor.client import TagorClient
from portal.outbox.handlers import Found, Handler, Postpone
from portal.outbox.models import Delivery
from portal.plans.reminders.models import Channel, Reminder, Subscription
from portal.plans.reminders.scheduling import KIND
from portal.plans.reminders.selectors import get_free_from, get_quiet_hours, get_rules, read_plan

State = Reminder.State


class ReminderHandler(Handler):
    """At most one mail or text for each payment; none when it is no longer needed."""

    kind = KIND
    title = gettext_lazy("Remind somebody of a payment")
    reasons = {
        "quiet-hours": gettext_lazy("It waits for the end of the quiet hours."),
        "week-limit": gettext_lazy("It waits, because enough was sent this week."),
    }

    def on_sending(self, delivery: Delivery) -> None:
        """Raises: Postpone in quiet hours, and when this person has had enough reminders this week."""
        reminder = _find(delivery)
        if reminder is None:
            return
        now, rules = timezone.now(), get_rules(reminder.office)
        quiet = get_quiet_hours(rules)
        if quiet.covers(now):
            raise Postpone("quiet-hours", _seconds(now, quiet.leave(now)))
        most = rules.most_per_week
        free_from = get_free_from(reminder.office_id, reminder.party_id, most=most, now=now)
        if free_from > now and timezone.localdate(free_from) < reminder.due_on:
            raise Postpone("week-limit", _seconds(now, free_from))

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        """``{"sent": True}``, or why it was not sent. Raises: as ``Handler.deliver``."""
        reminder = _find(delivery)
        why = _find_objection(reminder)
        if reminder is None or why:
            return {"sent": False, "why": why}
        template = get_rules(reminder.office).get_template(reminder.channel)
        _send(registry.tagor(), reminder, template)
        return {"sent": True}

    def find_out(self, delivery: Delivery) -> Found:
        """Tagor does not report what it sent, so the outcome stays unknown, and it is never sent again."""
        del delivery
        return "unclear"

    def on_done(self, delivery: Delivery) -> None:
        """Sent, or not needed."""
        if delivery.result.get("sent"):
            _mark(delivery, State.SENT, sent_at=timezone.now())
        else:
            _mark(delivery, State.SKIPPED, reason=str(delivery.result.get("why", "")))

    def on_given_up(self, delivery: Delivery) -> None:
        """A person looks at it."""
        _mark(delivery, State.FAILED, reason=delivery.reason)


def _find_objection(reminder: Reminder | None) -> str:
    """A code for why it must not be sent, or "". Reads the plan once more. Raises: IntegrationError."""
    if reminder is None:
        return "plan-ended"
    own = Subscription.objects.filter(
        office=reminder.office_id, file_id=reminder.file_id, party_id=reminder.party_id
    )
    if not own.filter(channel=reminder.channel).exists():
        return "withdrawn"
    rules = get_rules(reminder.office)
    if reminder.channel not in rules.channels:
        return "switched-off"
    now = timezone.now()
    if reminder.due_on <= timezone.localdate(now):
        return "too-late"
    free_from = get_free_from(reminder.office_id, reminder.party_id, most=rules.most_per_week, now=now)
    if free_from > now:
        return "week-limit"
    return "paused" if get_respite(reminder.file_id) is not None else _judge_plan(reminder)


def _judge_plan(reminder: Reminder) -> str:
    plan = read_plan(reminder.file_id)
    if plan is None:
        return "plan-ended"
    if plan.is_stopped:
        return "file-stopped"
    payment = plan.find(reminder.plan_id, reminder.planned_on)
    if payment is None:
        return "plan-changed"
    following = plan.find_next(timezone.localdate())
    return "" if payment == following else "paid"


def _send(tagor: TagorClient, reminder: Reminder, template: str) -> None:
    """To the party of the file: Tagor knows the address, the portal passes none."""
    send = tagor.send_mail if reminder.channel == Channel.MAIL else tagor.send_text
    send(template=template, file_id=reminder.file_id, party_id=reminder.party_id)


def _find(delivery: Delivery) -> Reminder | None:
    pk = delivery.payload["reminder"]
    return Reminder.objects.select_related("office").filter(pk=pk).first()


def _mark(delivery: Delivery, state: str, **changes: Any) -> None:
    Reminder.objects.filter(pk=delivery.payload["reminder"]).update(state=state, **changes)


def _seconds(now: datetime, until: datetime) -> float:
    return max((until - now).total_seconds(), 60.0)
