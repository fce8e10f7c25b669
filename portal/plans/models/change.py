"""What a defendant asks the office to change in a plan that runs: a request, never a change by itself."""

import secrets

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office
from portal.plans.models.proposal import Proposal

TOKEN_BYTES = 24
LAST_DAY = 28


def make_change_token() -> str:
    """An unguessable token for a request."""
    return secrets.token_urlsafe(TOKEN_BYTES)


CHANGE_WAITS = models.Q(state__in=["waiting", "delivered", "failed"], answer="waiting")
"""Sent, and waiting for the office."""


class ChangeRequest(models.Model):
    """One request to the office. ``state`` moves draft -> waiting -> delivered or failed, never back.

    ``due_on`` is the payment it is about, when known; ``later_on``, ``amount_cents`` (a month) and ``day``
    (of the month) go with their kind. ``answer`` is the office's decision, delivered in Tagor or not; it
    changes only through ``portal.plans.running.change_steps``, which increases ``version``. ``offer_on``: the
    other day that the office proposes, until ``offer_until``. ``plan``: the request for a new plan that was
    made of it. ``asked_through``: the person, or a helper with a pass; never paper.
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

    class Answer(models.TextChoices):
        """What the office did with it."""

        WAITING = "waiting", pgettext_lazy("answer to a request to change a plan", "waits for the office")
        ASKED = "asked", pgettext_lazy("answer to a request to change a plan", "the office asks something")
        OFFERED = (
            "offered",
            pgettext_lazy("answer to a request to change a plan", "the office proposes another day"),
        )
        AGREED = "agreed", pgettext_lazy("answer to a request to change a plan", "the office agrees")
        DECLINED = "declined", pgettext_lazy("answer to a request to change a plan", "declined by the office")
        PLANNED = "planned", pgettext_lazy("answer to a request to change a plan", "became a new plan")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=43, unique=True, default=make_change_token)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked_through = models.CharField(
        max_length=10,
        choices=Proposal.Through.choices,
        default=Proposal.Through.PERSON,
        db_default=Proposal.Through.PERSON,
    )
    due_on = models.DateField(null=True, blank=True)
    later_on = models.DateField(null=True, blank=True)
    amount_cents = models.BigIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=2, blank=True, db_default="", default="")
    answer = models.CharField(
        max_length=10, choices=Answer.choices, default=Answer.WAITING, db_default=Answer.WAITING.value
    )
    version = models.PositiveIntegerField(default=0, db_default=0)
    moved_at = models.DateTimeField(default=timezone.now, db_default=Now())
    question = models.TextField(max_length=1000, blank=True, default="", db_default="")
    reply = models.TextField(max_length=1000, blank=True, default="", db_default="")
    reason = models.TextField(max_length=1000, blank=True, default="", db_default="")
    offer_on = models.DateField(null=True, blank=True)
    offer_until = models.DateField(null=True, blank=True)
    plan = models.ForeignKey(
        "plans.Proposal", on_delete=models.SET_NULL, null=True, blank=True, related_name="changes"
    )

    class Meta:
        verbose_name = _("request to change a plan")
        verbose_name_plural = _("requests to change a plan")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["office", "file_id", "party_id"], name="plans_change_of_file"),
            models.Index(fields=["moved_at", "id"], condition=CHANGE_WAITS, name="plans_change_for_staff"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "waiting", "delivered", "failed"]),
                name="plans_change_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="later", later_on__isnull=False)
                | models.Q(kind="lower", amount_cents__gt=0)
                | models.Q(kind="day", day__gte=1, day__lte=LAST_DAY)
                # Delivered: the office has the text, and it is no longer stored here.
                | (models.Q(kind="other") & (~models.Q(text="") | models.Q(state="delivered"))),
                name="plans_change_says_what",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_through__in=["person", "helper"]),
                name="plans_change_known_through",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(sent_at__isnull=False),
                name="plans_change_sent_at",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    answer__in=["waiting", "asked", "offered", "agreed", "declined", "planned"]
                ),
                name="plans_change_known_answer",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="offered")
                | models.Q(offer_on__isnull=False, offer_until__isnull=False),
                name="plans_change_offers_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"

    @property
    def number(self) -> str:
        """The number by which people refer to this request."""
        return f"C-{self.pk:06d}" if self.pk else "C-"
