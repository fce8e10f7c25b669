"""A dated proof of one act, which its holder keeps and anyone can check. Written once, never changed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.audit.models import Event
from portal.office.models import Office
from portal.receipts.receipt_code import make_code


class Receipt(models.Model):
    """What was done, as it stood when the receipt was issued.

    ``subject`` identifies the act within its kind (a payment's reference, say), so that one act has one
    receipt. ``facts`` holds only what the holder already knows, under the names that ``presenters`` expects;
    never a person's name. Amounts in cents.
    """

    class Kind(models.TextChoices):
        """The acts that give a receipt."""

        PAYMENT_SEEN = "payment-seen", _("payment seen by the office")
        PAYMENT_BOOKED = "payment-booked", _("payment booked")
        PLAN_SENT = "plan-sent", _("request for a payment plan received")
        PLAN_ANSWERED = "plan-answered", _("answer about a payment plan received")
        PLAN_TAKEN = "plan-taken", _("payment plan of the office accepted")
        MESSAGE_RECEIVED = "message-received", _("message received")
        CONTACT_CONFIRMED = "contact-confirmed", _("contact detail confirmed")
        PAID_IN_FULL = "paid-in-full", _("nothing left to pay")

    code = models.CharField(max_length=24, unique=True, default=make_code)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    subject = models.CharField(max_length=60)
    file_id = models.CharField(max_length=30, db_index=True)
    party_id = models.CharField(max_length=30)
    issued_at = models.DateTimeField()
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="receipts_one_an_act"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Undone(models.Model):
    """What was undone of the act of a receipt, kept when the row that told of it is deleted.

    ``amount_cents``: of a part. A receipt is never changed, so this stands beside it, and goes with it.
    """

    class Extent(models.TextChoices):
        """How much of it."""

        WHOLE = "whole", "whole"
        PART = "part", "part"
        OF_FILE = "of-file", "of-file"

    receipt = models.OneToOneField(Receipt, on_delete=models.CASCADE, related_name="+")
    extent = models.CharField(max_length=10, choices=Extent.choices)
    amount_cents = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.extent}"
