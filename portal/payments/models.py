"""A payment that somebody started: the order, Tagor's state before it, and the result."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Replace, Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office


class State(models.TextChoices):
    """State of an attempt."""

    CREATED = "created", pgettext_lazy("payment state", "being prepared")
    STARTED = "started", pgettext_lazy("payment state", "started")
    AT_BANK = "at_bank", pgettext_lazy("payment state", "at the payment page")
    RETURNED = "returned", pgettext_lazy("payment state", "came back")
    LAPSED = "lapsed", pgettext_lazy("payment state", "not seen")
    NOT_STARTED = "not_started", pgettext_lazy("payment state", "could not start")
    UNKNOWN = "unknown", pgettext_lazy("payment state", "start not confirmed")
    BANK_PAID = "bank_paid", pgettext_lazy("payment state", "paid, says the bank")
    BANK_REFUSED = "bank_refused", pgettext_lazy("payment state", "refused, says the bank")
    BANK_CANCELLED = "bank_cancelled", pgettext_lazy("payment state", "cancelled, says the bank")
    BANK_EXPIRED = "bank_expired", pgettext_lazy("payment state", "expired, says the bank")
    BANK_UNKNOWN = "bank_unknown", pgettext_lazy("payment state", "pending at the bank")
    PAID_LATE = "paid_late", pgettext_lazy("payment state", "paid late")
    PAID_TWICE = "paid_twice", pgettext_lazy("payment state", "paid twice")
    AMOUNT_DIFFERS = "amount_differs", pgettext_lazy("payment state", "another amount paid")
    NEEDS_REVIEW = "needs_review", pgettext_lazy("payment state", "must be looked at")
    SEEN = "seen", pgettext_lazy("payment state", "seen by the office")
    BOOKED = "booked", pgettext_lazy("payment state", "booked")


LIVE = (State.CREATED, State.STARTED, State.AT_BANK, State.RETURNED)
"""At most one attempt of a file and amount is in one of these; the database enforces it."""


class Provider(models.TextChoices):
    TAGOR_SIPS = "tagor_sips", _("online, through Tagor")
    SIPS_DIRECT = "sips_direct", _("online, with the portal as merchant")
    WORLDLINE = "worldline", _("online, by Worldline")
    MOLLIE = "mollie", _("online, by Mollie")
    TRANSFER = "transfer", _("bank transfer")


PLAIN_FILE_NAME = Upper(
    Replace(
        Replace(Replace(Replace("file_name", models.Value("/")), models.Value("-")), models.Value(".")),
        models.Value(" "),
    )
)
"""The number of a file without punctuation: people type it with and without."""


class Oddity(models.TextChoices):
    """What was unusual about an attempt; kept when its state changes."""

    LATE = "late", _("paid after we had given it up")
    TWICE = "twice", _("paid beside another payment of the same amount")
    AMOUNT = "amount", _("another amount than asked")
    CONTRADICTION = "contradiction", _("the answers of the bank contradict each other")
    UNKNOWN_CODE = "unknown_code", _("the bank answered with a code nobody knows")
    REFUNDED = "refunded", _("money was given back to the payer")
    CHARGED_BACK = "charged_back", _("the bank took the money back")


class Attempt(models.Model):
    """One try at one payment, with a reference of its own. Amounts in cents.

    ``baseline`` is what Tagor showed just before the start (see ``evidence``). ``line_id`` is the office's
    line for the payment, if known. ``ambiguous``: money was seen that may also belong to another attempt.
    ``oddity``, ``bank_code`` (its answer code) and ``received_cents`` (what it says was paid) come with a
    verified status of the bank. ``sealed_redirect`` opens the payment page; it is encrypted and wiped when
    nobody can pay there any more.

    ``checkout_id`` is the payment service's own id of its page or payment (hostedCheckoutId, tr_…), which
    status queries use; ``payment_id`` its id of the money that was taken, where that is another. ``merchant``
    is who asked for the money, as the service calls us; ``language`` the one its page was asked in.
    ``refunded_cents`` and ``charged_back_cents`` are what went back since, in all.
    """

    class Kind(models.TextChoices):
        FULL = "full", _("in full")
        ARREARS = "arrears", _("the arrears")
        INSTALMENT = "instalment", _("the next payment of the plan")
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
    # With defaults in the database, an older release that lacks the column can still add rows.
    oddity = models.CharField(max_length=20, choices=Oddity.choices, blank=True, default="", db_default="")
    bank_code = models.CharField(max_length=10, blank=True, default="", db_default="")
    received_cents = models.PositiveBigIntegerField(null=True, blank=True)
    sealed_redirect = models.TextField(blank=True)
    checkout_id = models.CharField(max_length=80, blank=True, default="", db_default="")
    payment_id = models.CharField(max_length=80, blank=True, default="", db_default="")
    merchant = models.CharField(max_length=80, blank=True, default="", db_default="")
    language = models.CharField(max_length=5, blank=True, default="", db_default="")
    refunded_cents = models.PositiveBigIntegerField(default=0, db_default=0)
    charged_back_cents = models.PositiveBigIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    bank_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("payment attempt")
        verbose_name_plural = _("payment attempts")
        ordering = ["-created_at"]
        permissions = [
            ("decide_attempt", _("Can decide about payments")),
            ("export_attempt", _("Can download a list of payments")),
            ("pay_back", _("Can say that a payment was paid back")),
        ]
        # What staff search by: the newest, a file, an amount.
        indexes = [
            models.Index(fields=["-created_at"], name="payments_attempt_newest"),
            models.Index(PLAIN_FILE_NAME, name="payments_attempt_file_name"),
            models.Index(fields=["file_name"], name="payments_attempt_number"),
            models.Index(fields=["amount_cents"], name="payments_attempt_amount"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="payments_attempt_amount_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="payments_attempt_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(provider__in=Provider.values), name="payments_attempt_known_provider"
            ),
            models.CheckConstraint(
                condition=models.Q(oddity__in=["", *Oddity.values]), name="payments_attempt_known_oddity"
            ),
            models.CheckConstraint(
                condition=models.Q(received_cents=None) | models.Q(received_cents__gt=0),
                name="payments_attempt_received_positive",
            ),
            models.UniqueConstraint(
                fields=["file_id", "amount_cents"],
                condition=models.Q(state__in=LIVE) & ~models.Q(provider="transfer"),
                name="payments_one_live_attempt",
            ),
            models.UniqueConstraint(
                fields=["line_id"], condition=~models.Q(line_id=""), name="payments_one_attempt_a_line"
            ),
            models.UniqueConstraint(
                fields=["provider", "checkout_id"],
                condition=~models.Q(checkout_id=""),
                name="payments_one_attempt_a_checkout",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def paid_cents(self) -> int:
        """The amount paid as far as known: the bank's, else the requested one."""
        return self.received_cents or self.amount_cents

    @property
    def given_back_cents(self) -> int:
        """What the payer was given back.

        What accounting paid back and what the service says was refunded may be the same money: the larger
        counts.
        """
        ended = [one.amount_cents for one in self.refunds.all() if one.state == Refund.State.DONE]
        return max(self.refunded_cents, sum(ended))

    @property
    def left_cents(self) -> int:
        """The amount paid, less what went back of it since."""
        return max(0, self.paid_cents - self.given_back_cents - self.charged_back_cents)


class Alert(models.Model):
    """Something about an attempt that a person must look at.

    Closed when it no longer holds, or when a person decided; ``decision`` is "" in the first case.
    """

    class Kind(models.TextChoices):
        PENDING = "pending", _("no outcome after a day")
        NOT_SHOWN = "not_shown", _("paid, says the bank; Tagor does not show it")
        NOT_BOOKED = "not_booked", _("seen by the office, and not booked for long")
        SHOWN_TWICE = "shown_twice", _("Tagor shows more than one payment")
        AMBIGUOUS = "ambiguous", _("money that may belong to another attempt")
        CONTRADICTION = "contradiction", _("the answers of the bank contradict each other")
        AMOUNT = "amount", _("another amount than asked")
        PAID_TWICE = "paid_twice", _("paid beside another payment of the same amount")
        REFUND = "refund", _("money was given back to the payer")
        CHARGEBACK = "chargeback", _("the bank took the money back")

    class Decision(models.TextChoices):
        """A person's finding that no state of the payment expresses."""

        BOOKED_BY_HAND = "booked-by-hand", _("The payment was booked by hand in Tagor")
        LINE_TAKEN_BACK = "line-taken-back", _("The extra line was taken back in Tagor")
        TWO_PAYMENTS = "two-payments", _("There were two payments, and both stay on the file")
        OTHER_PAYMENT = "other-payment", _("The money belongs to the other payment; this one was not paid")
        KEPT = "kept", _("The money stays on the file; the payer agrees")
        PAY_BACK = "pay-back", _("The money goes back to the payer")
        TAKEN_OFF = "taken-off", _("The sum was taken off in Tagor")
        WAS_EXPECTED = "was-expected", _("The office gave it back itself; Tagor shows it already")

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(
        max_length=20, choices=Decision.choices, blank=True, default="", db_default=""
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("payment alert")
        verbose_name_plural = _("payment alerts")
        ordering = ["-raised_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision="") | models.Q(closed_at__isnull=False),
                name="payments_decided_alert_is_closed",
            ),
            models.UniqueConstraint(
                fields=["attempt", "kind"],
                condition=models.Q(closed_at=None),
                name="payments_one_open_alert_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.attempt_id}"


class Refund(models.Model):
    """Money that the office owes the payer of an attempt: asked by who decides, paid by accounting.

    The portal pays nobody; it keeps who asked, how much, and who said that it was done.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("refund", "to be paid back")
        DONE = "done", pgettext_lazy("refund", "paid back")
        DROPPED = "dropped", pgettext_lazy("refund", "not paid back after all")

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="refunds")
    amount_cents = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("payment to pay back")
        verbose_name_plural = _("payments to pay back")
        default_permissions = ()
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="payments_refund_amount_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "done", "dropped"]), name="payments_refund_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked", ended_at=None)
                | models.Q(ended_at__isnull=False) & ~models.Q(state="asked"),
                name="payments_refund_ended",
            ),
            models.UniqueConstraint(
                fields=["attempt"], condition=models.Q(state="asked"), name="payments_one_open_refund"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.state}"


class PaymentChannel(models.Model):
    """Who takes online payments for files of a type; a blank type is every type without a row of its own.

    Without any row payments go through Tagor. ``valid_from``: the first day it applies, None from the
    beginning; the newest valid row applies. ``merchant``: the merchant that two people confirmed; with keys
    of another one nobody can pay that way.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    file_type_id = models.CharField(
        max_length=30, blank=True, verbose_name=_("file type"), help_text=_("Blank: every other type.")
    )
    provider = models.CharField(max_length=20, choices=Provider.choices)
    valid_from = models.DateField(null=True, blank=True)
    merchant = models.CharField(max_length=80, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("way of paying")
        verbose_name_plural = _("ways of paying")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "file_type_id"],
                condition=models.Q(valid_from=None),
                name="payments_one_channel_a_type",
            ),
            models.UniqueConstraint(
                fields=["office", "file_type_id", "valid_from"],
                condition=models.Q(valid_from__isnull=False),
                name="payments_one_channel_a_type_and_day",
            ),
            models.CheckConstraint(
                condition=models.Q(provider__in=Provider.values), name="payments_channel_known_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_type_id or '*'}: {self.provider}"


class Notice(models.Model):
    """A verified status of the bank, stored before it is applied. The same message is stored once.

    Holds no card, address or name. ``handled_at`` None: received, and not applied yet. ``provider`` defines
    the codes. ``refunded_cents`` and ``charged_back_cents``: the totals returned since.
    """

    class Source(models.TextChoices):
        NOTIFICATION = "notification", _("told by the bank")
        RETURN = "return", _("brought by the browser, sealed")
        STATUS = "status", _("asked")

    attempt = models.ForeignKey(
        Attempt, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    fingerprint = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=20, choices=Source.choices)
    provider = models.CharField(
        max_length=20,
        choices=Provider.choices,
        default=Provider.SIPS_DIRECT,
        db_default=Provider.SIPS_DIRECT.value,
    )
    reference = models.CharField(max_length=35, db_index=True)
    code = models.CharField(max_length=10)
    status = models.CharField(max_length=30, blank=True)
    amount_cents = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    refunded_cents = models.PositiveBigIntegerField(default=0, db_default=0)
    charged_back_cents = models.PositiveBigIntegerField(default=0, db_default=0)
    is_about_order = models.BooleanField(default=True)
    outcome = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("word of the bank")
        verbose_name_plural = _("words of the bank")
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.code}"


class Booking(models.Model):
    """Money that the portal itself must report to the office: once for a reference, or not at all.

    ``lines_before`` are the ids of the payment lines of this amount just before the report was sent: lines
    added since show whether a report arrived whose answer was lost.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to be reported")
        SENDING = "sending", _("being reported")
        DOUBTFUL = "doubtful", _("reported, no answer")
        DONE = "done", _("reported")
        REFUSED = "refused", _("refused by the system of the office")

    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="booking")
    reference = models.CharField(max_length=35, unique=True)
    amount_cents = models.PositiveBigIntegerField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    lines_before: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    tries = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report of a payment")
        verbose_name_plural = _("reports of payments")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0), name="payments_booking_amount_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sending", "doubtful", "done", "refused"]),
                name="payments_booking_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(sent_at__isnull=False),
                name="payments_booking_sent_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class Reversal(models.Model):
    """Money that returned to the payer after a payment: staff must correct the books.

    ``amount_cents`` is this step, ``total_cents`` the total of this kind since the payment. ``handled_at``:
    when staff confirmed that the books are right.
    """

    class Kind(models.TextChoices):
        REFUND = "refund", _("money was given back to the payer")
        CHARGEBACK = "chargeback", _("the bank took the money back")

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="reversals")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    amount_cents = models.PositiveBigIntegerField()
    total_cents = models.PositiveBigIntegerField()
    found_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("money that went back")
        verbose_name_plural = _("money that went back")
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "kind", "total_cents"], name="payments_one_reversal_a_total"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0) & models.Q(total_cents__gte=models.F("amount_cents")),
                name="payments_reversal_amount_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.attempt_id}"
