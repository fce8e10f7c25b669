"""A site as in production, of real programs on 127.0.0.1: nginx, portals, workers, PostgreSQL, Redis.

Behind it stands the practice office. Each part can be ended, killed and started again.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from _environment import ROOT
from _processes import Failed, Program, find_free_port, start, wait_for
from _services import start_postgres, start_redis
from bench_run import portal_settings

SLUG = "nl-woman"
FILES = 40
"""Of people who write: nobody may write more than a few messages a day about one file."""
PORTALS, WORKERS = ("portal-1", "portal-2"), ("worker-1", "worker-2")
THREADS = 32
STOP_S = 40
# PostgreSQL waits for its visitors on SIGTERM; the portals keep their connections.
STOP_BY = {"postgresql": signal.SIGINT}
FAKETIME = Path("/usr/lib")
# What of deploy/nginx.conf cannot hold here: its user, TLS, other machines, the limits of one visitor.
LEFT_OUT = re.compile(
    r"^\s*(user|limit_\w+|ssl_\w+|http2|access_log|log_format|include|resolver)\b.*\n", re.MULTILINE
)
PLAIN_SERVER = re.compile(r"  server \{\n    listen 80;.*?\n  \}\n", re.DOTALL)


class Site:
    """The programs by name; ``starters`` knows how each is started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs: list[Program] = []
        self.running: dict[str, Program] = {}
        self.starters: dict[str, Callable[[], Program]] = {}
        self.ports = {name: find_free_port() for name in (*PORTALS, "proxy", "office")}
        self.url = f"http://127.0.0.1:{self.ports['proxy']}"
        self.office = f"http://127.0.0.1:{self.ports['office']}"
        self.settings: dict[str, str] = {}
        self.is_log_full = False
        self.letter = ""
        self.letters: dict[str, str] = {}

    def build(self) -> None:
        """Start everything, and wait until people could come. Raises: Failed."""
        postgres, database_url = start_postgres(self.folder, env=os.environ)
        redis, cache_url = start_redis(self.folder, env=os.environ)
        self._register("postgresql", postgres)
        self._register("redis", redis)
        for name, program in (("postgresql", postgres), ("redis", redis)):
            self.starters[name] = lambda name=name, command=program.process.args: self._run(name, command)
        tagor = {"TAGOR_URL": f"{self.office}/tagor/v1/rest", "PORTAL_URL": self.url}
        database = {"DATABASE_URL": database_url, "CACHE_URL": cache_url, "LOG_LEVEL": "INFO"}
        self.settings = {**os.environ, **portal_settings(self.folder), **tagor, **database}
        self._start_office()
        for words in (["migrate", "--verbosity", "0"], ["seed_demo"], ["collectstatic", "--noinput"]):
            self.manage(*words)
        self.starters |= {name: lambda name=name: self._start_portal(name) for name in PORTALS}
        worker = [sys.executable, "manage.py", "db_worker", "--interval", "0.5", "--no-startup-delay"]
        self.starters |= {name: lambda name=name: self._run(name, worker) for name in WORKERS}
        self.starters["proxy"] = self._start_proxy
        for name in (*PORTALS, *WORKERS, "proxy"):
            self.start(name)
        wait_for(self.running["proxy"], f"{self.url}/healthz")

    def manage(self, *words: str) -> str:
        """A command of manage.py to its end; what it printed. Raises: Failed."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.settings, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Failed(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, name: str) -> None:
        """Start a part that is not there, and wait until it serves. Raises: Failed."""
        self.running[name] = self.starters[name]()
        self._wait_for(name)

    def start_odd(self, name: str, *, is_log_full: bool = False, clock: str = "") -> None:
        """Start a portal or worker whose log cannot be written, or whose clock is off, such as "+5m"."""
        usual = self.settings
        if clock:
            told = {"FAKETIME": clock, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
            self.settings = {**usual, **told, "LD_PRELOAD": str(find_faketime())}
        self.is_log_full = is_log_full
        try:
            self.start(name)
        finally:
            self.settings, self.is_log_full = usual, False

    def _wait_for(self, name: str) -> None:
        if name in PORTALS:
            wait_for(self.running[name], f"http://127.0.0.1:{self.ports[name]}/readyz")

    def end(self, name: str) -> None:
        """As a release does: the part finishes what it has begun. Raises: Failed when it does not end."""
        process = self.running.pop(name).process
        os.killpg(process.pid, STOP_BY.get(name, signal.SIGTERM))
        try:
            process.wait(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            raise Failed(f"{name} did not end within {STOP_S} s") from None

    def kill(self, name: str) -> None:
        """As a machine that is gone."""
        process = self.running.pop(name).process
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def fault(self, **fault: object) -> None:
        """Have the practice office misbehave."""
        httpx.post(f"{self.office}/_control/faults", json=fault, trust_env=False).raise_for_status()

    def clear_faults(self) -> None:
        """The practice office is well again."""
        httpx.delete(f"{self.office}/_control/faults", trust_env=False).raise_for_status()

    def _register(self, name: str, program: Program) -> Program:
        self.programs.append(program)
        self.running[name] = program
        return program

    def _run(self, name: str, command: list[str]) -> Program:
        is_ours = name not in {"postgresql", "redis"}
        number = len(self.programs)
        if self.is_log_full:
            command = ["sh", "-c", 'exec "$@" >/dev/full 2>&1', "sh", *command]
        program = start(
            f"{name}-{number}",
            command,
            env=self.settings if is_ours else os.environ,
            log_dir=self.folder,
            cwd=ROOT if is_ours else self.folder,
        )
        return self._register(name, program)

    def _start_office(self) -> None:
        command = [sys.executable, "manage.py", "sandbox", "--port", str(self.ports["office"])]
        command += ["--state", str(self.folder / "office.sqlite3"), "--portal-url", self.url]
        self._run("office", command)
        wait_for(self.running["office"], f"{self.office}/_control/files")
        files = httpx.get(f"{self.office}/_control/files", trust_env=False).json()
        self.letter = next(file["hash"] for file in files if file["slug"] == SLUG)
        made = httpx.post(f"{self.office}/_control/crowd", json={"count": FILES}, trust_env=False)
        self.letters = {file["slug"]: file["hash"] for file in made.raise_for_status().json()}

    def _start_portal(self, name: str) -> Program:
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--no-ws",
            "--log-level",
            "warning",
        ]
        command += ["--port", str(self.ports[name]), "--blocking-threads", str(THREADS)]
        return self._run(name, [*command, "portal.wsgi:application"])

    def _start_proxy(self) -> Program:
        """deploy/nginx.conf, as far as it can hold on one machine. Raises: Failed when there is no nginx."""
        nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
        if not nginx:
            raise Failed("nginx is not here. On Debian, as root: apt-get install nginx-light")
        text = PLAIN_SERVER.sub("", (ROOT / "deploy" / "nginx.conf").read_text("utf-8"))
        text = LEFT_OUT.sub("", text)
        servers = " ".join(f"server 127.0.0.1:{self.ports[name]} fail_timeout=1s;" for name in PORTALS)
        text = text.replace("server portal:8000 resolve fail_timeout=1s;", servers)
        text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{self.ports['proxy']};")
        text = text.replace("/dev/stderr", "stderr").replace("limit_req zone=", "# limit_req zone=")
        text = re.sub(r"# limit_req [^;]*;", "", text)
        temporary = "".join(
            f"  {kind}_temp_path {self.folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        text = text.replace("http {\n", "http {\n  access_log off;\n" + temporary, 1)
        written = self.folder / "nginx.conf"
        written.write_text(f"pid {self.folder}/nginx.pid;\ndaemon off;\n{text}", "utf-8")
        return self._run("proxy", [nginx, "-c", str(written), "-e", "stderr"])


def find_faketime() -> Path | None:
    """The library that gives a program another clock; None where it is not installed."""
    return next(FAKETIME.glob("**/faketime/libfaketimeMT.so.1"), None)


def until(check: Callable[[], bool], *, seconds: float, pause_s: float = 3.0) -> float:
    """How long it took until ``check`` held, asked again after each pause. Raises: Failed."""
    begun = time.monotonic()
    while not check():
        if time.monotonic() - begun > seconds:
            raise Failed(f"it did not happen within {seconds:.0f} s")
        time.sleep(pause_s)
    return time.monotonic() - begun
