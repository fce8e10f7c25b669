"""All that decides where money goes, as one value: what stands now, and whether a new one is sound.

The keys are the money fields of the office, and "channels": {file type or "" for every other: provider}. Only
when there are any: "planned": {file type: [provider, first day]}, and "merchants": {provider: who asks for
the money by the keys in force}. Keys are settings of the operator; whose they are, two people confirm here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.office.account import check_bank, tidy_bic, tidy_iban
from portal.office.models import MONEY_FIELDS, Office, validate_iban
from portal.payments.models import PaymentChannel, Provider
from portal.payments.providers import ONLINE, list_channels

CHANNELS, PLANNED, MERCHANTS = "channels", "planned", "merchants"
USUAL = Provider.TAGOR_SIPS.value
"""Who takes online payments when nothing was chosen for every other file type."""
LONGEST_HOLDER, LONGEST_FILE_TYPE = 70, 30

Values = dict[str, Any]


def read_values(office: Office) -> Values:
    """What stands now."""
    row = Office.objects.filter(pk=office.pk).values(*MONEY_FIELDS).get()
    today = timezone.localdate()
    now = list_channels(office.pk, on=today)
    later = PaymentChannel.objects.filter(office=office, valid_from__gt=today).order_by("valid_from")
    planned = {
        one.file_type_id: [one.provider, one.valid_from.isoformat()] for one in later if one.valid_from
    }
    merchants = {one.provider: one.merchant for one in (*now.values(), *later) if one.merchant}
    channels = tidy_channels({name: one.provider for name, one in now.items()})
    return _add_rest({**row, CHANNELS: channels}, planned, merchants)


def _add_rest(values: Values, planned: dict[str, Any], merchants: dict[str, str]) -> Values:
    """With what is there only when there is any, in order."""
    rest = {PLANNED: dict(sorted(planned.items())), MERCHANTS: dict(sorted(merchants.items()))}
    return {**values, **{name: value for name, value in rest.items() if value}}


def write_values(office: Office, values: Values) -> None:
    """Put other values in their place; call it inside a transaction, with the office's row locked."""
    Office.objects.filter(pk=office.pk).update(**{name: values[name] for name in MONEY_FIELDS})
    merchants = values.get(MERCHANTS, {})
    now = [(name, provider, None) for name, provider in values[CHANNELS].items()]
    later = [(name, provider, date.fromisoformat(on)) for name, (provider, on) in _get_planned(values)]
    PaymentChannel.objects.filter(office=office).delete()
    PaymentChannel.objects.bulk_create(
        PaymentChannel(
            office=office,
            file_type_id=name,
            provider=provider,
            valid_from=day,
            merchant=merchants.get(provider, ""),
        )
        for name, provider, day in (*now, *later)
    )


def _get_planned(values: Values) -> list[tuple[str, tuple[str, str]]]:
    return [(name, (chosen[0], chosen[1])) for name, chosen in values.get(PLANNED, {}).items()]


def list_unset(values: Values) -> dict[str, Sequence[str]]:
    """Settings that miss, at each provider chosen now or later; nothing while nobody may pay online."""
    if not values["online_payment"]:
        return {}
    found = {code: ONLINE[code].list_unset() for code in sorted(get_codes(values) & set(ONLINE))}
    return {code: unset for code, unset in found.items() if unset}


def get_codes(values: Values) -> set[str]:
    """Every way that is chosen, now or later."""
    planned = {provider for _name, (provider, _on) in _get_planned(values)}
    return {*{"": USUAL, **values[CHANNELS]}.values(), *planned}


def find_merchants(values: Values) -> dict[str, str]:
    """Who asks for the money by the keys in force, at each provider that is chosen now or later."""
    found = {code: ONLINE[code].get_merchant() for code in sorted(get_codes(values) & set(ONLINE))}
    return {code: merchant for code, merchant in found.items() if merchant}


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
    tidied = _add_rest(tidied, values.get(PLANNED, {}), values.get(MERCHANTS, {}))
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
    if get_codes(tidied) - set(Provider.values):
        raise ValueError("unknown way of paying")
    return tidied


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
