"""Several processes of one machine count together, also when some of them have died."""

import os
import subprocess
import sys
from pathlib import Path

from tests.practice import ROOT

COUNT = """
from django.conf import settings
settings.configure(PROMETHEUS_MULTIPROC_DIR={folder!r})
from portal.doctor import counters
counters.CALL_COUNTER.end_call("tagor", "GetLines", "200", 0.1)
counters.CALL_COUNTER.move_places("tagor", 2)
counters.CALL_COUNTER.see_breaker("tagor", is_open={is_open})
counters.IN_FLIGHT.inc()
"""
WRITE = COUNT + "print(counters.write_counts())"


def run(code: str, folder: Path, *, is_open: bool = False) -> str:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    command = [sys.executable, "-c", code.format(folder=str(folder), is_open=is_open)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_counts_add_up_and_the_dead_serve_nothing_any_more(tmp_path: Path) -> None:
    run(COUNT, tmp_path, is_open=True)
    run(COUNT, tmp_path)
    said = run(WRITE, tmp_path)
    assert 'portal_calls_total{operation="GetLines",outcome="200",system="tagor"} 3.0' in said
    assert "portal_requests_in_flight 1.0" in said
    assert 'portal_calls_in_flight{system="tagor"} 2.0' in said
    assert 'portal_breaker_open{system="tagor"} 0.0' in said
    assert 'portal_breaker_open{system="tagor"} 1.0' in run(WRITE, tmp_path, is_open=True)
