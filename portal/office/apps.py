from django.utils.translation import gettext_lazy as _

from portal.web.room import Hearing, Page, Room

_FORGET = "portal.office.selectors.forget_office"


class OfficeConfig(Room):
    name = "portal.office"
    label = "office"
    verbose_name = "Office"
    hears = (
        Hearing("django.db.models.signals.post_save", _FORGET, sender="office.Office"),
        Hearing("django.db.models.signals.post_delete", _FORGET, sender="office.Office"),
    )
    findings = ("portal.office.findings.EXAMINATION",)
    settings_pages = (
        Page(
            _("The office"),
            "admin:office_office_changelist",
            "office.change_office",
            _("Name, address, opening hours and colour"),
        ),
    )
