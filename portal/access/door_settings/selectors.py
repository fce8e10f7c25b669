"""The office's settings for signing in, cached for a minute, as every sign-in page reads them."""

from dataclasses import dataclass, fields
from typing import Any

from django.core.cache import cache

from portal.access.door_settings.models import FILE_EXAMPLE, DoorSettings
from portal.office.selectors import get_office

KEY = "access:door-settings"
KEEP_S = 60


@dataclass(frozen=True, slots=True)
class Doors:
    """See ``DoorSettings``; these are the defaults."""

    short_codes: bool = False
    second_check: str = "none"
    new_links: bool = True
    mail_template: str = ""
    text_template: str = ""
    helper_passes: bool = True
    embed_sites: str = ""
    file_example: str = FILE_EXAMPLE
    shared_requests: str = "asked"
    payer_on_receipts: bool = False


def get_door_settings() -> Doors:
    """The office's choice, or the defaults."""
    kept: Doors | None = cache.get(KEY)
    if kept is None:
        office = get_office()
        row = DoorSettings.objects.filter(office=office).first() if office.pk else None
        kept = Doors(**{field.name: getattr(row, field.name) for field in fields(Doors)}) if row else Doors()
        cache.set(KEY, kept, KEEP_S)
    return kept


def forget_door_settings(**_signal: Any) -> None:
    """Clear the cache, so that a change shows at once."""
    cache.delete(KEY)
