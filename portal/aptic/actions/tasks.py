"""Forgets, in the worker, what runs of actions were sent and answered."""

from datetime import datetime

from django_tasks import task


@task
def tidy_runs() -> int:
    """Wipe what is kept too long. Safe to run at any time; how many runs were wiped."""
    from portal.aptic.actions.services import tidy  # noqa: PLC0415 - the services plan this task

    return tidy()


def plan_tidying(at: datetime) -> None:
    """Look again when a run's time is over."""
    tidy_runs.using(run_after=at).enqueue()
