"""Fields of articles, of their prices, and of phones."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ARTICLES: dict[str, Any] = {
    "articleid": _("Article"),
    "brandid": _("Brand"),
    "supplierarticlenumber": _("Number at the supplier"),
    "suppliername": _("Supplier"),
    "stockbalance": _("Stock"),
    "vat": _("VAT rate"),
    "buyprice": pgettext_lazy("article", "Purchase price"),
    "article": _("Article"),
    "articleids": _("Articles"),
    "unit": _("Unit"),
    "unitid": _("Unit"),
    "articleunit": _("Unit of the article"),
    "warehouseid": _("Warehouse"),
    "warehousestatusid": _("Status in the warehouse"),
    "servicelevelid": _("Service level"),
    "materialid": _("Material"),
    "volumegroupid": _("Volume group"),
    "discountgroupid": _("Discount group"),
    "budgetgroupid": _("Budget group"),
    "commision": _("Commission"),
    "imageurl": _("Web address of the picture"),
    "url1": _("Web address 1"),
    "url2": _("Web address 2"),
    "stockbalancewarningtreshold": _("Stock limit for a warning"),
    "incampaign": _("In a campaign"),
    "volume": _("Volume"),
    "area": _("Area"),
    "prices": _("Prices"),
    "pricegroup": _("Price group"),
    "strict": _("Strict"),
    "modelid": pgettext_lazy("phone", "Model"),
    "colours": _("Colours"),
    "colourid": _("Colour"),
    "sizes": _("Sizes"),
    "sizeid": _("Size"),
}
