"""Reports that a letter reached the wrong person. What somebody wrote is sealed, and deleted in time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office


class WrongPersonReport(models.Model):
    """One report. ``number``: what the sender keeps. ``told_sealed``: what they wrote, as JSON.

    It belongs to no file: whoever is signed in nowhere may name any number, right or wrong.
    """

    class Kind(models.TextChoices):
        """What is wrong."""

        NOT_ME = "not-me", _("I am not this person")
        MOVED = "moved", _("This person does not live here (any more)")
        DECEASED = "deceased", _("This person has died")
        IDENTITY = "identity", _("Somebody misused my name (identity theft)")

    class State(models.TextChoices):
        """Whether somebody of the office looked at it."""

        OPEN = "open", _("to look at")
        CLOSED = "closed", _("dealt with")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=2)
    told_sealed = models.TextField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        app_label = "access"
        verbose_name = _("report of a wrong person")
        verbose_name_plural = _("reports of a wrong person")
        default_permissions = ()
        permissions = [("handle_wrong_person", _("Can see and close reports of a wrong person"))]
        indexes = [
            models.Index(
                fields=["made_at", "id"], name="access_wrong_person_open", condition=models.Q(state="open")
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["not-me", "moved", "deceased", "identity"]),
                name="access_wrong_person_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at__isnull=True)
                | models.Q(state="closed", closed_at__isnull=False),
                name="access_wrong_person_open_or_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class WrongPersonPaper(models.Model):
    """A paper that somebody added, sealed: a death certificate, a proof of address."""

    class Kind(models.TextChoices):
        """What is taken; pictures are kept as JPEG."""

        PDF = "pdf", "PDF"
        JPEG = "jpg", "JPEG"

    report = models.ForeignKey(WrongPersonReport, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=3, choices=Kind.choices)
    content_sealed = models.TextField()

    class Meta:
        app_label = "access"
        verbose_name = _("paper of a report")
        verbose_name_plural = _("papers of reports")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["pdf", "jpg"]), name="access_wrong_person_paper_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.kind}"
