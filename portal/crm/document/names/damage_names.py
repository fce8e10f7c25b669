"""Fields of damages, of insurance, and of those who handle them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DAMAGES: dict[str, Any] = {
    "damage_number": _("Damage number"),
    "licenseplate": _("Number plate"),
    "policy_contractNumber": _("Policy number"),
    "settled": _("Settled"),
    "blame": _("At fault"),
    "cause": _("Cause"),
    "estimated": _("Estimated amount"),
    "deductible": _("Excess"),
    "damage_id": _("Damage"),
    "policy_id": pgettext_lazy("insurance", "Policy"),
    "external_number": _("External number"),
    "insurance_branche_code": _("Code of the line of insurance"),
    "insurance_agency_id": _("Insurance agency"),
    "agency_id": _("Agency"),
    "agency_contact_id": _("Contact at the agency"),
    "agency_contact": _("Name of the contact at the agency"),
    "agency_phone": _("Phone of the agency"),
    "agency_emailaddress": _("E-mail of the agency"),
    "garage_id": _("Garage"),
    "garage_contact_id": _("Contact at the garage"),
    "expert_id": _("Expert"),
    "expert_case_number": _("Case number of the expert"),
    "wa": _("Liability"),
    "wa_at": _("Liability on"),
    "casco": _("Own damage (casco)"),
    "casco_at": _("Own damage (casco) on"),
    "deductible_at": _("Excess on"),
    "pay_to": _("Pay to"),
}
