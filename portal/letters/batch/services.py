"""What staff do with a batch: make it, match its columns, choose its rows, print it, delete it."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.letters.batch.columns import Column, Match
from portal.letters.batch.given import seal_cells
from portal.letters.batch.preparing import renew_rows, retry_rows
from portal.letters.batch.problems import needs_own_look
from portal.letters.batch.table import Table
from portal.letters.models import Batch, Letter
from portal.office.selectors import get_office_row
from portal.web.job_scheduling import Job
from portal.web.retention import see_to_forgetting
from portal.web.sealing import seal, unseal

PREPARE = Job("portal.letters.tasks.prepare")
PURPOSE = "letter-table"


@transaction.atomic
def make_batch(table: Table, *, title: str, user: Any) -> Batch:
    """Keep a list, sealed, until its columns are matched."""
    batch = Batch.objects.create(
        office=get_office_row(),
        title=title,
        table_sealed=seal(json.dumps([table.header, table.rows]), purpose=PURPOSE),
        rows_total=len(table.rows),
        made_by=user,
        made_at=timezone.now(),
    )
    see_to_forgetting()
    record("letters-listed", by=Actor.staff(user), details={"batch": batch.pk, "rows": batch.rows_total})
    return batch


def open_table(batch: Batch) -> Table | None:
    """The list of a batch; None once its columns are matched."""
    kept = unseal(batch.table_sealed, purpose=PURPOSE) if batch.table_sealed else None
    if kept is None:
        return None
    header, rows = json.loads(kept)
    return Table(tuple(header), tuple(tuple(row) for row in rows))


@transaction.atomic
def start(batch: Batch, table: Table, match: Match, *, by: Actor) -> bool:
    """Make the rows and have the worker look them up. False when somebody else was first."""
    waiting = Batch.objects.filter(pk=batch.pk, state=Batch.State.COLUMNS)
    if not waiting.update(state=Batch.State.PREPARING, table_sealed=""):
        return False
    picked = [match.pick(row) for row in table.rows]
    Letter.objects.bulk_create(
        [
            Letter(
                batch=batch,
                number=number,
                file_number=cells.get(Column.FILE.value, "")[:80],
                given_sealed=seal_cells(cells),
            )
            for number, cells in enumerate(picked, start=1)
        ],
        batch_size=500,
    )
    PREPARE.plan(batch_id=batch.pk)
    columns = sorted(column.value for column in match.places)
    record("letters-started", by=by, details={"batch": batch.pk, "columns": columns})
    return True


@transaction.atomic
def try_again(batch: Batch, *, by: Actor, is_whole: bool = False) -> int:
    """Look up again the rows for which Tagor did not answer, or all. Returns how many."""
    ready = Batch.objects.filter(pk=batch.pk, state=Batch.State.READY)
    if not ready.update(state=Batch.State.PREPARING):
        return 0
    rows = renew_rows(batch) if is_whole else retry_rows(batch)
    PREPARE.plan(batch_id=batch.pk)
    record("letters-tried-again", by=by, details={"batch": batch.pk, "rows": rows})
    return rows


@transaction.atomic
def leave_out(batch: Batch, letter_id: int, *, is_left_out: bool, by: Actor) -> bool:
    """Print a row, or leave it out. False for one that cannot be printed at all."""
    rows = batch.letters.filter(pk=letter_id, state__in=[Letter.State.READY, Letter.State.CHECK])
    changed = rows.exclude(is_left_out=is_left_out).update(is_left_out=is_left_out)
    if changed:
        number = rows.values_list("number", flat=True).get()
        act = "letter-left-out" if is_left_out else "letter-included"
        record(act, by=by, details={"batch": batch.pk, "row": number})
    return bool(changed)


@transaction.atomic
def include_all(batch: Batch, *, by: Actor) -> int:
    """Print every row that can be printed, despite differences. Returns how many were added.

    Not those that may be somebody else's: they are decided one by one.
    """
    rows = batch.letters.filter(pk__in=list_for_all(batch), is_left_out=True).update(is_left_out=False)
    record("letters-included", by=by, details={"batch": batch.pk, "rows": rows})
    return rows


def list_for_all(batch: Batch) -> list[int]:
    """Which rows are left out until somebody decides about all of them together."""
    waiting = batch.letters.filter(state=Letter.State.CHECK, is_left_out=True)
    return [pk for pk, problems in waiting.values_list("pk", "problems") if not needs_own_look(problems)]


def note_printed(batch: Batch, *, paper: str, part: int, rows: int, by: Actor) -> None:
    """Record in the trail that letters were printed."""
    details = {"batch": batch.pk, "paper": paper, "part": part, "rows": rows}
    record("letters-printed", by=by, details=details)


@transaction.atomic
def delete_batch(batch: Batch, *, by: Actor) -> None:
    """Delete a batch with its rows. The links on paper keep working, and so do their check words."""
    record("letters-deleted", by=by, details={"batch": batch.pk, "rows": batch.rows_total})
    batch.delete()
