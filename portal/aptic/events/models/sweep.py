"""The task id of the next sweep of events."""

from django.db import models


class Sweep(models.Model):
    """One row, so that planning a sweep never searches the whole queue."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    task_id = models.UUIDField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="events_one_sweep")]

    def __str__(self) -> str:
        return f"sweep {self.task_id}"
