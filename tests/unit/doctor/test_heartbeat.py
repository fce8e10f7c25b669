"""A worker that has nothing to do says that it runs."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from portal.doctor.models import WorkerBeat
from portal.doctor.site.worker_findings import check_worker
from portal.web.examining import State
from tests.practice import wait_until
from tests.repo.files import ROOT


@pytest.mark.skipif(connection.vendor != "postgresql", reason="another process reads no test's SQLite")
@pytest.mark.django_db(transaction=True)
def test_a_worker_without_tasks_is_seen() -> None:
    assert check_worker().state is State.WARN
    where = connection.settings_dict
    address = f"postgres://{where['USER']}@{where['HOST']}:{where['PORT']}/{where['NAME']}"
    env = {"PATH": os.environ["PATH"], "SECRET_KEY": "k" * 60, "DATABASE_URL": address}
    with subprocess.Popen([sys.executable, "manage.py", "db_worker"], cwd=ROOT, env=env) as worker:
        try:
            wait_until(WorkerBeat.objects.exists, seconds=30)
        finally:
            worker.terminate()
        assert worker.wait(timeout=30) == 0
    assert check_worker().state is State.OK
