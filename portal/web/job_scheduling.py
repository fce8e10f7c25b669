"""Plans the runs of the worker's tasks, in the transaction of whoever asks.

A task is named by its dotted path, so that the planning module does not import it: tasks are in a layer above
everything they call. Two runs planned at the same time do no harm: the next run plans only one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

_JOBS: list["Job"] = []


@dataclass(frozen=True)
class Job:
    """A task of the worker: ``Job("portal.outbox.tasks.sweep")``. Made once, at the top of a module."""

    path: str

    def __post_init__(self) -> None:
        _JOBS.append(self)

    def get_task(self) -> Task[..., Any]:
        """The task itself. Raises: ImportError, TypeError."""
        found = import_string(self.path)
        if not isinstance(found, Task):
            raise TypeError(f"{self.path} is no task")
        return found

    def list_planned(self) -> "QuerySet[DBTaskResult[..., Any]]":
        """The runs that have not begun."""
        return DBTaskResult.objects.filter(task_path=self.path, status="READY")

    def plan(self, at: datetime | None = None, **arguments: Any) -> Any:
        """Plan one more run, at that time or as soon as a worker is free. Returns the id of the run."""
        return self.get_task().using(run_after=at).enqueue(**arguments).id

    def plan_unless_planned(self, at: datetime) -> None:
        """Plan a run unless one is planned already."""
        if not self.list_planned().exists():
            self.plan(at)

    def plan_or_advance(self, at: datetime) -> None:
        """Make sure of a run at that time or earlier: a later one is brought forward."""
        self.plan_unless_planned(at)
        self.list_planned().filter(run_after__gt=at).update(run_after=at)

    def plan_or_advance_noted(self, at: datetime, *, note: type[Model]) -> None:
        """The same for a task that always has a run planned, with a note of which run is next.

        ``note``: a model with one row and a ``task_id``, which saves a search through the whole queue.
        """
        planned = self.list_planned().filter(pk__in=note._default_manager.filter(pk=1).values("task_id"))
        run_after = planned.values_list("run_after", flat=True).first()
        if run_after is None:
            note._default_manager.update_or_create(pk=1, defaults={"task_id": self.plan(at)})
        elif run_after > at:
            planned.update(run_after=at)


@register()
def check_jobs(**_kwargs: Any) -> list[CheckMessage]:
    """Report a path that leads to no task when the site starts, not when the worker needs it."""
    return list(_find_faults())


def _find_faults() -> Iterator[CheckMessage]:
    for job in _JOBS:
        try:
            job.get_task()
        except (ImportError, TypeError) as error:
            yield Error(f"The job {job.path} cannot be planned: {error}", id="web.E003")
