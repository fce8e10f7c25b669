"""Processes of the portal that start in an instant: forked from one in which its code is loaded already.

Loading takes about two seconds of a processor, and a test that kills ten workers starts eleven. A forked
process is as real as any other: it has its own memory, connections and threads, and dies of its own SIGKILL.

Run as a program, this is the process that loads and forks. It reads from a socket what to run, with the three
files that become its input, output and errors, and answers with the number of the process.
"""

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANAGE = str(ROOT / "manage.py")
LONGEST_ORDER = 65_536
START_S, END_S, RUN_S = 60, 10, 120
PAUSE_S = 0.02


@dataclass(frozen=True)
class Forked:
    """A process, in a process group of its own."""

    number: int

    @property
    def is_alive(self) -> bool:
        try:
            os.kill(self.number, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """SIGKILL to it and its children: nothing can be tidied up. May be called twice."""
        self._send(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM: it may tidy up."""
        self._send(signal.SIGTERM)

    def wait(self, timeout_s: float = END_S) -> None:
        """Until it has ended. Raises: AssertionError."""
        ends_at = time.monotonic() + timeout_s
        while self.is_alive:
            assert time.monotonic() < ends_at, f"process {self.number} goes on"
            time.sleep(PAUSE_S)

    def _send(self, sign: signal.Signals) -> None:
        if self.is_alive:
            os.killpg(self.number, sign)
        self.wait()


class Preloaded:
    """The loaded code under one environment; ``start`` forks a process from it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._program = subprocess.Popen(
                [sys.executable, "-m", "tests.preloaded", str(theirs.fileno())],
                cwd=ROOT,
                env=dict(environment),
                pass_fds=[theirs.fileno()],
            )
        self._control = ours
        self._control.settimeout(START_S)

    def start(self, *command: str, files: Sequence[int]) -> Forked:
        """``MANAGE`` or the name of a module, and its arguments; its input, output and errors."""
        socket.send_fds(self._control, [json.dumps(command).encode()], list(files))
        return Forked(int(self._control.recv(LONGEST_ORDER)))

    def log(self, *command: str, to: Path) -> Forked:
        """Start one that reads nothing, and adds to a file what it says."""
        with to.open("ab") as log, Path(os.devnull).open("rb") as nothing:
            return self.start(*command, files=(nothing.fileno(), log.fileno(), log.fileno()))

    def manage(self, *command: str) -> str:
        """A management command to its end; what it wrote. AssertionError with its words when it fails."""
        reading, writing = os.pipe()
        with os.fdopen(reading) as said, Path(os.devnull).open("rb") as nothing:
            try:
                process = self.start(MANAGE, *command, files=(nothing.fileno(), writing, writing))
            finally:
                os.close(writing)
            words = said.read()
        process.wait(RUN_S)
        words, _line, status = words.rpartition(STATUS)
        assert status.strip() == "0", words + status
        return words

    def end(self) -> None:
        """No more processes, and none that runs."""
        self._control.close()
        self._program.wait(timeout=END_S)


STATUS = "\nended with "


def serve(control: socket.socket) -> None:
    """Load, then fork whatever is asked for, until nobody can ask any more; then all of it ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the dead
    load()
    started: list[int] = []
    while True:
        order, files, _flags, _address = socket.recv_fds(control, LONGEST_ORDER, 3)
        if not order:
            for number in started:
                with suppress(ProcessLookupError):
                    os.killpg(number, signal.SIGKILL)
            return
        number = os.fork()
        if number == 0:
            control.close()
            become(json.loads(order), files)
        for one in files:
            os.close(one)
        started.append(number)
        control.send(str(number).encode())


def load() -> None:
    """All that a portal, a worker or a command imports; nothing that connects or starts a thread."""
    import django  # noqa: PLC0415 - in the process that forks alone

    django.setup()
    for name in (
        "portal.wsgi",
        "portal.urls",
        "granian.cli",
        "django_tasks_db.management.commands.db_worker",
    ):
        __import__(name)


def become(command: list[str], files: Sequence[int]) -> None:
    """Be that program from now on, with its input, output and errors. Never returns."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        for place, one in enumerate(files):
            os.dup2(one, place)
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w", 1), os.fdopen(2, "w", 1)
        sys.argv = list(command)
        if command[0] == MANAGE:
            runpy.run_path(MANAGE, run_name="__main__")
        else:
            runpy.run_module(command[0], run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it was, it stands in the log
        import traceback  # noqa: PLC0415

        traceback.print_exc()
    finally:
        if command[0] == MANAGE:
            sys.stdout.write(f"{STATUS}{status}")
        for one in (sys.stdout, sys.stderr):
            one.flush()
        os._exit(status)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as place:
        serve(place)
