from django.utils.translation import gettext_lazy as _

from portal.crm.document.systems import list_systems
from portal.web.room import Page, Room, Sealed


class CrmConfig(Room):
    name = "portal.crm"
    label = "crm"
    verbose_name = "CRM systems"
    navigation = (
        Page(
            _("Search the CRM systems"),
            "crm:search",
            "crm.view_records",
            _("Find a record by name, number or telephone"),
            section=_("CRM systems"),
        ),
        *(
            Page(
                system.name,
                "crm:home",
                "crm.view_records",
                system.text,
                section=_("CRM systems"),
                arguments={"system": system.key},
            )
            for system in list_systems()
        ),
    )
    retention = ("portal.crm.index.retention.RETENTION",)
    findings = (
        "portal.crm.findings.dossierdata.EXAMINATION",
        "portal.crm.findings.cirrus.EXAMINATION",
    )
    sealed = (
        Sealed(
            "crm.CrmToken",
            ("access", "refresh"),
            purpose="portal.crm.tokens.PURPOSE",
            what="the sign-ins of staff at DossierData",
            kept="until the person signs out there or in anew",
        ),
        Sealed(
            "crm.IndexPage",
            ("sealed",),
            purpose="portal.crm.index.store.PURPOSE",
            what="the index for searching the CRM systems",
            kept="7 days after it was read",
        ),
    )
    checks = ("portal.crm.checks",)
