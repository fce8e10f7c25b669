from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class OutboxConfig(Room):
    name = "portal.outbox"
    label = "outbox"
    verbose_name = "Outbox"
    navigation = (
        Page(
            _("Deliveries"),
            "outbox:deliveries",
            "outbox.manage_deliveries",
            _("What could not be delivered, and what waits"),
            section=_("To do"),
        ),
    )
    retention = ("portal.outbox.retention.RETENTION",)
    work = ("portal.outbox.work.GivenUp",)
    metrics = ("portal.outbox.metrics.count_by_state", "portal.outbox.metrics.measure_oldest")
