from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "portal.aptic.events"
    label = "events"
    verbose_name = "Events from Aptic"

    def ready(self) -> None:
        """Give the desk the feed and the list of contact details to check."""
        from portal.desk.frame import navigation  # noqa: PLC0415 - models are ready only now

        permission = "events.view_event"
        text = _("What Aptic told, and what the portal did about it")
        navigation.add("Aptic", _("Events"), "events:feed", permission, text=text)
        text = _("What changed in Aptic, for somebody to look at")
        navigation.add(_("To do"), _("Contact details to check"), "events:checks", permission, text=text)
