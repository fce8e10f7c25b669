"""Fields of damages, of insurance, and of those who handle them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

DAMAGES: dict[str, Any] = {
    "damage_number": _("Damage number"),
    "licenseplate": _("Number plate"),
    "policy_contractNumber": _("Policy number"),
    "settled": _("Settled"),
    "blame": _("At fault"),
    "cause": _("Cause"),
    "estimated": _("Estimated amount"),
    "deductible": _("Excess"),
}
