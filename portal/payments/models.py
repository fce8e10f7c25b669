"""A payment somebody began: what was asked, what Tagor showed before, and what became of it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office


class State(models.TextChoices):
    """Where an attempt stands."""

    CREATED = "created", pgettext_lazy("payment state", "being prepared")
    STARTED = "started", pgettext_lazy("payment state", "started")
    AT_BANK = "at_bank", pgettext_lazy("payment state", "at the payment page")
    RETURNED = "returned", pgettext_lazy("payment state", "came back")
    LAPSED = "lapsed", pgettext_lazy("payment state", "not seen")
    NOT_STARTED = "not_started", pgettext_lazy("payment state", "could not start")
    UNKNOWN = "unknown", pgettext_lazy("payment state", "start not confirmed")
    SEEN = "seen", pgettext_lazy("payment state", "seen by the office")
    BOOKED = "booked", pgettext_lazy("payment state", "booked")


LIVE = (State.CREATED, State.STARTED, State.AT_BANK, State.RETURNED)
"""At most one attempt of a file and amount is in one of these; the database enforces it."""


class Attempt(models.Model):
    """One try at one payment, with a reference of its own. Amounts in cents.

    ``baseline`` is what Tagor showed just before the start (see ``evidence``). ``line_id`` is the line the
    office made of the payment, when that is known. ``ambiguous``: money was seen that may also belong to
    another attempt. ``sealed_redirect`` opens the payment page; it is encrypted and wiped after a quarter of
    an hour.
    """

    class Provider(models.TextChoices):
        TAGOR_SIPS = "tagor_sips", _("online, through Tagor")
        TRANSFER = "transfer", _("bank transfer")

    class Kind(models.TextChoices):
        FULL = "full", _("in full")
        ARREARS = "arrears", _("the arrears")
        OTHER = "other", _("another amount")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_id = models.CharField(max_length=30, db_index=True)
    party_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=43, unique=True)
    reference = models.CharField(max_length=35, unique=True)
    provider = models.CharField(max_length=20, choices=Provider.choices, default=Provider.TAGOR_SIPS)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount_cents = models.PositiveBigIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.CREATED)
    baseline: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    line_id = models.CharField(max_length=30, blank=True)
    ambiguous = models.BooleanField(default=False)
    sealed_redirect = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("payment attempt")
        verbose_name_plural = _("payment attempts")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="payments_attempt_amount_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="payments_attempt_known_state"
            ),
            models.UniqueConstraint(
                fields=["file_id", "amount_cents"],
                condition=models.Q(state__in=LIVE) & ~models.Q(provider="transfer"),
                name="payments_one_live_attempt",
            ),
            models.UniqueConstraint(
                fields=["line_id"], condition=~models.Q(line_id=""), name="payments_one_attempt_a_line"
            ),
        ]

    def __str__(self) -> str:
        return self.reference
