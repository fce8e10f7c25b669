"""The office's identity, for every page: its row first, Tagor's Config/Info for blank fields."""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from portal import registry
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import OfficeIdentity
from portal.office.account import group_iban
from portal.office.hours.week import Hours
from portal.office.hours.words import NAME as HOURS
from portal.office.hours.words import describe_closings, describe_now, format_week, make_hours
from portal.office.kept_choice import get_choice
from portal.office.models import MoneyChange, Office
from portal.office.picture import is_own_picture
from portal.office.telephone import to_dialled
from portal.web.bank_days import get_country
from portal.web.caches.for_everybody import forget_for_everybody, restore_for_everybody
from portal.web.pages.page_deadlines import OFFICE_IDENTITY_S

logger = logging.getLogger(__name__)

IDENTITY_KEY = "office:identity"
ROW_KEY = "office:row"
IDENTITY_SECONDS = 24 * 3600
IDENTITY_RETRY_SECONDS = 30
ROW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class OfficeFace:
    """What pages show of the office, in the active language."""

    name: str
    street: str
    postal_code: str
    city: str
    phone: str
    email: str
    website: str
    enterprise_number: str
    iban: str
    bic: str
    account_holder: str
    hours_text: str
    accent: str
    logo_url: str
    online_payment: bool
    open_words: str = ""
    """Whether it is open now, and upcoming closures; "" while its hours are only a text."""

    @property
    def phone_link(self) -> str:
        """The number as a ``tel:`` address takes it."""
        return to_dialled(self.phone, self.country)

    @property
    def country(self) -> str:
        """See ``get_country``."""
        return get_country(self.iban)

    @property
    def iban_in_groups(self) -> str:
        """The account number in groups of four, as people read it."""
        return group_iban(self.iban)


def get_office() -> Office:
    """The office this deployment serves; an empty one until an admin fills it in.

    Its callers in a request share it: whoever changes the office reads its row from the database.
    """
    return restore_for_everybody(ROW_KEY, _write_first_row, _restore_row, seconds=ROW_SECONDS)


def _write_first_row() -> dict[str, Any]:
    """All columns as JSON values."""
    row = Office.objects.order_by("pk").first() or Office()
    values = {field.attname: field.value_from_object(row) for field in Office._meta.concrete_fields}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }


def _restore_row(kept: dict[str, Any]) -> Office:
    """The row that ``_write_first_row`` wrote; ignores columns of another release."""
    fields = [field for field in Office._meta.concrete_fields if field.attname in kept]
    row = Office(**{field.attname: field.to_python(kept[field.attname]) for field in fields})
    row._state.adding = row.pk is None
    return row


def get_office_row() -> Office:
    """The office as a stored row, for foreign keys; created when there is none yet."""
    office = get_office()
    if office.pk is None:
        office = Office.objects.get_or_create(slug="office")[0]
    return office


def find_last_day_of_account(iban: str) -> date | None:
    """When a confirmed change replaced this account of the office; None when it never was one, or still is.

    ``iban`` as it is stored.
    """
    office = get_office()
    if not iban or iban == office.iban:
        return None
    replaced = MoneyChange.objects.filter(office=office.pk, state="confirmed", before__iban=iban)
    last = replaced.exclude(after__iban=iban).order_by("-decided_at").first()
    return timezone.localdate(last.decided_at) if last and last.decided_at else None


def forget_office(**_signal: Any) -> None:
    """Drop the cached office, so that a change shows at once."""
    forget_for_everybody(ROW_KEY, IDENTITY_KEY)


def get_office_face() -> OfficeFace:
    """The office's identity and payment details. Never fails: when Tagor is down, the row alone is used."""
    row = get_office()
    told = _get_identity_of(row)
    name = row.name or told.name
    hours = make_hours(get_choice(row, HOURS), row.iban)
    language = get_language() or "nl"
    return OfficeFace(
        name=name,
        street=row.street or told.street,
        postal_code=row.postal_code or told.postal_code,
        city=row.city or told.city,
        phone=row.phone or told.phone,
        email=row.email or told.email,
        website=row.website,
        enterprise_number=row.enterprise_number or told.enterprise_number,
        iban=row.iban,
        bic=row.bic,
        account_holder=_get_holder(row, name),
        hours_text=_describe_hours(hours, getattr(row, f"opening_hours_{language[:2]}", "")),
        accent=row.accent,
        logo_url=row.logo_url if is_own_picture(row.logo_url) else "",
        online_payment=row.online_payment,
        open_words=" ".join([describe_now(hours), *describe_closings(hours)]) if hours else "",
    )


def get_hours(office: Office) -> Hours | None:
    """The opening hours; None when the office has entered none."""
    return make_hours(get_choice(office, HOURS), office.iban)


def is_open_now() -> bool | None:
    """Whether the office is open by its own hours; None when it has entered none."""
    hours = get_hours(get_office())
    return None if hours is None else hours.find_closing(timezone.localtime()) is not None


def _describe_hours(hours: Hours | None, note: str) -> str:
    """The week, and the office's note on it."""
    return " · ".join(filter(None, (format_week(hours) if hours else "", note)))


def _get_holder(row: Office, name: str) -> str:
    """The account holder. The office's name is free text, so it is never used as the holder."""
    if row.account_holder or not row.iban:
        return row.account_holder or name
    told = _get_identity_from_tagor()
    return told.name if told else ""


def _get_identity_of(row: Office) -> OfficeIdentity:
    needed = (row.name, row.street, row.city, row.phone, row.email)
    if all(needed):
        return OfficeIdentity(name=row.name)
    return _get_identity_from_tagor() or OfficeIdentity(name=row.slug)


def _get_identity_from_tagor() -> OfficeIdentity | None:
    known = cache.get(IDENTITY_KEY)
    if known is not None:
        return known or None
    try:
        with page_deadline(OFFICE_IDENTITY_S):
            identity = registry.tagor().get_system_info().office
    except IntegrationError as error:
        logger.warning("office identity not read: %s", type(error).__name__)
        identity = None
    cache.set(IDENTITY_KEY, identity or False, IDENTITY_SECONDS if identity else IDENTITY_RETRY_SECONDS)
    return identity
