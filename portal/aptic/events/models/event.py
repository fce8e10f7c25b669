"""One event as received: stored before anything is done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office


class State(models.TextChoices):
    """State of an event."""

    RECEIVED = "received", pgettext_lazy("state of an event", "waiting")
    DONE = "done", pgettext_lazy("state of an event", "done")
    IGNORED = "ignored", pgettext_lazy("state of an event", "nothing to do")
    UNKNOWN = "unknown", pgettext_lazy("state of an event", "unknown event")
    UNLINKED = "unlinked", pgettext_lazy("state of an event", "not linked")
    FAILED = "failed", pgettext_lazy("state of an event", "failed")


ENDED = (State.DONE, State.IGNORED, State.UNKNOWN, State.UNLINKED, State.FAILED)
"""States in which nothing more happens by itself."""


class Effect(models.TextChoices):
    """What an event makes the portal do; the catalogue assigns one to each event."""

    PAYMENTS = "payments", _("Payments of the file are checked again")
    PLAN = "plan", _("The plan of the file is read again")
    CONTACT = "contact", _("The contact details of the file are to be checked")
    MESSAGE = "message", _("The messages of the file are to be looked at")
    LETTER = "letter", _("A line for the timeline of the file is kept")
    RESPITE = "respite", _("A pause of the file is kept, or ended")
    ALERT = "alert", _("An alert for whoever runs the portal")
    JOB = "job", _("The run that waits for this work ends")
    JOB_FAILED = "job_failed", _("The run that waits for this work fails, and there is an alert")


_IS_OPEN = models.Q(state=State.RECEIVED)


class Event(models.Model):
    """One event from Aptic.

    ``mark`` identifies it: the same event received twice is one row. ``lane`` is a key for its file, derived
    from the event itself: inside a lane events are handled in order of arrival. ``next_at`` is when to handle
    it, or when the worker that claimed it counts as dead; none once it has ended. ``occurred_at`` is Aptic's
    time, or the time of arrival without one. ``payload`` is sealed JSON text, without the secret.
    ``file_name`` is the number of the file in Aptic, ``file_id`` the (first) file it was applied to;
    ``is_placed``: a person chose it. ``outcome`` says what was done, ``reason`` why not: codes.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)
    mark = models.CharField(max_length=64, unique=True)
    remote_id = models.CharField(max_length=100, blank=True)
    lane = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(db_index=True)
    occurred_at = models.DateTimeField()
    payload = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    file_name = models.CharField(max_length=60, blank=True)
    file_id = models.CharField(max_length=30, blank=True)
    is_placed = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    replays = models.PositiveIntegerField(default=0)
    claim = models.CharField(max_length=32, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [
            ("view_personal", _("Can see the personal data in events")),
            ("replay", _("Can have an event acted on again, and link it to a file")),
        ]
        indexes = [
            # Only the waiting ones, so due ones are at the start of a short index, however large the table.
            models.Index(fields=["next_at", "id"], name="events_due", condition=_IS_OPEN),
            models.Index(fields=["lane", "id"], name="events_lane", condition=_IS_OPEN),
            models.Index(fields=["state", "id"], name="events_in_state"),
            models.Index(fields=["name", "id"], name="events_of_name"),
            models.Index(fields=["file_id", "id"], name="events_of_file", condition=~models.Q(file_id="")),
            models.Index(
                fields=["file_name", "id"], name="events_of_file_name", condition=~models.Q(file_name="")
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="events_known_state"),
            models.CheckConstraint(
                condition=models.Q(effect__in=["", *Effect.values]), name="events_known_effect"
            ),
            models.CheckConstraint(
                condition=models.Q(_IS_OPEN, next_at__isnull=False, ended_at__isnull=True)
                | models.Q(~_IS_OPEN, next_at__isnull=True, ended_at__isnull=False),
                name="events_open_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"
