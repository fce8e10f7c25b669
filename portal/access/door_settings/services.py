"""Changes what the office chose, with both values in the trail."""

from dataclasses import asdict, fields
from typing import Any

from django.db import transaction

from portal.access.door_settings.models import DoorSettings
from portal.access.door_settings.selectors import Doors, forget_door_settings, get_door_settings
from portal.audit.actors import Actor
from portal.audit.services import record
from portal.office.selectors import get_office_row


def get_row() -> DoorSettings:
    """The office's row, to fill a form; unsaved with the defaults while it chose nothing."""
    office = get_office_row()
    return DoorSettings.objects.filter(office=office).first() or DoorSettings(office=office)


@transaction.atomic
def save_door_settings(row: DoorSettings, *, by: Actor) -> None:
    """Save what a valid form put into ``row``."""
    before = asdict(get_door_settings())
    row.save()
    names = [field.name for field in fields(Doors)]
    changed: dict[str, list[Any]] = {
        name: [before[name], getattr(row, name)] for name in names if before[name] != getattr(row, name)
    }
    if changed:
        record("door-settings-changed", by=by, details={"changed": changed})
    transaction.on_commit(forget_door_settings)
