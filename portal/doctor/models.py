"""The last sign of life of a worker."""

from django.db import models


class WorkerBeat(models.Model):
    """One row: when any worker last said that it runs."""

    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
