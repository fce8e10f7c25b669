"""Changes that two people make: one proposes, another confirms. The data common to all of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeState(models.TextChoices):
    """Expired: nobody confirmed in time. Overtaken: the values had changed in the meantime."""

    WAITING = "waiting", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("not confirmed in time")
    OVERTAKEN = "overtaken", _("overtaken by another change")


class GuardedChange(models.Model):
    """A proposal; somebody other than the proposer must confirm it.

    ``before`` and ``after`` hold all that belongs together, by name. Applied only while ``before`` equals the
    current values.
    """

    State = ChangeState

    office = models.ForeignKey("office.Office", on_delete=models.PROTECT, related_name="+")
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    after: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def changed_names(self) -> list[str]:
        """The names of the values that would change."""
        names = dict.fromkeys((*self.after, *self.before))
        return [name for name in names if self.before.get(name) != self.after.get(name)]


def make_constraints(prefix: str, *, one_waits: tuple[str, ...] = ("office",)) -> list[Any]:
    """Database constraints: a known state, two different people, one open proposal of a thing at a time."""
    return [
        models.CheckConstraint(
            condition=models.Q(
                state__in=["waiting", "confirmed", "refused", "withdrawn", "expired", "overtaken"]
            ),
            name=f"{prefix}_known_state",
        ),
        models.CheckConstraint(
            condition=~models.Q(state="confirmed")
            | (models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("proposed_by"))),
            name=f"{prefix}_two_people",
        ),
        models.CheckConstraint(
            condition=models.Q(state="waiting", decided_at__isnull=True)
            | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
            name=f"{prefix}_decided_at",
        ),
        models.UniqueConstraint(
            fields=[*one_waits], condition=models.Q(state="waiting"), name=f"{prefix}_one_waits"
        ),
    ]


class RuleChange(GuardedChange):
    """A proposal to change rules for decisions on people. ``topic`` says which: see ``GuardedChoice``."""

    topic = models.CharField(max_length=20)

    class Meta:
        app_label = "office"
        ordering = ["-pk"]
        default_permissions = ()
        constraints = make_constraints("office_rule", one_waits=("office", "topic"))
