"""All that decides where money goes, as one value: what stands now, and whether a new one is sound.

The keys are the money fields of the office, and "channels": {file type or "" for every other: provider}.
"""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.office.account import check_bank, tidy_bic, tidy_iban
from portal.office.models import MONEY_FIELDS, Office, validate_iban
from portal.payments.models import Attempt, PaymentChannel

CHANNELS = "channels"
USUAL = Attempt.Provider.TAGOR_SIPS.value
"""Who takes online payments when nothing was chosen for every other file type."""
LONGEST_HOLDER, LONGEST_FILE_TYPE = 70, 30

Values = dict[str, Any]


def read_values(office: Office) -> Values:
    """What stands now."""
    row = Office.objects.filter(pk=office.pk).values(*MONEY_FIELDS).get()
    rows = PaymentChannel.objects.filter(office=office).order_by("file_type_id")
    return {**row, CHANNELS: tidy_channels(dict(rows.values_list("file_type_id", "provider")))}


def write_values(office: Office, values: Values) -> None:
    """Put other values in their place; call it inside a transaction, with the office's row locked."""
    Office.objects.filter(pk=office.pk).update(**{name: values[name] for name in MONEY_FIELDS})
    channels = values[CHANNELS]
    rows = PaymentChannel.objects.filter(office=office)
    rows.exclude(file_type_id__in=channels).delete()
    for file_type_id, provider in channels.items():
        rows.update_or_create(office=office, file_type_id=file_type_id, defaults={"provider": provider})


def tidy_values(values: Values) -> Values:
    """The same as they are stored. Raises: ValidationError by field, when something does not fit."""
    tidied = {
        "account_holder": " ".join(values["account_holder"].split()),
        "iban": tidy_iban(values["iban"]),
        "bic": values["bic"],
        "communication": values["communication"],
        "online_payment": bool(values["online_payment"]),
        CHANNELS: tidy_channels(values[CHANNELS]),
    }
    errors: dict[str, Any] = {}
    for name, check in (("account_holder", _check_holder), ("iban", _check_iban), ("bic", _check_bic)):
        try:
            tidied[name] = check(tidied)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
    if values["communication"] not in Office.Communication.values:
        raise ValueError("unknown kind of payment reference")
    if set(tidied[CHANNELS].values()) - set(Attempt.Provider.values):
        raise ValueError("unknown way of paying")
    return tidied


def make_mark(values: Values) -> str:
    """Tells whether these are the same values as others."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def tidy_channels(channels: dict[str, str]) -> dict[str, str]:
    """Ordered, and without the choice that goes without saying."""
    ordered = sorted((file_type.strip(), provider) for file_type, provider in channels.items())
    return {name: provider for name, provider in ordered if (name, provider) != ("", USUAL)}


def _check_holder(values: Values) -> str:
    holder: str = values["account_holder"]
    if values["iban"] and not holder:
        raise ValidationError(_("Fill in whose account it is: banks compare the name."))
    if len(holder) > LONGEST_HOLDER:
        raise ValidationError(_("The account holder has at most 70 characters."))
    return holder


def _check_iban(values: Values) -> str:
    iban: str = values["iban"]
    if iban:
        validate_iban(iban)
    return iban


def _check_bic(values: Values) -> str:
    bic = tidy_bic(values["bic"])
    if bic and values["iban"]:
        check_bank(values["iban"], bic)
    elif bic:
        raise ValidationError(_("There is no account number for this bank code."))
    return bic
