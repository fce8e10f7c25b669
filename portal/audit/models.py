"""Who did what to which file, and when: written once, never changed, each event sealed to the one before."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditError(Exception):
    """Somebody tried to rewrite the trail."""


class Event(models.Model):
    """One act. ``details`` never holds names, addresses or secrets."""

    class ActorKind(models.TextChoices):
        DEFENDANT = "defendant", _("defendant")
        STAFF = "staff", _("staff")
        SYSTEM = "system", _("system")

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=10, choices=ActorKind.choices)
    staff_id = models.CharField(max_length=30, blank=True)
    act = models.CharField(max_length=60)
    file_id = models.CharField(max_length=30, blank=True, db_index=True)
    request_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)
    previous_seal = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        permissions = [("export_event", _("Can download the audit trail"))]
        # What readers search by: a kind of act, a person, a day.
        indexes = [
            models.Index(fields=["act", "at"], name="audit_event_of_act"),
            models.Index(fields=["staff_id", "-number"], name="audit_event_of_person"),
            models.Index(fields=["at"], name="audit_event_of_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor__in=["defendant", "staff", "system"]), name="audit_event_known_actor"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new event; a stored one never changes. Raises: AuditError."""
        if self.pk is not None:
            raise AuditError("An audit event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always refused. Raises: AuditError."""
        raise AuditError("An audit event is never deleted.")


class ChainHead(models.Model):
    """The newest event's number and seal. The one row is locked while an event is written."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)
    proof = models.CharField(max_length=64, blank=True, db_default="")
    """An HMAC of number and seal: without the key nobody can shorten the trail and move its head back."""
    base_number = models.PositiveBigIntegerField(default=0, db_default=0)
    base_seal = models.CharField(max_length=64, blank=True, default="", db_default="")
    base_proof = models.CharField(max_length=64, blank=True, default="", db_default="")
    """The last event deleted at the end of its retention, and its proof: the chain begins after it."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_chain_head")]

    def __str__(self) -> str:
        return f"head {self.number}"
