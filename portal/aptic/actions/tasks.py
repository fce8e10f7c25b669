"""The worker's tasks for actions."""

from django_tasks import task

from portal.aptic.actions import services


@task
def end_dead_calls() -> int:
    """Look for calls whose process died. Safe to run at any time; how many there were."""
    return services.end_dead_calls()
