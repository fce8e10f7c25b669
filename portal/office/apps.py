from portal.web.room import Hearing, Room

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
