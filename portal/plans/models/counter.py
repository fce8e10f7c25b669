"""What the office proposes instead of what was asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.plans.models.proposal import Proposal
from portal.plans.schedule import Schedule


class Counter(models.Model):
    """One proposal of the office to one request. Amounts in cents.

    ``plan_mark`` identifies the file's plan when it was made ("": none): with another plan it is void.
    ``expires_on`` is the last day on which it can be accepted.
    """

    class State(models.TextChoices):
        """Where it is; an answer ends it."""

        OPEN = "open", pgettext_lazy("office proposal", "waiting for an answer")
        ACCEPTED = "accepted", pgettext_lazy("office proposal", "accepted")
        DECLINED = "declined", pgettext_lazy("office proposal", "declined")
        EXPIRED = "expired", pgettext_lazy("office proposal", "expired")
        WITHDRAWN = "withdrawn", pgettext_lazy("office proposal", "no longer counts")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="counters")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    kind = models.CharField(max_length=10, choices=[("amount", "amount"), ("months", "months")])
    months = models.PositiveIntegerField()
    monthly_cents = models.BigIntegerField()
    first_on = models.DateField()
    expires_on = models.DateField()
    note = models.TextField(max_length=1000, blank=True)
    answer = models.TextField(max_length=1000, blank=True)
    plan_mark = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposal of the office")
        verbose_name_plural = _("proposals of the office")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gt=0, monthly_cents__gt=0), name="plans_counter_amounts_above_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "accepted", "declined", "expired", "withdrawn"]),
                name="plans_counter_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["amount", "months"]), name="plans_counter_known_kind"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=models.Q(state="open"), name="plans_counter_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal.number}: {self.state}"

    def get_schedule(self) -> Schedule:
        """The parts as the office proposes them."""
        return self.proposal.make_schedule(
            monthly_cents=self.monthly_cents, months=self.months, first_on=self.first_on
        )
