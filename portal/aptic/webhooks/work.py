"""The work that webhooks make: what Aptic tells is not what the office wants."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.aptic.models import WebhookDrift
from portal.desk.work import Alert, Work, WorkItem


class WebhookDrifts(Work):
    """Somebody mends them, or wants something else."""

    kind = "webhook-drift"
    title = _("Webhooks that differ")
    permission = "service_calls.manage_webhooks"
    since = "found_at"
    file = ""
    alerts = (Alert("webhook-drift", _("Webhooks that differ")),)

    def list_rows(self) -> "QuerySet[WebhookDrift]":
        """At most one for each office."""
        return WebhookDrift.objects.all()

    def make_item(self, row: WebhookDrift) -> WorkItem:
        """Where the differences stand."""
        del row
        return WorkItem(
            fact=str(_("What Aptic tells the portal is not what the office wants.")),
            address=reverse("service_calls:webhooks"),
        )
