"""The worker, watched as the portal is."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django_tasks_db.management.commands import db_worker

from portal.doctor.heartbeat import beating
from portal.doctor.metrics_middleware import count_calls


class Command(db_worker.Command):
    """The worker of django-tasks; its calls are counted and its tasks traced where settings ask for it."""

    def handle(self, **options: Any) -> None:
        """Watch from before the first question to the database."""
        count_calls()
        if settings.TRACES_URL:
            tracing = import_module("portal.doctor.tracing")  # an extra
            tracing.begin(settings.TRACES_URL)
            tracing.trace_tasks()
        if options["batch"]:  # it ends, so it is no worker that somebody could rely on
            super().handle(**options)
            return
        with beating():
            super().handle(**options)
