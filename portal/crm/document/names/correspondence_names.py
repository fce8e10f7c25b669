"""Fields of letters, documents, e-mails, notes, signals and templates."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CORRESPONDENCE: dict[str, Any] = {
    "subject": _("Subject"),
    "sender": _("Sender"),
    "to": _("To"),
    "cc": _("Copy to"),
    "body": _("Text"),
    "template": _("Template"),
    "templateid": _("Template"),
    "template_id": _("Template"),
    "file": _("Document"),
    "filename": _("Name of the document"),
    "filesize": _("Size"),
    "extension": _("Extension"),
    "mime_type": _("Type of document"),
    "decoded": _("Text of the document"),
    "documentcategory_id": _("Category"),
    "folder": _("Folder"),
    "folderid": _("Folder"),
    "parentfolderid": _("Folder above"),
    "nameInSystem": _("Name in the system"),
    "entity_id": _("Belongs to no."),
    "for_instance_class": _("Kind of record it is for"),
    "for_instance_id": _("Record it is for"),
    "call_event_id": _("Number of the call"),
    "migrated": _("Taken over from another system"),
    "signal_query_id": _("Rule of the signal"),
    "snoozed_until": _("Put aside until"),
    "finished_by": _("Finished by"),
    "finished_at": _("Finished on"),
    "host": _("Mail server"),
    "port": _("Port"),
    "encryption": _("Encryption"),
    "sync_enabled": _("Is fetched"),
    "synced_at": _("Last fetched"),
    "locked": _("Locked"),
    "lockable_type": _("Kind of record"),
    "lockable_id": _("Number of the record"),
}
