"""A delivery: something a system must be told exactly once, kept with the change it belongs to."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office


class State(models.TextChoices):
    """State of a delivery."""

    WAITING = "waiting", pgettext_lazy("delivery state", "waiting")
    SENDING = "sending", pgettext_lazy("delivery state", "being sent")
    DOUBTFUL = "doubtful", pgettext_lazy("delivery state", "not sure whether it arrived")
    DONE = "done", pgettext_lazy("delivery state", "arrived")
    GIVEN_UP = "given_up", pgettext_lazy("delivery state", "given up")
    CANCELLED = "cancelled", pgettext_lazy("delivery state", "cancelled")


OPEN = (State.WAITING, State.SENDING, State.DOUBTFUL)
"""Not ended: the worker looks at it when its moment has come."""
ENDED = (State.DONE, State.GIVEN_UP, State.CANCELLED)

_IS_OPEN = models.Q(state__in=OPEN)
_IS_WIPED = models.Q(state__in=(State.DONE, State.CANCELLED))


class Delivery(models.Model):
    """One intent to tell a system something.

    ``kind`` names the handler that sends it; ``key`` identifies it within its kind: the same kind and key is
    the same delivery. Within a ``lane`` they are sent one after the other, in order of ``due_at``; an empty
    lane has no order. ``not_before`` is the next moment to look at it: when a waiting one may be sent, when
    to ask about a doubtful one, when one being sent counts as dead; none once it has ended. ``give_up_at``
    ends its tries. ``claim`` identifies the worker that sends or sent it. ``before`` is what its handler read
    just before sending. ``secret`` is sealed text, wiped when it ends; one that was given up keeps it some
    days, so that staff can try again.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=40)
    lane = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=80)
    file_id = models.CharField(max_length=30, blank=True, db_index=True)
    payload: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    result: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    secret = models.TextField(blank=True)
    has_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True, blank=True)
    give_up_at = models.DateTimeField()
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        permissions = [("manage_deliveries", _("Can try again or drop what could not be delivered"))]
        indexes = [
            # Ended ones have no moment, so due ones are at the start of this index, however large the table.
            models.Index(fields=["not_before", "id"], name="outbox_due"),
            models.Index(fields=["lane", "state", "due_at"], name="outbox_lane"),
            models.Index(fields=["state", "ended_at"], name="outbox_ended"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "key"], name="outbox_one_per_key"),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(office__isnull=True),
                name="outbox_one_per_key_without_office",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="outbox_delivery_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(_IS_OPEN, not_before__isnull=False, ended_at__isnull=True)
                | models.Q(~_IS_OPEN, not_before__isnull=True, ended_at__isnull=False),
                name="outbox_delivery_open_or_ended",
            ),
            models.CheckConstraint(
                condition=~_IS_WIPED | models.Q(secret=""), name="outbox_delivery_secret_wiped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def can_retry(self) -> bool:
        """Whether it was given up and everything it needs is still there."""
        return self.state == State.GIVEN_UP and (bool(self.secret) or not self.has_secret)


class Sweep(models.Model):
    """The task id of the next sweep. One row, so that planning one never searches the whole queue."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    task_id = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="outbox_one_sweep")]

    def __str__(self) -> str:
        return f"sweep {self.task_id}"
