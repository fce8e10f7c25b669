"""Programs that run beside a script: started in a group of their own, waited for, always stopped.

Standard library only. Used by the demo, the tests and the bench.
"""

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STOP_GRACE_S = 8
LAST_LINES = 15


class Failed(Exception):
    """A step that cannot go on; the text is for the person at the shell."""


@dataclass
class Program:
    """A running program; everything it starts shares its process group."""

    name: str
    process: subprocess.Popen
    log: Path

    def is_alive(self) -> bool:
        """False once the program itself has ended."""
        return self.process.poll() is None

    def read_processor_s(self) -> float:
        """Seconds of processor that it and what it started have used so far; Linux only."""
        used = 0
        for file in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # it has just ended
                # After the name: state, parent, group …; from 11 on user, system, and both of ended children.
                told = file.read_text().rsplit(")", 1)[1].split()
                if str(self.process.pid) in {file.parent.name, told[1], told[2]}:
                    used += sum(map(int, told[11:15]))
        return used / os.sysconf("SC_CLK_TCK")

    def last_lines(self) -> str:
        """The end of its log, for a message."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return "\n".join(f"  {line}" for line in lines[-LAST_LINES:])


def start(name: str, command: Sequence[str], *, env: Mapping[str, str], log_dir: Path, cwd: Path) -> Program:
    """Start ``command`` in its own session, with all it prints in ``log_dir/name.log``."""
    log_dir.mkdir(parents=True, exist_ok=True)
    log = log_dir / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            cwd=cwd,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Program(name, process, log)


def stop(programs: Sequence[Program]) -> None:
    """Ask every group to end, wait, then kill what is left. Leaves no orphan."""
    for program in programs:
        _signal_group(program, signal.SIGTERM)
    end = time.monotonic() + STOP_GRACE_S
    for program in programs:
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.process.wait(timeout=max(0.1, end - time.monotonic()))
    for program in programs:
        _signal_group(program, signal.SIGKILL)
        program.process.wait()


def _signal_group(program: Program, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(program.process.pid, number)


@contextlib.contextmanager
def stopping(programs: list[Program]) -> Iterator[None]:
    """Stop ``programs`` (as they are at the end) however the block ends; SIGTERM and SIGHUP end it too."""
    previous = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    # A shell that starts this in the background makes it deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        # A second Ctrl-C must not leave half of them running.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(programs)
        for number, handler in {**previous, signal.SIGINT: signal.default_int_handler}.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def wait_for(program: Program, address: str, *, timeout_s: float = 60) -> None:
    """Wait until ``address`` answers 200. Raises: Failed when the program ends or the time is over."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        if not program.is_alive():
            raise Failed(f"{program.name} ended. Its last lines ({program.log}):\n{program.last_lines()}")
        if _answers(address):
            return
        time.sleep(0.1)
    raise Failed(
        f"{program.name} did not answer within {timeout_s:.0f} s ({program.log}):\n{program.last_lines()}"
    )


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own loopback
            return answer.status == 200
    except OSError:
        return False


def is_free(port: int) -> bool:
    """Whether 127.0.0.1:``port`` can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def find_free_port() -> int:
    """A port of 127.0.0.1 that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
