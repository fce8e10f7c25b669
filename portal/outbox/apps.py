from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "portal.outbox"
    label = "outbox"
    verbose_name = "Outbox"

    def ready(self) -> None:
        """Give the desk its page of deliveries."""
        from portal.desk.frame import navigation  # noqa: PLC0415 - models are ready only now

        text = _("What could not be delivered, and what waits")
        permission = "outbox.manage_deliveries"
        navigation.add(_("To do"), _("Deliveries"), "outbox:deliveries", permission, text=text)
