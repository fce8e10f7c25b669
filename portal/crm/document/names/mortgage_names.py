"""Fields of mortgages, of their parts and of their progress."""

from typing import Any

from django.utils.translation import gettext_lazy as _

MORTGAGES: dict[str, Any] = {
    "hypotheeknummer": _("Mortgage number"),
    "koopsom": _("Purchase price"),
    "hoofdsomHypotheek": _("Amount of the mortgage"),
    "restantHoofdsom": _("Amount still open"),
    "marktwaarde": _("Market value"),
    "passeerdatum": _("Date of the deed"),
    "rate": _("Rate"),
    "collateral_address": _("Street of the property"),
    "collateral_city": _("City of the property"),
}
