"""Reminders before a payment of a plan: what the office allows, who asked for them, and which were sent."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office

MOST_DAYS_BEFORE = 14
MOST_PER_WEEK = 7


class Channel(models.TextChoices):
    """How a reminder goes out. Both are sent by Tagor, from a template of the office."""

    MAIL = "mail", _("mail")
    TEXT = "text", _("text message")


class ReminderRules(models.Model):
    """What the office allows. Off by default; a channel without a template is not offered.

    Nothing is sent between ``quiet_from`` and ``quiet_until``, in the office's zone; equal: no quiet hours.
    ``most_per_week`` counts for one person, over all their files.
    """

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="reminder_rules")
    is_on = models.BooleanField(default=False, verbose_name=_("reminders on"))
    mail_template = models.CharField(
        max_length=40, blank=True, verbose_name=_("template of the mail"), help_text=_("Tagor’s code.")
    )
    text_template = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("template of the text message"),
        help_text=_("Tagor’s code."),
    )
    days_before = models.PositiveSmallIntegerField(
        default=3,
        verbose_name=_("days before the payment"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS_BEFORE)],
    )
    quiet_from = models.TimeField(default=time(20), verbose_name=_("quiet from"))
    quiet_until = models.TimeField(default=time(8), verbose_name=_("quiet until"))
    most_per_week = models.PositiveSmallIntegerField(
        default=2,
        verbose_name=_("most in a week"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PER_WEEK)],
    )

    class Meta:
        verbose_name = _("rules for reminders")
        verbose_name_plural = _("rules for reminders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days_before__gte=1, days_before__lte=MOST_DAYS_BEFORE),
                name="reminders_rules_days_before",
            ),
            models.CheckConstraint(
                condition=models.Q(most_per_week__gte=1, most_per_week__lte=MOST_PER_WEEK),
                name="reminders_rules_most_per_week",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)

    def get_template(self, channel: str) -> str:
        """Tagor's code of the template for a channel; "" when the office does not send that way."""
        return self.mail_template if channel == Channel.MAIL else self.text_template

    @property
    def channels(self) -> list[str]:
        """The ways the office sends reminders; none while they are off."""
        return [one.value for one in Channel if self.is_on and self.get_template(one.value)]


class Subscription(models.Model):
    """Somebody who wants reminders for the plan of one file. Holds no address: Tagor knows it.

    Removed when they stop, and when the plan has ended. ``next_look_at`` is when the plan is read again.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    days_before = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    next_look_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("wish for reminders")
        verbose_name_plural = _("wishes for reminders")
        constraints = [
            models.UniqueConstraint(fields=["office", "file_id", "party_id"], name="reminders_one_wish"),
            models.CheckConstraint(
                condition=models.Q(channel__in=["mail", "text"]), name="reminders_wish_known_channel"
            ),
            models.CheckConstraint(
                condition=models.Q(days_before__gte=1, days_before__lte=MOST_DAYS_BEFORE),
                name="reminders_wish_days_before",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}: {self.channel}"


class Reminder(models.Model):
    """One reminder of one payment by one channel: there is never a second. ``reason`` is a code."""

    class State(models.TextChoices):
        """Where it is."""

        QUEUED = "queued", pgettext_lazy("reminder", "waiting")
        SENT = "sent", pgettext_lazy("reminder", "sent")
        SKIPPED = "skipped", pgettext_lazy("reminder", "not needed")
        FAILED = "failed", pgettext_lazy("reminder", "not sent, or not known")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    plan_id = models.CharField(max_length=30)
    planned_on = models.DateField(help_text=_("The day of the payment as the plan means it."))
    due_on = models.DateField(help_text=_("The bank day on which it falls."))
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["office", "party_id", "sent_at"], name="reminders_of_party")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "file_id", "party_id", "plan_id", "planned_on", "channel"],
                name="reminders_one_a_payment",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "sent", "skipped", "failed"]),
                name="reminders_known_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False),
                name="reminders_sent_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} ({self.state})"
