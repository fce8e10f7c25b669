"""What other systems reported about files, a row for each thing, and pauses that an office granted.

A row remembers the newest report that changed it: a late one does not undo a newer one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.file.kinds import Kind
from portal.office.models import Office


class ReportedRow(models.Model):
    """``occurred_at`` and ``event_id`` identify the report that set the row; see ``ReportSource``."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_id = models.CharField(max_length=30)
    occurred_at = models.DateTimeField()
    event_id = models.BigIntegerField()
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        abstract = True


class Respite(ReportedRow):
    """A pause that the office granted. ``record_id`` is Aptic's id for it, if it sends one.

    ``until``: its last day, if known. A row that is not on remembers that the pause was withdrawn, so that a
    late report of its start cannot bring it back.
    """

    class Kind(models.TextChoices):
        """What the pause applies to."""

        COLLECTION = "collection", _("the collection")
        LEDGER = "ledger", _("an invoice")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    record_id = models.CharField(max_length=100, blank=True)
    is_on = models.BooleanField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "events_respite"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["file_id", "kind", "record_id"], name="events_one_respite_a_record"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["collection", "ledger"]), name="events_respite_known_kind"
            ),
        ]


class CodeKind(models.Model):
    """A code of the office's Tagor that was seen in a file, and its meaning.

    ``kind`` is the office's choice of a ``kinds.Kind``; "" leaves it to the portal, which read it as
    ``read_as`` ("" when it could not). ``file_count``: in how many files it was seen. ``words``: the office's
    name for it, by language: a word and a sentence; None leaves that to the portal.
    """

    table = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    text = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    read_as = models.CharField(max_length=12, blank=True)
    file_count = models.PositiveIntegerField(default=0)
    seen_on = models.DateField(null=True, blank=True)
    words: "models.JSONField[dict[str, list[str]] | None, dict[str, list[str]] | None]" = models.JSONField(
        null=True, blank=True
    )

    class Meta:
        verbose_name = _("code of the account")
        verbose_name_plural = _("codes of the account")
        ordering = ["table", "code"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="file_codekind_one_a_code"),
            models.CheckConstraint(condition=models.Q(kind__in=["", *Kind]), name="file_codekind_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.code}"


class AgendaWord(models.Model):
    """A kind of task in the office's agenda that people may see, and what their pages call it.

    ``model`` is the name of the task's model in Tagor; the text of the task itself is never shown.
    """

    model = models.CharField(_("name of the task in Tagor"), max_length=120, unique=True)
    nl = models.CharField(_("in Dutch"), max_length=120)
    fr = models.CharField(_("in French"), max_length=120)
    de = models.CharField(_("in German"), max_length=120)
    en = models.CharField(_("in English"), max_length=120)

    class Meta:
        verbose_name = _("task that people may see")
        verbose_name_plural = _("tasks that people may see")
        ordering = ["model"]

    def __str__(self) -> str:
        return self.model


Row = TypeVar("Row", bound=ReportedRow)


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A report from another system: its office, its time, and an id to order two of the same time."""

    office_id: int | None
    occurred_at: datetime
    event_id: int

    @property
    def fields(self) -> dict[str, Any]:
        """The fields that a row keeps of it."""
        return {"office_id": self.office_id, "occurred_at": self.occurred_at, "event_id": self.event_id}

    def set_on(self, row: ReportedRow) -> None:
        """Let the row remember this report as the newest."""
        for name, value in self.fields.items():
            setattr(row, name, value)

    def is_late(self, row: ReportedRow | None) -> bool:
        """Whether a newer report was applied already. Of two at the same time, the later arrival is newer."""
        if row is None:
            return False
        return (row.occurred_at, row.event_id) > (self.occurred_at, self.event_id)


_NO_REPORT = ReportSource(None, datetime(1970, 1, 1, tzinfo=UTC), 0)

Key = tuple[str, ...]


def lock_rows(model: type[Row], keys: Iterable[Key], *, of: tuple[str, ...], **blank: Any) -> dict[Key, Row]:
    """The rows of the files in ``keys`` by their key, locked until the transaction ends.

    ``of``: the columns of a key. A row that is not there yet is made with ``blank``, older than any report.
    Everybody takes these locks in the same order, so that nobody waits for somebody who waits for them.
    """
    rows: models.Manager[Row] = model._default_manager
    wanted = sorted(set(keys))
    made = [model(**dict(zip(of, key, strict=True)), **blank, **_NO_REPORT.fields) for key in wanted]
    rows.bulk_create(made, ignore_conflicts=True)
    file_ids = {row.file_id for row in made}
    found = rows.select_for_update().filter(file_id__in=file_ids).order_by("pk")
    return {tuple(str(getattr(row, name)) for name in of): row for row in found}


def write_rows(rows: Iterable[Row]) -> None:
    """Write all columns of rows that are locked, in one statement."""
    locked = list({row.pk: row for row in rows}.values())
    if locked:
        columns = [field.name for field in locked[0]._meta.concrete_fields if not field.primary_key]
        manager: models.Manager[Row] = type(locked[0])._default_manager
        manager.bulk_create(locked, update_conflicts=True, unique_fields=["pk"], update_fields=columns)


def get_event_life() -> timedelta:
    """How long a report is kept once it no longer applies."""
    return timedelta(days=settings.EVENT_RETENTION_DAYS)
