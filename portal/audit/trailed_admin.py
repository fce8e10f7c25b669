"""Records what staff save in the admin: the value of each changed field, before and after."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from portal.audit.actors import Actor
from portal.audit.services import record

_encoder = DjangoJSONEncoder()


class TrailedAdmin(admin.ModelAdmin[Any]):
    """Records ``trail_act`` + "-added", "-changed" or "-deleted" for every row saved.

    It must have no inline rows.

    ``details``: ``id``, and ``fields``: {name: {"before": …, "after": …}}, and its ``table``.
    Fields in ``trail_skips`` are left out; do not use it for a model with secrets.
    """

    trail_act = ""
    trail_skips: ClassVar[frozenset[str]] = frozenset({"updated_at"})

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Save, and record it in the same transaction."""
        with transaction.atomic():
            before = self._read(obj) if change else {}
            super().save_model(request, obj, form, change)
            self._record_change(request, obj, before=before, after=self._read(obj))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Delete; the trail keeps the values."""
        with transaction.atomic():
            key, before = obj.pk, self._read(obj)
            super().delete_model(request, obj)
            obj.pk = key
            self._record_change(request, obj, before=before, after={})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete several rows, each with its own event."""
        for row in queryset:
            self.delete_model(request, row)

    def _read(self, row: Model) -> dict[str, Any]:
        """The stored values as JSON; the row is locked until the transaction ends."""
        stored = type(row)._base_manager.select_for_update().filter(pk=row.pk).values().first() or {}
        return {name: _as_json(value) for name, value in stored.items() if name not in self.trail_skips}

    def _record_change(
        self, request: HttpRequest, row: Model, *, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        fields = {name: {"before": before.get(name), "after": after.get(name)} for name in names}
        if not fields:
            return
        word = "changed" if before and after else "added" if after else "deleted"
        details = {"id": row.pk, "table": row._meta.label_lower, "fields": fields}
        record(f"{self.trail_act}-{word}", by=Actor.staff(request.user), details=details)


def _as_json(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float, bool, list, dict)):
        return value
    return _encoder.default(value)
