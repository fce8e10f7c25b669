"""Batches of letters and their rows. Personal data in them is sealed, and deleted after some months."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.access.models import LetterKey
from portal.office.models import Office


class Batch(models.Model):
    """Letters made together. ``table_sealed``: the list as it was given, until its columns are known.

    ``claimed_until``: until then one worker prepares it; afterwards another may continue.
    """

    class State(models.TextChoices):
        """Where a batch stands."""

        COLUMNS = "columns", pgettext_lazy("batch", "columns to match")
        PREPARING = "preparing", pgettext_lazy("batch", "being prepared")
        READY = "ready", pgettext_lazy("batch", "ready")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLUMNS)
    table_sealed = models.TextField(blank=True)
    rows_total = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_index=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("batch of letters")
        verbose_name_plural = _("batches of letters")
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [
            ("make_batch", _("Can make, print and delete batches of letters")),
            ("type_reply", _("Can type in replies that come back on paper")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["columns", "preparing", "ready"]),
                name="letters_batch_known_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Letter(models.Model):
    """One row. ``number``: its place in the list as it was given, from 1.

    ``given_sealed``: what the list says besides the file number; ``address_sealed``: where the letter goes;
    ``claimant_sealed``: to whom it is owed; ``name_sealed``: what Tagor calls the person of the link;
    ``standing_sealed``: what may be done with the file, as the person's own page says it.
    ``problems``: codes of ``batch.problems``. ``is_left_out``: not printed, whatever its state.
    """

    class State(models.TextChoices):
        """``check``: can be printed, but something differs. ``bad``: there is nothing to print."""

        WAITING = "waiting", pgettext_lazy("letter", "waiting")
        READY = "ready", pgettext_lazy("letter", "ready")
        CHECK = "check", pgettext_lazy("letter", "look at this")
        BAD = "bad", pgettext_lazy("letter", "cannot be made")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="letters")
    number = models.PositiveIntegerField()
    file_number = models.CharField(max_length=80)
    given_sealed = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    problems: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    is_left_out = models.BooleanField(default=False)
    file_id = models.CharField(max_length=30, blank=True)
    address_sealed = models.TextField(blank=True)
    claimant_sealed = models.TextField(blank=True, default="", db_default="")
    name_sealed = models.TextField(blank=True, default="", db_default="")
    standing_sealed = models.TextField(blank=True, default="", db_default="")
    balance_cents = models.BigIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=140, blank=True)
    key = models.ForeignKey(LetterKey, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["number"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["batch", "state", "number"], name="letters_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="letters_one_a_row"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "ready", "check", "bad"]),
                name="letters_letter_known_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["ready", "check"]) | ~models.Q(file_id=""),
                name="letters_printable_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}"

    @property
    def can_print(self) -> bool:
        """Whether an insert can be made of it at all."""
        return self.state in {self.State.READY, self.State.CHECK} and self.key is not None


JsonRow = dict[str, Any]
