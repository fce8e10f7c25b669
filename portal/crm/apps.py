from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmConfig(AppConfig):
    name = "portal.crm"
    label = "crm"
    verbose_name = "CRM systems"

    def ready(self) -> None:
        from portal.crm import checks  # noqa: F401, PLC0415 - registers the system checks
        from portal.crm.document.systems import list_systems  # noqa: PLC0415
        from portal.desk.frame import navigation  # noqa: PLC0415

        for system in list_systems():
            navigation.add(
                _("CRM systems"),
                system.name,
                "crm:home",
                "crm.view_records",
                arguments={"system": system.key},
                text=system.text,
            )
