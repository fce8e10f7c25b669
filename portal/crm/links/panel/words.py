"""Sentences for codes: why a record was suggested, what a fact is, why a delivery waits or ended."""

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

DELIVERY_REASONS: dict[str, Any] = {
    "sign-in-again": _("It waits until the person signs in at DossierData again."),
    "no-user": _("It waits until the office chooses whose sign-in is used."),
    "user-gone": _("The person who sent it no longer works here."),
    "link-removed": _("The record is no longer joined to the file."),
    "not-found": _("The record is not there any more."),
    "changed-meanwhile": _("Somebody changed the record meanwhile. Nothing was sent."),
    "locked": _("Somebody has the record open. It is tried again."),
    "too-large": _("The document is too large to copy."),
    "not-in-file": _("The document is no longer in the file."),
    "invalid-request": _("The system does not take this, so nothing was sent."),
    "invalid": _("The system refused what was filled in."),
    "refused": _("The system refused it."),
    "conflict": _("The record was changed or is open elsewhere."),
    "no-handler": _("Nobody looks after the account at Cirrus. Choose somebody there, then try again."),
    "no-advisor": _("The customer has no adviser at DossierData. Choose one there, then try again."),
    "company-unknown": _("DigiOffice does not know the firm."),
    "contact-unknown": _("DigiOffice does not know this contact person."),
    "contact-duplicate": _("DigiOffice has this contact person already."),
    "contact-blocked": _("The contact person is blocked at DigiOffice."),
    "value-missing": _("DigiOffice misses something that must be filled in."),
    "value-invalid": _("DigiOffice does not accept something that was filled in."),
    "not-allowed": _("The portal may not do this at DigiOffice."),
    "busy": _("The record is in use at DigiOffice."),
}
