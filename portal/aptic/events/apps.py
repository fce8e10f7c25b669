from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room, Sealed


class EventsConfig(Room):
    name = "portal.aptic.events"
    label = "events"
    verbose_name = "Events from Aptic"
    navigation = (
        Page(
            _("Events"),
            "events:feed",
            "events.view_event",
            _("What Aptic told, and what the portal did about it"),
            section="Aptic",
        ),
        Page(
            _("Contact details to check"),
            "events:checks",
            "events.view_event",
            _("What changed in Aptic, for somebody to look at"),
            section=_("To do"),
        ),
    )
    retention = (
        "portal.aptic.events.retention.RETENTION",
        "portal.aptic.events.retention.KEEPING_LOOKS",
        "portal.aptic.events.retention.KEEPING_NOTES",
    )
    metrics = ("portal.aptic.events.metrics.count_by_state", "portal.aptic.events.metrics.measure_oldest")
    work = ("portal.aptic.events.work.ContactChecks",)
    timeline = (
        "portal.aptic.events.selectors.list_timeline_entries",
        "portal.aptic.events.selectors.list_told",
    )
    sealed = (
        Sealed(
            "events.Event",
            ("payload",),
            purpose="portal.aptic.events.receiving.store.PURPOSE",
            what="events from Aptic",
            kept="`EVENT_RETENTION_DAYS`",
        ),
        Sealed(
            "events.WebhookSecret",
            ("sealed",),
            purpose="portal.aptic.events.receiving.webhook_secrets.PURPOSE",
            what="the secrets with which Aptic posts them",
            kept="no end: the newest is in use",
        ),
    )
