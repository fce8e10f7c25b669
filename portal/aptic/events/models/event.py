"""One event as it came in: stored before anything is done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office


class State(models.TextChoices):
    """Where an event stands."""

    RECEIVED = "received", pgettext_lazy("state of an event", "waiting")
    DONE = "done", pgettext_lazy("state of an event", "done")
    IGNORED = "ignored", pgettext_lazy("state of an event", "nothing to do")
    UNKNOWN = "unknown", pgettext_lazy("state of an event", "unknown event")
    UNLINKED = "unlinked", pgettext_lazy("state of an event", "not linked")
    FAILED = "failed", pgettext_lazy("state of an event", "failed")


ENDED = (State.DONE, State.IGNORED, State.UNKNOWN, State.UNLINKED, State.FAILED)
"""Nothing more happens by itself."""


class Effect(models.TextChoices):
    """What an event makes the portal do; the catalogue says which event has which."""

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
    """One thing that Aptic told.

    ``mark`` names it: the same event told twice is one row. ``lane`` is what it says of its file, before
    anybody looked which file that is: inside a lane events are acted on in order of arrival. ``next_at`` is
    when to act on it, or when whoever claimed it is taken for dead; none once it has ended. ``occurred_at``
    is Aptic's word, or the moment of arrival without one. ``payload`` is sealed JSON text, without the
    secret. ``file_name`` is the number of the file as Aptic
    tells it, ``file_id`` the (first) file it was acted
    on for; ``is_placed``: a person said which. ``outcome`` says what was done, ``reason`` why not: codes.
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
            # Only the waiting ones: what is due is the beginning of a short index, whatever the table holds.
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
