"""The secrets that Aptic returns with its events; several are valid while one replaces another."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.office.models import Office


class WebhookSecret(models.Model):
    """One secret, sealed. Valid from ``valid_from`` until ``valid_until`` (none: until it is replaced)."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sealed = models.TextField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("secret of the webhooks")
        verbose_name_plural = _("secrets of the webhooks")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="events_secret_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"secret {self.pk}"
