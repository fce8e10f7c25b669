"""A new mail address or mobile number of a person: confirmed by a code, then given to the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.messages.models.thread import make_token, seal_words, unseal_words
from portal.office.models import Office


class ContactChange(models.Model):
    """``sealed`` holds the address or number and the code that was sent to it; wiped when it ends.

    ``masked`` is what stays to be shown.
    """

    class Kind(models.TextChoices):
        """What it is."""

        EMAIL = "email", _("E-mail address")
        MOBILE = "mobile", _("Mobile number")

    class State(models.TextChoices):
        """Its state. Only the right code moves it on from "asked"."""

        ASKED = "asked", "a code was sent"
        CONFIRMED = "confirmed", "confirmed, on its way to the office"
        DELIVERED = "delivered", "with the office"
        FAILED = "failed", "not delivered"
        OVER = "over", "no right code came in time"

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60, blank=True)
    token = models.CharField(max_length=43, unique=True, default=make_token)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    sealed = models.TextField(blank=True)
    masked = models.CharField(max_length=60)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("new contact detail")
        verbose_name_plural = _("new contact details")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["file_id", "party_id", "created_at"], name="talk_contact_of_party")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "confirmed", "delivered", "failed", "over"]),
                name="talk_contact_known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["email", "mobile"]), name="talk_contact_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "over"], confirmed_at__isnull=True)
                | models.Q(state__in=["confirmed", "delivered", "failed"], confirmed_at__isnull=False),
                name="talk_contact_confirmed_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"

    @property
    def number(self) -> str:
        """The number by which people refer to it."""
        return f"A-{self.pk:06d}" if self.pk else "A-"

    @property
    def value(self) -> str:
        """The address or the number itself; "" once it is wiped."""
        return str(unseal_words(self.sealed, {}).get("value", ""))

    @property
    def code(self) -> str:
        """The code that was sent."""
        return str(unseal_words(self.sealed, {}).get("code", ""))

    def seal_value(self, *, value: str, code: str = "") -> None:
        """Seal the value and its code."""
        self.sealed = seal_words({"value": value, "code": code})


UNCONFIRMED = (ContactChange.State.ASKED, ContactChange.State.OVER)
"""A code was sent, and never typed: the office gets nothing of it."""
