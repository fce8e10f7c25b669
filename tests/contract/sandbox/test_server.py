"""The command: the port, the signals, a fresh start."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.practice import ROOT, PracticeOffice, free_port, wait_until


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def run(*command: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "SANDBOX": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("command", [("manage.py", "sandbox"), ("-m", "portal.sandbox")])
def test_a_taken_port_is_one_clear_line_and_status_1(
    command: tuple[str, ...], office: PracticeOffice
) -> None:
    ended = run(*command, "--port", str(office.port))
    assert ended.returncode == 1
    lines = ended.stderr.strip().splitlines()
    assert len(lines) == 1
    assert str(office.port) in lines[0]
    assert "--port" in lines[0]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_ending_the_process_frees_the_port(
    how: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANIAN_BLOCKING_THREADS", "64")  # of the portal, not of the practice office
    office = PracticeOffice.start(state=tmp_path / "sandbox.sqlite3")
    office.process.send_signal(how)
    office.process.wait(timeout=10)
    wait_until(lambda: is_free(office.port))
    office.stop()


def test_it_does_not_outlive_the_run_that_started_it(tmp_path: Path) -> None:
    port = free_port()
    start = (
        "import os, pathlib\n"
        "from tests.practice import PracticeOffice\n"
        f"PracticeOffice.start(port={port}, state=pathlib.Path({str(tmp_path / 's.sqlite3')!r}))\n"
        "os._exit(0)"
    )
    assert run("-c", start).returncode == 0
    wait_until(lambda: is_free(port))


def test_fresh_forgets_what_was_kept(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    office = PracticeOffice.start(state=state)
    office.set_parameter("358", "true")
    office.stop()
    again = PracticeOffice.start(state=state, fresh=True)
    try:
        assert again.get("parameters")["358"] == "false"
    finally:
        again.stop()


def test_the_portal_address_goes_into_letters_and_returns(tmp_path: Path) -> None:
    office = PracticeOffice.start(
        state=tmp_path / "s.sqlite3", portal_url="http://127.0.0.1:9/", port=free_port()
    )
    try:
        assert office.get("files")[0]["hash_link"].startswith("http://127.0.0.1:9/h/")
        assert office.get("parameters")["576"] == "http://127.0.0.1:9/"
    finally:
        office.stop()
