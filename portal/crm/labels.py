"""Names of resources and fields: a small table of the important ones, else the document's word made readable."""

import re
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

RESOURCES: dict[str, Any] = {
    "account": _("Accounts"),
    "accounts": _("Accounts"),
    "activities": _("Activities"),
    "address": _("Addresses"),
    "articles": _("Articles"),
    "contacts": _("Contacts"),
    "contracts": _("Contracts"),
    "customer": _("Customers"),
    "damage": _("Damages"),
    "document": _("Documents"),
    "dossier": _("Dossiers"),
    "email": _("E-mails"),
    "emails": _("E-mails"),
    "emailAccount": _("E-mail accounts"),
    "files": _("Files"),
    "leads": _("Leads"),
    "letter": _("Letters"),
    "lock": _("Locks"),
    "missions": _("Missions"),
    "mortgage": _("Mortgages"),
    "mortgagePart": _("Parts of mortgages"),
    "mortgageProgress": _("Progress of mortgages"),
    "note": _("Notes"),
    "objects": _("Objects"),
    "office": _("Offices"),
    "opportunities": _("Opportunities"),
    "orders": _("Orders"),
    "projects": _("Projects"),
    "protected": _("Check of the connection"),
    "quotes": _("Quotes"),
    "services": _("Services"),
    "settings": _("Settings"),
    "signal": _("Signals"),
    "template": _("Templates"),
    "templates": _("Templates"),
    "users": _("Users"),
    "users-me": _("My own user"),
}

FIELDS: dict[str, Any] = {
    "account": _("Account"),
    "active": _("Active"),
    "address": _("Address"),
    "addresses": _("Addresses"),
    "amount": _("Amount"),
    "cellphone": _("Mobile phone"),
    "city": _("City"),
    "closed": _("Closed"),
    "comment": _("Remark"),
    "contact": _("Contact"),
    "content": _("Content"),
    "country": _("Country"),
    "created": _("Made on"),
    "created_at": _("Made on"),
    "customer": _("Customer"),
    "customer_id": _("Customer"),
    "date": _("Date"),
    "dateOfBirth": _("Date of birth"),
    "description": _("Description"),
    "email": _("E-mail"),
    "emailaddress": _("E-mail"),
    "enddate": _("End date"),
    "externalkey": _("External key"),
    "firstName": _("First name"),
    "houseNumber": _("House number"),
    "iban": _("Account number (IBAN)"),
    "id": _("Number in the system"),
    "initials": _("Initials"),
    "lastName": _("Last name"),
    "location": _("Place"),
    "mobile": _("Mobile phone"),
    "name": _("Name"),
    "number": _("Number"),
    "office": _("Office"),
    "order": _("Order"),
    "phone": _("Phone"),
    "postcode": _("Postal code"),
    "price": _("Price"),
    "sex": _("Sex"),
    "start": _("Start"),
    "startdate": _("Start date"),
    "status": _("Status"),
    "stop": _("End"),
    "street": _("Street"),
    "streetName": _("Street"),
    "subject": _("Subject"),
    "surname": _("Last name"),
    "title": _("Title"),
    "type": _("Kind"),
    "updated_at": _("Last changed"),
    "user": _("User"),
    "user_id": _("User"),
    "userid": _("User"),
    "typeid": _("Kind"),
    "accountid": _("Account"),
    "contactid": _("Contact"),
    "statusid": _("Status"),
    "uuid": _("Number (UUID)"),
    "vatno": _("VAT number"),
    "zip": _("Postal code"),
}

# Words that the documents write as one, and what they mean.
SPLITS = {
    "accountgroups": "account groups",
    "accounttypes": "account types",
    "accountcoordinates": "places of accounts",
    "activitycoordinates": "places of activities",
    "activitytypes": "kinds of activities",
    "activityid": "activity id",
    "articlegroups": "article groups",
    "articleunits": "article units",
    "budgetgroups": "budget groups",
    "challengetypes": "kinds of challenges",
    "creditcheck": "credit check",
    "deliverydate": "delivery date",
    "deliveryterms": "delivery terms",
    "deliverytypes": "kinds of delivery",
    "discountgroups": "discount groups",
    "dynamicfields": "dynamic fields",
    "externalkey": "external key",
    "financeaccount": "finance account",
    "followedby": "followed by",
    "invoicedate": "invoice date",
    "leadactivities": "lead activities",
    "leadstatus": "lead statuses",
    "lostreasons": "reasons of loss",
    "orderstatus": "order statuses",
    "ordertypes": "kinds of orders",
    "parentaccount": "parent account",
    "paymentterms": "payment terms",
    "phonebrands": "phone brands",
    "phonemodels": "phone models",
    "phoneoptions": "phone options",
    "placedate": "order date",
    "pricegroups": "price groups",
    "pricelists": "price lists",
    "progressionstates": "stages",
    "servicelevels": "service levels",
    "serialnumber": "serial number",
    "sortgroups": "sort groups",
    "sortorder": "sort order",
    "validtodate": "valid until",
    "volumegroups": "volume groups",
    "warehousestatuses": "warehouse statuses",
    "winreasons": "reasons of success",
}
ENDS = {"id": "", "ids": ""}


def name_resource(key: str) -> Any:
    """What a resource is called, lazily for the known ones: "accounts-accountgroups" is "Account groups"."""
    if key in RESOURCES:
        return RESOURCES[key]
    parent, _mark, last = key.rpartition("-")
    text = humanise(last)
    if parent and last not in SPLITS:
        text = f"{text} ({humanise(parent).lower()})"
    return text


def name_field(name: str) -> Any:
    """What a field is called, lazily for the known ones."""
    return FIELDS.get(name) or humanise(name)


def is_translated_field(name: str) -> bool:
    """Whether its name is in every language; else it is the document's English."""
    return name in FIELDS


def is_translated_resource(key: str) -> bool:
    """As for a field."""
    return key in RESOURCES


@cache
def humanise(name: str) -> str:
    """A name of the wire as words: "houseNumberAddition" is "House number addition", "accountid" "Account"."""
    if name.lower() in SPLITS:
        return _sentence(SPLITS[name.lower()])
    words = [word.lower() for word in WORDS.findall(name)] or [name]
    if len(words) > 1 and words[-1] in ENDS:
        words.pop()
    elif len(words) == 1:
        words = [_cut_end(words[0])]
    return _sentence(" ".join(SPLITS.get(word, word) for word in words))


def _cut_end(word: str) -> str:
    for end in ("ids", "id"):
        if word.endswith(end) and len(word) - len(end) > 3:
            word = word[: -len(end)] + ("s" if end == "ids" else "")
            break
    return SPLITS.get(word, word)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
