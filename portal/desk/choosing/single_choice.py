"""One setting of the office: how it is read and written, its changes in the trail, and the undo."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.audit.services import record
from portal.office.models import Office

Values = dict[str, Any]


class CannotUndo(Exception):
    """It was undone already, or something has changed since."""


@dataclass(frozen=True)
class SingleChoice:
    """``act``: its name in the trail, before "-changed"; ``key``: which of several. Values are plain JSON.

    ``write`` runs in a transaction with the office's row locked; ``forget`` clears caches of the old values.
    """

    act: str
    read: Callable[[Office], Values]
    write: Callable[[Office, Values], None]
    forget: Callable[[], None] = lambda: None
    key: str = ""

    @property
    def event_act(self) -> str:
        """The act of its events."""
        return f"{self.act}-changed"

    @transaction.atomic
    def save(self, office: Office, after: Values, *, by: Actor) -> None:
        """Write other values, with both in the trail; does nothing when they are equal."""
        Office.objects.select_for_update().get(pk=office.pk)
        before = self.read(office)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if not names:
            return
        self.write(office, after)
        self.forget()
        transaction.on_commit(self.forget)
        fields = {name: {"before": before.get(name), "after": after.get(name)} for name in names}
        details: dict[str, Any] = {"key": self.key} if self.key else {}
        record(self.event_act, by=by, details={**details, "fields": fields})

    def list_events(self, limit: int) -> list[Event]:
        """The newest changes."""
        of_this = {"details__key": self.key} if self.key else {}
        return list(Event.objects.filter(act=self.event_act, **of_this).order_by("-number")[:limit])

    def find_way_back(self, office: Office) -> Event | None:
        """The newest change, if its values are still in force."""
        newest = next(iter(self.list_events(1)), None)
        if newest is None:
            return None
        values, fields = self.read(office), newest.details.get("fields", {})
        fits = all(values.get(name) == told["after"] for name, told in fields.items())
        return newest if fields and fits else None

    @transaction.atomic
    def undo(self, office: Office, number: str, *, by: Actor) -> None:
        """Restore the values before the newest change. Raises: CannotUndo when ``number`` is not that one."""
        Office.objects.select_for_update().get(pk=office.pk)
        newest = self.find_way_back(office)
        if newest is None or str(newest.number) != number:
            raise CannotUndo(number)
        before = {name: told["before"] for name, told in newest.details["fields"].items()}
        values = {**self.read(office), **before}
        self.save(office, {name: value for name, value in values.items() if value is not None}, by=by)
