"""What the office chose for its doors, kept for a minute: every page of a door asks."""

from typing import Any

from django.core.cache import cache

from portal.access.door_settings.models import DoorSettings
from portal.office.selectors import get_office

KEY = "access:door-settings"
KEEP_S = 60


def get_door_settings() -> DoorSettings:
    """The office's choice, or the defaults."""
    row: DoorSettings | None = cache.get(KEY)
    if row is None:
        office = get_office()
        row = DoorSettings.objects.filter(office=office).first() if office.pk else None
        row = row or DoorSettings()
        cache.set(KEY, row, KEEP_S)
    return row


def forget_door_settings(**_signal: Any) -> None:
    """Drop what is kept, so that a change shows at once."""
    cache.delete(KEY)
