"""Fields of articles, of their prices, and of phones."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ARTICLES: dict[str, Any] = {
    "articleid": _("Article"),
    "brandid": _("Brand"),
    "supplierarticlenumber": _("Number at the supplier"),
    "suppliername": _("Supplier"),
    "stockbalance": _("Stock"),
    "vat": _("VAT rate"),
    "buyprice": _("Purchase price"),
}
