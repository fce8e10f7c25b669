"""Fields of addresses and places."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PLACES: dict[str, Any] = {
    "address": _("Address"),
    "addresses": _("Addresses"),
    "street": _("Street"),
    "streetName": _("Street"),
    "houseNumber": _("House number"),
    "houseNumberAddition": _("Box"),
    "letter": _("Letter behind the house number"),
    "careof": _("Care of"),
    "zip": _("Postal code"),
    "postcode": _("Postal code"),
    "city": _("City"),
    "country": _("Country"),
    "office": _("Office"),
    "visiting": _("Visiting address"),
    "delivery": _("Delivery address"),
    "invoice": _("Invoice address"),
    "postal": _("Postal address"),
    "postal_street": _("Street for the post"),
    "postal_city": _("City"),
    "visitingaddress_city": _("Town of the visiting address"),
    "deliveryaddress_city": _("Town of the delivery address"),
    "invoiceaddress_city": _("Town of the invoice address"),
    "coordinates": _("Place on the map"),
    "lat": _("Latitude"),
    "latitude": _("Latitude"),
    "lng": _("Longitude"),
    "longitude": _("Longitude"),
    "distance": _("Distance"),
    "nearto": _("Near this place"),
    "address_id": _("Address"),
    "office_id": _("Office"),
    "addresstype": _("Kind of address"),
    "seat": _("Registered office"),
}
