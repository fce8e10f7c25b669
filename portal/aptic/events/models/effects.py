"""What events store in this room, a row for each thing; what they change in other rooms is stored there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.file.models import ReportedRow


class PaymentLook(ReportedRow):
    """When a file's payments are checked next because of an event: one check covers them all."""

    look_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file_id"], name="events_one_look_a_file")]


class TimelineNote(ReportedRow):
    """Something that happened in a file, for its timeline. ``mark`` is the event's: one line for each."""

    class Kind(models.TextChoices):
        """What happened."""

        LETTER = "letter", _("The office sent a letter")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    mark = models.CharField(max_length=64, unique=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["file_id", "occurred_at"], name="events_timeline")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["letter"]), name="events_note_known_kind")
        ]
