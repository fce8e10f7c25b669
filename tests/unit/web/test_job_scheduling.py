"""A job that leads to no task is told when the site starts."""

import pytest
from django.core.checks import run_checks

from portal.web import job_scheduling
from portal.web.job_scheduling import Job


def test_every_job_there_is_leads_to_a_task() -> None:
    assert [fault.msg for fault in run_checks() if fault.id == "web.E003"] == []


@pytest.mark.parametrize(
    "path", ["portal.outbox.tasks.nothing", "portal.nowhere.tasks.sweep", "portal.outbox.tasks.SKEW"]
)
def test_a_job_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(job_scheduling, "_JOBS", [])
    Job(path)
    (told,) = [fault.msg for fault in run_checks() if fault.id == "web.E003"]
    assert path in told
