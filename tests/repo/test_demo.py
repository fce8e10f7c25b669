"""``script/demo`` as a stranger meets it: in a fresh copy, with nothing made beforehand."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.repo.files import ROOT, list_files

START_LIMIT_S = 240
STOP_LIMIT_S = 30


def find_free_ports(count: int) -> list[int]:
    """Ports of this machine that nothing uses now, all different."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def list_processes_in(folder: Path) -> list[str]:
    """The programs whose working folder is inside ``folder``."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(folder):
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The repository's files alone, without anything made from them."""
    target = tmp_path / "clone"
    for path in list_files():
        copy = target / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    return target


@pytest.fixture
def demo(clone: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo, started in the copy on ports of its own."""
    port, sandbox_port = find_free_ports(2)
    settings = {"DEBUG": "1", "TAGOR_URL": "http://127.0.0.1:9/", "SECRET_KEY": "", "VIRTUAL_ENV": ""}
    with (clone / "demo.out").open("w") as output:
        process = subprocess.Popen(
            ["script/demo", "--port", str(port), "--sandbox-port", str(sandbox_port), "--data", "big"],
            cwd=clone,
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        yield process
        process.kill()
        process.wait()


def wait_for_answer(process: subprocess.Popen[str], clone: Path) -> dict[str, str]:
    """What the demo tells, once it does."""
    answer = clone / "var" / "demo.json"
    end = time.monotonic() + START_LIMIT_S
    while not answer.exists():
        assert process.poll() is None, (clone / "demo.out").read_text()
        assert time.monotonic() < end, (clone / "demo.out").read_text()
        time.sleep(0.2)
    told: dict[str, str] = json.loads(answer.read_text())
    return told


def test_demo_starts_serves_its_letter_and_stops_without_a_trace(
    demo: subprocess.Popen[str], clone: Path
) -> None:
    told = wait_for_answer(demo, clone)
    assert set(told) == {"portal", "sandbox", "hash", "file", "pin", "staff_user", "staff_password"}
    with httpx.Client(follow_redirects=True, timeout=20, trust_env=False) as browser:
        letter = browser.get(f"{told['portal']}/h/{told['hash']}/")
    assert letter.status_code == 200
    assert "Van Acker" in letter.text
    assert told["hash"] not in letter.text
    assert f"{told['portal']}/h/{told['hash']}/" in (clone / "demo.out").read_text()
    assert "10,000 are new" in (clone / "demo.out").read_text()
    private = ["demo.json", "demo-secrets.json", "portal.sqlite3", "log"]
    assert [name for name in private if (clone / "var" / name).stat().st_mode & 0o077] == []

    demo.send_signal(signal.SIGINT)
    assert demo.wait(timeout=STOP_LIMIT_S) == 0
    assert list_processes_in(clone) == []
    for address in (told["portal"], told["sandbox"]):
        with pytest.raises(httpx.ConnectError):
            httpx.get(address, timeout=5, trust_env=False)


def test_taken_port_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = ["script/demo", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == f"Port {port} is taken. Stop what uses it, or choose another with --port.\n"
