from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Receiver, Room

_FORGET = "portal.office.selectors.forget_office"


class OfficeConfig(Room):
    name = "portal.office"
    label = "office"
    verbose_name = "Office"
    receivers = (
        Receiver("django.db.models.signals.post_save", _FORGET, sender="office.Office"),
        Receiver("django.db.models.signals.post_delete", _FORGET, sender="office.Office"),
    )
    findings = ("portal.office.findings.EXAMINATION",)
    settings_pages = (
        Page(
            _("The office"),
            "office-settings:identity",
            "office.change_office",
            _("Name, address, telephone and register number"),
            section="office",
        ),
        Page(
            _("Hours and closing days"),
            "office-settings:hours",
            "office.change_hours",
            _("Pages say whether you are open now"),
            section="office",
        ),
        Page(
            _("Colour and logo"),
            "office-settings:look",
            "office.change_look",
            _("Your colour and your picture"),
            section="office",
        ),
        Page(
            _("Your own texts"),
            "office-settings:texts",
            "office.change_texts",
            _("What you say yourself on people’s pages, in four languages"),
            section="texts",
        ),
        Page(
            _("Who helps people with debts"),
            "office-settings:helpers",
            "office.change_helpers",
            _("The addresses on the page with help, by region"),
            section="texts",
        ),
    )
