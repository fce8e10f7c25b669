"""What a defendant asks: to pay in parts. Ours first; Tagor gets it once."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office
from portal.plans.schedule import Schedule, make_schedule

TOKEN_BYTES = 24
DRAFT_LIFE = timedelta(hours=24)


def make_token() -> str:
    """A name for a proposal that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class Proposal(models.Model):
    """One request for a payment plan. Amounts in cents; its schedule follows from them and the first date.

    ``state`` changes only through ``portal.plans.states.transition``.
    """

    class Kind(models.TextChoices):
        """What the defendant chose: an offer of the office, an own sum a month, or own months."""

        OFFER = "offer", _("offer of the office")
        AMOUNT = "amount", _("own amount a month")
        MONTHS = "months", _("own number of months")

    class State(models.TextChoices):
        """Where a request is. Only ``states.py`` says which may follow which."""

        DRAFT = "draft", _("not sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        REFUSED = "refused", _("not accepted by the office’s system")
        UNKNOWN = "unknown", _("not known whether it arrived")
        EXPIRED = "expired", _("not sent in time")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="proposals")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=43, unique=True, default=make_token)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    months = models.PositiveIntegerField()
    monthly_cents = models.BigIntegerField()
    balance_cents = models.BigIntegerField()
    first_on = models.DateField(help_text=_("The day meant for the first part; it may move to a bank day."))
    accepted_months = models.PositiveIntegerField(null=True, blank=True)
    accepted_cents = models.BigIntegerField(null=True, blank=True)
    refusal_code = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True, help_text=_("When sending last began."))
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When Tagor was last asked whether it arrived.")
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("plan request")
        verbose_name_plural = _("plan requests")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["office", "file_id", "state"], name="plans_proposal_of_file")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gt=0, monthly_cents__gt=0, balance_cents__gt=0),
                name="plans_proposal_amounts_above_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_months__isnull=True) | models.Q(accepted_months__gt=0),
                name="plans_proposal_accepted_months_above_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_cents__isnull=True) | models.Q(accepted_cents__gt=0),
                name="plans_proposal_accepted_cents_above_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "sending", "sent", "refused", "unknown", "expired"]),
                name="plans_proposal_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["offer", "amount", "months"]), name="plans_proposal_known_kind"
            ),
            # A plan belongs to the file, whoever asks: a second one on its way would end the first.
            models.UniqueConstraint(
                fields=["office", "file_id"],
                condition=models.Q(state__in=["sending", "unknown"]),
                name="plans_proposal_one_on_its_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"

    @property
    def number(self) -> str:
        """What people call this request by."""
        return f"P-{self.pk:06d}" if self.pk else "P-"

    @property
    def wire_amount(self) -> dict[str, Any]:
        """What to save: the sum a month when that was chosen, else the number of months. Never both."""
        if self.kind == self.Kind.AMOUNT:
            return {"monthly_cents": self.monthly_cents}
        return {"months": self.months}

    def get_schedule(self) -> Schedule:
        """The parts as asked."""
        return make_schedule(
            balance_cents=self.balance_cents,
            monthly_cents=self.monthly_cents,
            months=self.months,
            first_on=self.first_on,
        )

    def get_accepted_schedule(self) -> Schedule | None:
        """The parts as the office's system took them, or None when it did not tell."""
        if not self.accepted_months or not self.accepted_cents:
            return None
        return make_schedule(
            balance_cents=self.balance_cents,
            monthly_cents=self.accepted_cents,
            months=self.accepted_months,
            first_on=self.first_on,
        )
