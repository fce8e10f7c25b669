from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class OutboxConfig(Room):
    name = "portal.outbox"
    label = "outbox"
    verbose_name = "Outbox"
    navigation = (
        Page(
            _("To do"),
            _("Deliveries"),
            "outbox:deliveries",
            "outbox.manage_deliveries",
            _("What could not be delivered, and what waits"),
        ),
    )
    retention = ("portal.outbox.services.KEEPING",)
