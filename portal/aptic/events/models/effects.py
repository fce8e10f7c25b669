"""What events leave behind, a row for each thing. A row remembers the newest event that changed it.

``occurred_at`` and ``event_id`` (its number, for two of the same moment) say which one that was: an event
that came late changes nothing that a newer one said.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office


class _OfFile(models.Model):
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_id = models.CharField(max_length=30)
    occurred_at = models.DateTimeField()
    event_id = models.BigIntegerField()
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        abstract = True


class PaymentLook(_OfFile):
    """When the payments of a file are next looked at because of an event: one look sees them all."""

    look_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file_id"], name="events_one_look_a_file")]


class PlanNews(_OfFile):
    """The last that was told of the plan in a file. ``agrees``: what Tagor showed just then fits it."""

    class Word(models.TextChoices):
        """What was told."""

        ACTIVATED = "activated", _("The payment plan started")
        DEACTIVATED = "deactivated", _("The payment plan was stopped")
        BROKEN = "broken", _("The payment plan was not kept to")
        FINISHED = "finished", _("The payment plan is finished")

    word = models.CharField(max_length=12, choices=Word.choices)
    agrees = models.BooleanField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["file_id"], name="events_one_plan_news_a_file"),
            models.CheckConstraint(
                condition=models.Q(word__in=["activated", "deactivated", "broken", "finished"]),
                name="events_plan_news_known_word",
            ),
        ]


class ContactCheck(_OfFile):
    """Somebody at the office must look at the contact details of a file. Holds no detail itself."""

    class Kind(models.TextChoices):
        """What changed in Aptic."""

        NAME = "name", _("The name changed")
        ADDRESS = "address", _("The address changed")
        ID_NUMBER = "idnumber", _("The identity number changed")
        MERGE = "merge", _("Two persons were merged")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    is_open = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contact details to check")
        verbose_name_plural = _("contact details to check")
        default_permissions = ()
        indexes = [models.Index(fields=["is_open", "occurred_at"], name="events_open_checks")]
        constraints = [
            models.UniqueConstraint(fields=["file_id", "kind"], name="events_one_check_a_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["name", "address", "idnumber", "merge"]),
                name="events_check_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(is_open=True, closed_at__isnull=True)
                | models.Q(is_open=False, closed_at__isnull=False),
                name="events_check_open_or_closed",
            ),
        ]


class Respite(_OfFile):
    """A pause that the office gave. ``record_id`` is Aptic's name for it, when it tells one.

    ``until``: its last day, when told. A row that is not on remembers that the pause was taken away, so that
    the news that it began cannot bring it back afterwards.
    """

    class Kind(models.TextChoices):
        """What rests."""

        COLLECTION = "collection", _("the collection")
        LEDGER = "ledger", _("an invoice")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    record_id = models.CharField(max_length=100, blank=True)
    is_on = models.BooleanField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["file_id", "kind", "record_id"], name="events_one_respite_a_record"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["collection", "ledger"]), name="events_respite_known_kind"
            ),
        ]


class TimelineNote(_OfFile):
    """Something that happened in a file, for its timeline. ``mark`` is the event's: one line each."""

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
