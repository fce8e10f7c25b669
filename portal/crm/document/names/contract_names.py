"""Fields of contracts, subscriptions and objects, and of what is joined to them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

CONTRACTS: dict[str, Any] = {
    "installdate": _("Installed on"),
    "financed": _("Financed"),
    "financeaccount": _("Financing account"),
    "responsibleservice": _("Responsible for service"),
    "serialnumber": _("Serial number"),
    "manufacturer": _("Manufacturer"),
    "modelgroup": _("Model group"),
    "projectid": _("Project"),
    "objectid": _("Object"),
    "connectedactivities": _("Activities it belongs to"),
    "connectedaccounts": _("Accounts it belongs to"),
    "connectedcontacts": _("Contacts it belongs to"),
    "connectedopportunities": _("Opportunities it belongs to"),
    "connectedorders": _("Orders it belongs to"),
    "connectedleads": _("Leads it belongs to"),
    "connectedquotes": _("Quotes it belongs to"),
    "connectedprojects": _("Projects it belongs to"),
    "connectedobjects": _("Objects it belongs to"),
    "connectedusers": _("Users it belongs to"),
    "connectedarticles": _("Articles it belongs to"),
    "connectedmissions": _("Missions it belongs to"),
    "connectedsubscriptions": _("Subscriptions it belongs to"),
    "contract_id": _("Contract"),
    "contractid": _("Contract"),
    "object_id": _("Object"),
    "objectids": _("Objects"),
    "financeaccountids": _("Financing accounts"),
    "responsibleserviceids": _("Responsible for service"),
    "manufacturerids": _("Manufacturers"),
    "modelgroupids": _("Model groups"),
    # Subscriptions.
    "orderstartdate": _("Start date of the order"),
    "intervalid": _("Interval"),
    "periodid": _("Period"),
    "nextperiodid": _("Next period"),
    "renewalid": _("Renewal"),
    "renewalperiodid": _("Period of the renewal"),
    "advanceid": _("In advance"),
    # What is joined.
    "otherid": _("Other record"),
    "other_id": _("Other record"),
    "connectid": _("Joined record"),
    "connection_type": _("Kind of link"),
    "relation_type": _("Kind of link"),
}
