from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class EventsConfig(Room):
    name = "portal.aptic.events"
    label = "events"
    verbose_name = "Events from Aptic"
    navigation = (
        Page(
            "Aptic",
            _("Events"),
            "events:feed",
            "events.view_event",
            _("What Aptic told, and what the portal did about it"),
        ),
        Page(
            _("To do"),
            _("Contact details to check"),
            "events:checks",
            "events.view_event",
            _("What changed in Aptic, for somebody to look at"),
        ),
    )
    retention = ("portal.aptic.events.services.KEEPING",)
