"""Fields of settings, of extra modules and of own fields."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SETTINGS: dict[str, Any] = {
    "dynamicfield_id": _("Own field"),
    "dynamicfield_val": _("Value of the own field"),
    "fieldid": _("Field"),
    "fieldids": _("Fields"),
    "fieldname": _("Name of the field"),
    "fieldgroup": _("Group of fields"),
    "groups": _("Groups (account, contact, order, opportunity, article)"),
    "label": _("Caption"),
    "help": _("Help text"),
    "required": _("Required"),
    "readonly": _("Read only"),
    "inoverview": _("In the overview"),
    "options": _("Choices"),
    "selected": _("Chosen"),
    "unselected": _("Not chosen"),
    "resource": _("Kind of record"),
    "resourcetype": _("Kind of record"),
    "resourceid": _("Number of the record"),
    "enabled": _("Switched on"),
    "internalname": _("Internal name"),
    "parameters": _("Parameters"),
    "filter": _("Filter"),
    # The firm's own.
    "portal": _("Customer portal"),
    "plusgiro": "PlusGiro",
    "bankgiro": "Bankgiro",
    "swift": "BIC (SWIFT)",
    "vatnumber": _("VAT number"),
    "vatregnumber": _("VAT registration number"),
    "sales": _("Sales"),
    "defaultinterest": _("Standard interest rate"),
    "erpurl": _("Web address of the ERP"),
    "signaturefields": _("Fields for the signature"),
    "consent": _("Consent"),
    "logofileid": _("File with the logo"),
}
