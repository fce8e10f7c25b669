from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class HelpConfig(Room):
    name = "portal.help"
    label = "help"
    verbose_name = "Help"
    settings_pages = (
        Page(
            _("Easier text"),
            "help:texts",
            "help.change_easytext",
            _("The short version of what people read most"),
            section="texts",
        ),
    )
