"""Fields of orders, quotes and their lines."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ORDERS: dict[str, Any] = {
    "order": pgettext_lazy("purchase", "Order"),
    "orderid": pgettext_lazy("purchase", "Order"),
    "quoteid": _("Quote"),
    "rows": _("Lines"),
    "placedate": _("Order date"),
    "placedate_start": _("Ordered from"),
    "placedate_end": _("Ordered until"),
    "altnumber": _("Other number"),
    "deliverydate": _("Delivery date"),
    "deliverystreet": _("Delivery street"),
    "deliveryzip": _("Delivery postal code"),
    "deliverycity": _("Delivery city"),
    "deliverytype": _("Kind of delivery"),
    "deliveryterm": _("Delivery term"),
    "delivered": _("Delivered"),
    "paymentterm": _("Payment term"),
    "invoicenumber": _("Invoice number"),
    "invoicedate": _("Invoice date"),
    "invoiceemail": _("Invoice e-mail"),
    "currencycode": _("Currency"),
    "validtodate": _("Valid until"),
    "internalcomment": _("Internal remark"),
    "externalcomment": _("Remark for the customer"),
    "marking": _("Marking"),
    "referencecode": _("Reference"),
    "discounted": _("With discount"),
    "discount": _("Discount"),
    "pricelist": _("Price list"),
}
