from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LinksConfig(AppConfig):
    name = "portal.crm.links"
    label = "links"
    verbose_name = "Links to CRM records"

    def ready(self) -> None:
        """Tell the outbox how each kind is sent, and the desk where the pages are."""
        from portal.crm.links.sending.handlers import HANDLERS  # noqa: PLC0415
        from portal.desk.frame import navigation  # noqa: PLC0415 - models are ready only now
        from portal.outbox.handlers import register  # noqa: PLC0415

        for handler in HANDLERS:
            register(handler)
        post_save.connect(wake_after_sign_in, sender="crm.CrmToken", dispatch_uid="links.wake")
        navigation.add(
            pgettext_lazy("of a person", "Files"),
            _("Files in the CRM systems"),
            "links:files",
            "links.view_link",
            text=_("Find a file, see its CRM records, and send notes, tasks and documents there"),
        )
        navigation.add(
            pgettext_lazy("of a person", "Files"),
            _("What the CRM systems are told"),
            "links:rules",
            "links.change_mirrorrule",
            text=_("Choose which events of the portal become a note or a task"),
        )


def wake_after_sign_in(**_told: Any) -> None:
    """Somebody signed in at DossierData: what waited for that goes on at once."""
    from portal.crm.links.panel.services import wake_waiting  # noqa: PLC0415 - models are ready only now

    wake_waiting()
