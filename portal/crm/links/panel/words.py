"""Words for codes: why a record was suggested, what a fact is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.crm.document.labels import name_field

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
    "account": name_field("account"),
    "handler": _("Looked after by"),
    "open-activities": _("Open activities"),
    "status": _("Status"),
    "born": _("Date of birth"),
    "employer": _("Employer"),
}
