"""What a joined record is called: its own name, else its kind in the reader's language."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.crm.document.labels import name_field, name_resource
from portal.crm.links.models import Link

LONGEST_TOLD = 12
"""A longer id tells a person nothing."""

KINDS: dict[tuple[str, str], Any] = {
    ("dossierdata", "customer"): name_field("customer"),
    ("dossierdata", "dossier"): name_field("dossier_id"),
    ("cirrus", "accounts"): name_field("account"),
    ("cirrus", "contacts"): name_field("contact"),
    ("digioffice", "contact"): pgettext_lazy("in a CRM", "Contact person"),
    ("aptic", "number"): _("File number"),
    **{("aptic", one): name_field("dossier_id") for one in ("account", "case", "dossier", "file")},
    **{("aptic", one): pgettext_lazy("in a CRM", "Claim") for one in ("debt", "creditdebt")},
    **{("aptic", one): pgettext_lazy("in a CRM", "Person") for one in ("person", "debtor", "party")},
}


def _place(key: str, system: str) -> Any:
    return format_lazy(_("{records} at {system}"), records=name_resource(key), system=system)


KIND_CHOICES = (
    ("cirrus:accounts", _place("accounts", "Cirrus")),
    ("cirrus:contacts", _place("contacts", "Cirrus")),
    ("dossierdata:customer", _place("customer", "DossierData")),
    ("dossierdata:dossier", _place("dossier", "DossierData")),
)
"""Where a record can be searched by hand."""


def name_kind(system: str, resource: str) -> str:
    """The name of a kind of record, as on the pages of the system."""
    return str(KINDS.get((system, resource), resource))


def title_link(link: Link) -> str:
    """The record's name; without one its kind, and its number where that is one for people."""
    if link.label:
        return link.label
    if link.resource == "number":  # it is known by that alone
        return link.record_id
    kind = name_kind(link.system, link.resource)
    return f"{kind} {link.record_id}" if len(link.record_id) <= LONGEST_TOLD else kind
