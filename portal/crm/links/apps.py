from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.web.room import Page, Receiver, Room


class LinksConfig(Room):
    name = "portal.crm.links"
    label = "links"
    verbose_name = "Links to CRM records"
    navigation = (
        Page(
            _("Files in the CRM systems"),
            "links:files",
            "links.view_link",
            _("Find a file, see its CRM records, and send notes, tasks and documents there"),
            section=pgettext_lazy("of a person", "Files"),
        ),
        Page(
            _("What the CRM systems are told"),
            "links:rules",
            "links.change_mirrorrule",
            _("Choose which events of the portal become a note or a task"),
            section=pgettext_lazy("of a person", "Files"),
        ),
    )
    case_panels = ("portal.crm.links.panel.case_panel.make_panel",)
    case_acts = ("portal.crm.links.panel.case_panel.list_acts",)
    record_panels = ("portal.crm.links.panel.record_panel.make_panel",)
    deliveries = (
        "portal.crm.links.sending.dossierdata.NoteHandler",
        "portal.crm.links.sending.dossierdata.TaskHandler",
        "portal.crm.links.sending.dossierdata.LetterHandler",
        "portal.crm.links.sending.dossierdata.DocumentHandler",
        "portal.crm.links.sending.dossierdata.DossierDataContactHandler",
        "portal.crm.links.sending.cirrus.ActivityHandler",
        "portal.crm.links.sending.cirrus.FileHandler",
        "portal.crm.links.sending.cirrus.CirrusContactHandler",
        "portal.crm.links.sending.digioffice.ContactPersonHandler",
    )
    receivers = (
        Receiver("portal.plans.transitions.plan_moved", "portal.crm.links.sending.mirror.on_plan_moved"),
        Receiver(
            "portal.payments.attempt.states.payment_moved",
            "portal.crm.links.sending.mirror.on_payment_moved",
        ),
        # These checks lock the trail: they come before the outbox.
        Receiver(
            "portal.messages.contact.changes.contact_confirmed",
            "portal.crm.links.contact_checks.open_for_confirmed",
        ),
        Receiver(
            "portal.messages.conversation.threads.message_arrived",
            "portal.crm.links.contact_checks.open_for_moved",
        ),
        Receiver(
            "portal.messages.contact.changes.contact_confirmed",
            "portal.crm.links.sending.mirror.on_contact_confirmed",
        ),
        Receiver(
            "portal.messages.conversation.threads.message_arrived",
            "portal.crm.links.sending.mirror.on_message_arrived",
        ),
        Receiver(
            "django.db.models.signals.post_save",
            "portal.crm.links.sending.services.resume_after_sign_in",
            sender="crm.CrmToken",
        ),
    )
    findings = ("portal.crm.links.findings.EXAMINATION",)
    retention = ("portal.crm.links.retention.RETENTION",)
    searches = ("portal.crm.links.panel.search.CrmRecords",)
