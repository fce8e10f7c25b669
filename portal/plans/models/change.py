"""What a defendant asks the office to change in a plan that runs: a request, never a change by itself."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office

TOKEN_BYTES = 24
LAST_DAY = 28


def make_change_token() -> str:
    """A name for a request that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class ChangeRequest(models.Model):
    """One request to the office. ``state`` moves draft -> waiting -> delivered or failed, never back.

    ``due_on`` is the payment it is about, when known; ``later_on``, ``amount_cents`` (a month) and
    ``day`` (of the month) go with their kind.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        LATER = "later", _("pay one payment later")
        LOWER = "lower", _("pay less each month")
        DAY = "day", _("pay on another day of the month")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        """Where the request is."""

        DRAFT = "draft", pgettext_lazy("request to change a plan", "not sent")
        WAITING = "waiting", pgettext_lazy("request to change a plan", "kept, on its way to the office")
        DELIVERED = "delivered", pgettext_lazy("request to change a plan", "with the office")
        FAILED = "failed", pgettext_lazy("request to change a plan", "could not be delivered")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=43, unique=True, default=make_change_token)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_on = models.DateField(null=True, blank=True)
    later_on = models.DateField(null=True, blank=True)
    amount_cents = models.BigIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("request to change a plan")
        verbose_name_plural = _("requests to change a plan")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["office", "file_id", "party_id"], name="plans_change_of_file")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "waiting", "delivered", "failed"]),
                name="plans_change_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="later", later_on__isnull=False)
                | models.Q(kind="lower", amount_cents__gt=0)
                | models.Q(kind="day", day__gte=1, day__lte=LAST_DAY)
                # Delivered: the words are with the office, and no longer kept here.
                | (models.Q(kind="other") & (~models.Q(text="") | models.Q(state="delivered"))),
                name="plans_change_says_what",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(sent_at__isnull=False),
                name="plans_change_sent_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"

    @property
    def number(self) -> str:
        """What people call this request by."""
        return f"C-{self.pk:06d}" if self.pk else "C-"
