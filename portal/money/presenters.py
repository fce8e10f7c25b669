"""Where money goes, and what would change, as staff read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.desk.guarded.presenters import Difference, Wording, present_notice
from portal.money.money_choice import MONEY
from portal.money.values import CHANNELS, MERCHANTS, PLANNED, USUAL, Values, list_unset
from portal.money.words import LABELS, name_missing
from portal.office.account import group_iban
from portal.office.communication import payment_reference
from portal.office.models import Office
from portal.office.selectors import get_office
from portal.payments.models import Provider
from portal.payments.pages.presenters import SlipPage, present_slip
from portal.payments.providers.protocol import Slip
from portal.web.formats import day

SAMPLE_FILE, SAMPLE_CENTS = "2026/0123", 10_000


@dataclass(frozen=True, slots=True)
class Preview:
    """What people see of it: the transfer of a made-up file, and how they may pay.

    ``unset``: services that are chosen and do not work: a title, and what is missing.
    """

    slip: SlipPage
    qr: SafeString
    online: list[tuple[str, str]]
    unset: list[tuple[str, str]]


def present_values(values: Values) -> list[tuple[str, str]]:
    """All that stands, line by line."""
    return [(line.label, line.after) for line in _list_differences({}, values)]


def present_differences(before: Values, after: Values) -> list[Difference]:
    """Only what would be another value."""
    return [line for line in _list_differences(before, after) if line.before != line.after]


def present_preview(values: Values) -> Preview:
    """What a person would see on the page for a transfer."""
    office = Office(communication=values["communication"])
    slip = Slip(
        holder=values["account_holder"],
        iban=values["iban"],
        bic=values["bic"],
        text=payment_reference(office, SAMPLE_FILE),
        amount_cents=SAMPLE_CENTS,
    )
    page = present_slip(slip)
    qr = mark_safe(page.qr)  # noqa: S308 - made by us, holds only squares
    return Preview(page, qr, _list_online(values), present_unset(values))


def present_unset(values: Values) -> list[tuple[str, str]]:
    """Each chosen service at which nobody can pay now, and what is missing."""
    return [
        (
            _("Nobody can pay online now by: %(provider)s") % {"provider": Provider(code).label},
            name_missing(unset),
        )
        for code, unset in list_unset(values).items()
    ]


def present_waiting(user: Any) -> dict[str, str] | None:
    """For the first page of the desk, while a change waits; None when there is nothing to say to ``user``."""
    if not user.has_perm("office.view_moneychange"):
        return None
    change = MONEY.find_waiting(get_office())
    if change is None:
        return None
    return present_notice(change, WORDING, title=_("Somebody wants to change where money goes"))


def _list_differences(before: Values, after: Values) -> list[Difference]:
    names = [name for name in LABELS if name not in {CHANNELS, PLANNED, MERCHANTS}]
    lines = [
        Difference(str(LABELS[name]), _format_value(name, before), _format_value(name, after))
        for name in names
    ]
    old, new = before.get(CHANNELS, {}), after.get(CHANNELS, {})
    for file_type in sorted({"", *old, *new}):
        label = (
            _("Online payments, file type %(type)s") % {"type": file_type}
            if file_type
            else _("Online payments, every other file type")
        )
        lines.append(Difference(label, _describe_channel(old, file_type), _describe_channel(new, file_type)))
    return [*lines, *_list_planned(before, after), *_list_merchants(before, after)]


def _list_planned(before: Values, after: Values) -> list[Difference]:
    old, new = before.get(PLANNED, {}), after.get(PLANNED, {})
    lines = []
    for file_type in sorted({*old, *new}):
        label = (
            _("Planned, file type %(type)s") % {"type": file_type}
            if file_type
            else _("Planned, every other file type")
        )
        lines.append(Difference(label, _describe_planned(old, file_type), _describe_planned(new, file_type)))
    return lines


def _describe_planned(planned: dict[str, list[str]], file_type: str) -> str:
    if file_type not in planned:
        return "–"
    provider, on = planned[file_type]
    words = {"provider": Provider(provider).label, "day": day(date.fromisoformat(on))}
    return _("%(provider)s from %(day)s") % words


def _list_merchants(before: Values, after: Values) -> list[Difference]:
    old, new = before.get(MERCHANTS, {}), after.get(MERCHANTS, {})
    codes = sorted({*old, *new})
    return [
        Difference(
            _("Merchant, %(provider)s") % {"provider": Provider(code).label},
            old.get(code, "–"),
            new.get(code, "–"),
        )
        for code in codes
    ]


def _list_online(values: Values) -> list[tuple[str, str]]:
    if not values["online_payment"]:
        return [(str(LABELS["online_payment"]), pgettext("online payments", "off"))]
    money_fields = len(LABELS) - len((CHANNELS, PLANNED, MERCHANTS))
    return [(line.label, line.after) for line in _list_differences({}, values)[money_fields:]]


def _format_value(name: str, values: Values) -> str:
    value = values.get(name, "")
    if name == "iban":
        value = group_iban(value)
    if name == "communication" and value:
        value = str(Office.Communication(value).label)
    if name == "online_payment" and name in values:
        value = pgettext("online payments", "on") if value else pgettext("online payments", "off")
    return str(value) or "–"


def _describe_channel(channels: dict[str, str], file_type: str) -> str:
    code = channels.get(file_type) or ("" if file_type else USUAL)
    return str(Provider(code).label) if code else _("as every other file type")


WORDING = Wording(
    prefix=MONEY.prefix,
    label=lambda name: str(LABELS[name]),
    list_differences=present_differences,
    address=lambda change_id: reverse("money:change", args=[change_id]),
)
