from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room, Sealed


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
    sealed = (
        Sealed(
            "outbox.Delivery",
            ("secret",),
            purpose="portal.outbox.handlers.SECRET_PURPOSE",
            what="what a delivery needs on its way, such as a person's credential",
            kept="until it ended, or 7 days after it was given up",
            where={"state__in": ("waiting", "sending", "doubtful", "given_up")},
        ),
    )
