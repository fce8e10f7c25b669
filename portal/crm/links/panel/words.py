"""Words for codes: why a record was suggested, what a fact is."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REASONS: dict[str, Any] = {
    "externalkey": _("has the number of this party"),
    "file-number": _("has the number of this file"),
    "name": _("same name"),
    "initials": _("same family name and initials"),
    "name-part": _("part of the name is the same"),
    "address": _("same address"),
    "house": _("same house, another box"),
    "street": _("same street, another number"),
    "town": _("same town"),
    "email": _("same e-mail address"),
    "phone": _("same phone number"),
    "by-hand": _("chosen by a person"),
}

FACTS: dict[str, Any] = {
    "number": _("Number"),
    "kind": _("Kind"),
    "phone": _("Phone"),
    "mobile": _("Mobile phone"),
    "email": _("E-mail"),
    "place": _("Address"),
    "account": _("Account"),
    "handler": _("Looked after by"),
    "open-activities": _("Open activities"),
    "status": _("Status"),
    "born": _("Date of birth"),
    "employer": _("Employer"),
}

RESOURCES: dict[tuple[str, str], Any] = {
    ("dossierdata", "customer"): pgettext_lazy("in a CRM", "Customer"),
    ("dossierdata", "dossier"): pgettext_lazy("in a CRM", "Dossier"),
    ("cirrus", "accounts"): pgettext_lazy("in a CRM", "Account"),
    ("cirrus", "contacts"): pgettext_lazy("in a CRM", "Contact person"),
    ("digioffice", "contact"): pgettext_lazy("in a CRM", "Contact person"),
    ("aptic", "number"): _("File number"),
    **{
        ("aptic", one): pgettext_lazy("in a CRM", "Dossier") for one in ("account", "case", "dossier", "file")
    },
    **{("aptic", one): pgettext_lazy("in a CRM", "Claim") for one in ("debt", "creditdebt")},
    **{("aptic", one): pgettext_lazy("in a CRM", "Person") for one in ("person", "debtor", "party")},
}

RESOURCE_CHOICES = (
    ("cirrus:accounts", _("Accounts at Cirrus")),
    ("cirrus:contacts", _("Contact persons at Cirrus")),
    ("dossierdata:customer", _("Customers at DossierData")),
    ("dossierdata:dossier", _("Dossiers at DossierData")),
)
