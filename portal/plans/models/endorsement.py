"""The first of two people who must agree."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.plans.models.proposal import Proposal


class Endorsement(models.Model):
    """A member of staff approves a decision that needs two; valid for that version of the request only.

    ``terms``: what the office would propose, for a proposal of the office; cents and ISO dates.
    """

    class Act(models.TextChoices):
        """The decision."""

        APPROVE = "approve", _("agree")
        RELEASE = "release", _("let it replace the plan that runs")
        COUNTER = "counter", _("propose something else")

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="endorsement")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices)
    terms: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("first of two decisions")
        verbose_name_plural = _("first of two decisions")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=["approve", "release", "counter"]),
                name="plans_endorsement_known_act",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.act}"

    @property
    def is_current(self) -> bool:
        """Whether nothing has happened to the request since."""
        return self.version == self.proposal.version
