"""Every suite: the checks, all tests on PostgreSQL and Redis, then what leans on those two on the default.

With arguments: pytest alone, with those. The last line is pytest's own summary. Standard library only.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from _environment import ROOT, VAR, sync
from _processes import Failed, Program, stopping
from _services import find_postgres_dir, start_postgres, start_redis

LOG_DIR = VAR / "log"
# One process more than processors: some tests wait for programs and clocks.
PYTEST = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "-p", "no:cacheprovider", "-q")
# Rules of the database are those of models and services, and of the pages marked so.
ON_SQLITE = ("tests/unit", "tests/pages", "-m", "sqlite or (database and not pages)")
SERVER_WAIT_S = 30


def _has_postgres() -> bool:
    try:
        find_postgres_dir()
    except Failed:
        return False
    return True


# Debian's package for each thing the tests need, and how to see that it is there.
PACKAGES = {
    "chromium-headless-shell": lambda: shutil.which("chromium-headless-shell") or shutil.which("chromium"),
    "postgresql": _has_postgres,
    "nginx": lambda: shutil.which("nginx") or Path("/usr/sbin/nginx").exists(),
    "redis-server": lambda: shutil.which("redis-server") or shutil.which("valkey-server"),
    "fonts-dejavu-core": lambda: any(Path("/usr/share/fonts").rglob("DejaVuSans.ttf")),
}


def main(arguments: list[str]) -> int:
    """pytest's exit status, or 1 when something before it failed."""
    programs: list[Program] = []
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    try:
        install_packages()
        python = sync("--all-extras")
        compile_translations(python)
        with stopping(programs):
            services = start_services(programs, folder)
            if arguments:
                return run_pytest(python, arguments, services)
            return run_all(python, services)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_all(python: str, services: dict[str, str]) -> int:
    """Checks, everything on the servers, some on the default; stops at the first that fails."""
    with compiling_tests(python):
        checked = subprocess.run([sys.executable, "script/_check.py"], cwd=ROOT, check=False)
    if checked.returncode:
        raise Failed("script/check failed: no test was run.")
    # A hole that became known today is told; whether a release waits for it is for people to say.
    subprocess.run([sys.executable, "script/_audit.py"], cwd=ROOT, check=False)
    print_heading("Every suite on PostgreSQL and Redis")
    on_servers = {
        **services,
        "DATABASE_URL": services["TEST_POSTGRES_URL"],
        "CACHE_URL": services["TEST_REDIS_URL"],
    }
    status = run_pytest(python, [*PYTEST, "tests"], on_servers)
    if status:
        return status
    print_heading("What leans on the database or the cache, on SQLite and the local cache")
    return run_pytest(python, [*PYTEST, *ON_SQLITE], services)


@contextmanager
def compiling_tests(python: str) -> Iterator[None]:
    """Beside what is done inside: else every test process would begin by doing all of it for itself."""
    command = [python, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider", "tests"]
    silent = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(command, cwd=ROOT, **silent)
    try:
        yield
    finally:
        program.wait()


def run_pytest(python: str, arguments: list[str], settings: dict[str, str]) -> int:
    """One run of pytest; its exit status."""
    environment = {**os.environ, **settings}
    return subprocess.run(
        [python, "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False
    ).returncode


def install_packages() -> None:
    """As root on Debian, install what is missing. Raises: Failed naming what is, otherwise."""
    missing = [name for name, is_there in PACKAGES.items() if not is_there()]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        by_hand = f"apt-get install {' '.join(missing)}"
        raise Failed(f"The tests also need: {', '.join(missing)}. On Debian or Ubuntu, as root: {by_hand}")
    print_heading(f"Installing {', '.join(missing)}")
    LOG_DIR.mkdir(parents=True, exist_ok=True)
    with (LOG_DIR / "apt-get.log").open("wb+") as log:
        status = apt_get(log, "update") or apt_get(
            log, "install", "--yes", "--no-install-recommends", *missing
        )
        if status:
            log.seek(0)
            raise Failed(f"apt-get failed:\n{log.read().decode(errors='replace')[-2000:]}")


def apt_get(log: BinaryIO, *words: str) -> int:
    """One quiet command of apt-get; its exit status."""
    return subprocess.run(
        ["apt-get", "-qq", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        check=False,
    ).returncode


def compile_translations(python: str) -> None:
    """Make the .mo files. Raises: Failed."""
    command = [python, "script/translate", "compile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"script/translate compile failed:\n{done.stdout}{done.stderr}")


def start_services(programs: list[Program], folder: Path) -> dict[str, str]:
    """Start both servers; where the tests find them, as environment variables. Raises: Failed."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    urls = {}
    for name, starter in (("TEST_POSTGRES_URL", start_postgres), ("TEST_REDIS_URL", start_redis)):
        program, urls[name] = starter(folder, env=environment)
        programs.append(program)
        wait_until_it_listens(program, port=int(urls[name].rsplit(":", 1)[1].split("/")[0]))
    return urls


def wait_until_it_listens(program: Program, *, port: int) -> None:
    """Raises: Failed when the server ends or takes too long."""
    end = time.monotonic() + SERVER_WAIT_S
    while program.is_alive() and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise Failed(f"{program.name} did not start:\n{program.last_lines()}")


def print_heading(words: str) -> None:
    """A line that stands out between the runs."""
    print(f"\n== {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
