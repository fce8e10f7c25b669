"""Passes that people gave to helpers, and what was done with each."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.access.helper_pass.scopes import Scope
from portal.office.models import Office
from portal.web.sealing import seal, unseal

PURPOSE = "helper-pass"


class LivePasses(models.QuerySet["HelperPass"]):
    """Passes in lists."""

    def live(self, now: datetime | None = None) -> "LivePasses":
        """Those that are still valid."""
        return self.filter(ended_at=None, ends_at__gt=now or timezone.now())


class HelperPass(models.Model):
    """One pass. The names and the credential are sealed; the code is only stored as a keyed hash.

    ``holder_sealed``: the person's name in the file. ``credential_sealed``: that of the person, "" once the
    pass has ended. ``ends_at``: when it ends, at the latest with the letter's link if Tagor says when.
    ``sent_to``: the masked address its link was mailed to. ``office_words_sealed``: why the office ended it.
    """

    class End(models.TextChoices):
        """Why it ended early."""

        REVOKED = "revoked", _("you ended it")
        LINK = "link", _("the link of your letter ended")
        OFFICE = "office", _("the office ended it")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    name_sealed = models.TextField()
    holder_sealed = models.TextField()
    credential_sealed = models.TextField(blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    may_view = models.BooleanField()
    may_message = models.BooleanField()
    may_propose = models.BooleanField()
    sent_to = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=7, choices=End.choices, blank=True)
    office_words_sealed = models.TextField(blank=True, default="", db_default="")

    objects = LivePasses.as_manager()

    class Meta:
        app_label = "access"
        verbose_name = _("helper pass")
        verbose_name_plural = _("helper passes")
        default_permissions = ("view",)
        permissions = [("end_helperpass", _("Can end the pass of a helper"))]
        indexes = [models.Index(fields=["file_id", "party_id"], name="access_pass_of_party")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at=None, end_reason="")
                | models.Q(ended_at__isnull=False, end_reason__in=["revoked", "link", "office"]),
                name="access_pass_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(credential_sealed=""),
                name="access_pass_over_opens_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.made_at:%Y-%m-%d}"

    @property
    def name(self) -> str:
        """The helper; "" when the key that sealed the name is gone."""
        return unseal(self.name_sealed, purpose=PURPOSE) or ""

    @property
    def holder(self) -> str:
        """The person who is helped."""
        return unseal(self.holder_sealed, purpose=PURPOSE) or ""

    @property
    def office_words(self) -> str:
        """Why the office ended it, for the person; "" when it did not."""
        return unseal(self.office_words_sealed, purpose=PURPOSE) or ""

    @property
    def is_live(self) -> bool:
        """Whether it still opens the file."""
        return self.ended_at is None and self.ends_at > timezone.now()

    @property
    def scopes(self) -> frozenset[str]:
        """What it allows."""
        given = {Scope.VIEW: self.may_view, Scope.MESSAGE: self.may_message, Scope.PROPOSE: self.may_propose}
        return frozenset({Scope.PAY, *(scope for scope, is_given in given.items() if is_given)})

    def name_people(self, *, name: str, holder: str) -> None:
        """Seal the names of the helper and the person."""
        self.name_sealed = seal(name, purpose=PURPOSE)
        self.holder_sealed = seal(holder, purpose=PURPOSE)


class PassUse(models.Model):
    """One thing that was done with a pass. ``act``: a code of ``uses``."""

    helper_pass = models.ForeignKey(HelperPass, on_delete=models.CASCADE, related_name="uses")
    at = models.DateTimeField()
    act = models.CharField(max_length=20)

    class Meta:
        app_label = "access"
        verbose_name = _("use of a helper pass")
        verbose_name_plural = _("uses of helper passes")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.helper_pass_id} {self.act}"
