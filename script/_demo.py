"""The demo: the portal, the practice office and the worker on this machine, with everything they need.

Runs again and again on the same files (under ``var/``); Ctrl-C stops all of it. Standard library only.
"""

import argparse
import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _environment import ROOT, VAR, sync
from _processes import Failed, Program, is_free, start, stopping, wait_for

LOG_DIR = VAR / "log"
SECRETS_FILE = VAR / "demo-secrets.json"
ANSWER_FILE = VAR / "demo.json"
SHOWN_FILE = "nl-woman"
THREADS = 64
BIG, BIG_S = 10_000, 300


@dataclass(frozen=True)
class Demo:
    """Where the demo runs and with which secrets."""

    port: int
    sandbox_port: int
    python: str
    secret_key: str
    staff_password: str

    @property
    def portal_url(self) -> str:
        """The portal's base address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def sandbox_url(self) -> str:
        """The practice office's base address."""
        return f"http://127.0.0.1:{self.sandbox_port}"

    def environment(self) -> dict[str, str]:
        """What every program of the demo runs with: nothing of a real office can come in from outside."""
        ours = self.list_settings()
        outside = {key: value for key, value in os.environ.items() if key.removesuffix("_FILE") not in ours}
        return {**outside, **ours}

    def list_settings(self) -> dict[str, str]:
        """The settings of the portal and the practice office; docs/operate.md shows them too."""
        return {
            "DEBUG": "0",
            "SANDBOX": "1",
            "SECRET_KEY": self.secret_key,
            "PORTAL_URL": self.portal_url,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DATABASE_URL": f"sqlite:///{VAR / 'portal.sqlite3'}",
            "CACHE_URL": "locmemcache://",
            "STATIC_ROOT": str(VAR / "static"),
            "MIMALLOC_ALLOW_THP": "0",
            "MALLOC_ARENA_MAX": "2",
            "TAGOR_URL": f"{self.sandbox_url}/tagor/v1/rest",
            "TAGOR_API_KEY": "practice-key",
            "TAGOR_CLIENT_ID": "",
            "TAGOR_CLIENT_SECRET": "",
            "DOSSIERDATA_URL": f"{self.sandbox_url}/dossierdata/api/v1",
            "DOSSIERDATA_CLIENT_ID": "practice",
            "DOSSIERDATA_CLIENT_SECRET": "practice-secret",
            "CIRRUS_URL": f"{self.sandbox_url}/cirrus",
            "CIRRUS_TOKEN": "practice-cirrus",
            "CIRRUS_CLIENT_ID": "",
            "CIRRUS_CLIENT_SECRET": "",
            "CIRRUS_TOKEN_URL": f"{self.sandbox_url}/cirrus/oauth/token",
            "APTIC_URL": f"{self.sandbox_url}/aptic",
            "APTIC_API_KEY": "practice-aptic",
            "APTIC_CLIENT_ID": "",
            "APTIC_CLIENT_SECRET": "",
            "APTIC_WEBHOOK_SECRET": "practice-webhook-secret",
            "DIGIOFFICE_URL": f"{self.sandbox_url}/digioffice",
            "DIGIOFFICE_USER": "practice",
            "DIGIOFFICE_PASSWORD": "practice-secret",
            "SIPS_ALLOWED_HOSTS": f"127.0.0.1:{self.sandbox_port}",
            "WORLDLINE_URL": self.sandbox_url,
            "WORLDLINE_MERCHANT_ID": "PSPPRACTICE",
            "WORLDLINE_API_KEY_ID": "practice-key-1",
            "WORLDLINE_API_SECRET": "practice-secret-1",
            "WORLDLINE_WEBHOOK_KEY_ID": "practice-hook-1",
            "WORLDLINE_WEBHOOK_SECRET": "practice-hook-secret-1",
            "WORLDLINE_ALLOWED_HOSTS": "",
            "MOLLIE_URL": f"{self.sandbox_url}/mollie",
            "MOLLIE_API_KEY": "test_practiceKey0123456789",
            "MOLLIE_ALLOWED_HOSTS": f"127.0.0.1:{self.sandbox_port}",
            "STAFF_PASSWORD": self.staff_password,
            # The one user of the demo has no telephone to take a code from.
            "STAFF_SECOND_FACTOR": "0",
            "PYTHONUNBUFFERED": "1",
        }


def main() -> int:
    """Run the demo until it is stopped; 1 when it cannot run."""
    options = parse_arguments()
    os.umask(0o077)  # database, logs and the answer with the staff password: for this user only
    try:
        run(port=options.port, sandbox_port=options.sandbox_port, is_big=options.data == "big")
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
    return 0


def parse_arguments() -> argparse.Namespace:
    """The ports, from the command line."""
    parser = argparse.ArgumentParser(prog="script/demo", description="Runs the demo until Ctrl-C.")
    parser.add_argument("--port", type=int, default=8000, help="the portal's port (8000)")
    parser.add_argument("--sandbox-port", type=int, default=8100, help="the practice office's port (8100)")
    parser.add_argument(
        "--data", choices=["usual", "big"], default="usual", help=f"big: {BIG:,} files more, which stay"
    )
    return parser.parse_args()


def run(*, port: int, sandbox_port: int, is_big: bool = False) -> None:
    """Prepare, start, tell and wait. Raises: Failed."""
    check_port(port, option="--port")
    check_port(sandbox_port, option="--sandbox-port")
    ANSWER_FILE.unlink(missing_ok=True)
    programs: list[Program] = []
    with stopping(programs):
        step("Installing packages (the first time takes a minute)")
        python = sync("--extra", "sandbox", "--no-dev")
        demo = Demo(port=port, sandbox_port=sandbox_port, python=python, **load_secrets())
        start_office(demo, programs)
        prepare(demo)
        start_portal(demo, programs)
        if is_big:
            add_files(demo)
        answer = make_answer(demo)
        ANSWER_FILE.write_text(json.dumps(answer, indent=2) + "\n", "utf-8")
        print_answer(answer)
        watch(programs)


def check_port(port: int, *, option: str) -> None:
    """Raises: Failed when the port is taken."""
    if not is_free(port):
        raise Failed(f"Port {port} is taken. Stop what uses it, or choose another with {option}.")


def load_secrets() -> dict[str, str]:
    """The demo's own key and staff password, made the first time and kept in ``var/``."""
    VAR.mkdir(exist_ok=True)
    if not SECRETS_FILE.exists():
        made = {"secret_key": secrets.token_urlsafe(48), "staff_password": secrets.token_urlsafe(9)}
        SECRETS_FILE.touch(mode=0o600)
        SECRETS_FILE.write_text(json.dumps(made), "utf-8")
    return json.loads(SECRETS_FILE.read_text("utf-8"))


def prepare(demo: Demo) -> None:
    """Bring translations, database and static files up to date. Raises: Failed."""
    step("Compiling translations")
    sources = [
        ROOT / "script" / "translate",
        *(ROOT / "portal").rglob("*.po"),
        *(ROOT / "portal").rglob("terms.txt"),
    ]
    with unless_unchanged("translations", sources, is_made=has_translations()) as is_due:
        if is_due:
            run_to_end(demo, demo.python, "script/translate", "compile")
    step("Preparing the database")
    manage(demo, "seed_demo", "--migrate")
    step("Collecting static files")
    sources = [ROOT / "uv.lock", *(path for path in (ROOT / "static").rglob("*") if path.is_file())]
    is_made = (VAR / "static" / "staticfiles.json").exists()
    with unless_unchanged("static", sources, is_made=is_made) as is_due:
        if is_due:
            manage(demo, "collectstatic", "--noinput", "--clear", "--verbosity", "0")


@contextlib.contextmanager
def unless_unchanged(name: str, sources: list[Path], *, is_made: bool) -> Iterator[bool]:
    """Whether something is to be made of ``sources`` again; once it was made, that is remembered."""
    stamp = VAR / f"{name}.stamp"
    newest = f"{len(sources)} {max(path.stat().st_mtime_ns for path in sources)}"
    yield not (is_made and stamp.exists() and stamp.read_text() == newest)
    stamp.write_text(newest)


def has_translations() -> bool:
    """Whether every catalogue was compiled."""
    return all(path.with_suffix(".mo").exists() for path in (ROOT / "portal").rglob("*.po"))


def start_office(demo: Demo, programs: list[Program]) -> None:
    """Start the practice office: it is there by the time the rest is prepared."""
    office = ["manage.py", "sandbox", "--host", "127.0.0.1", "--port", str(demo.sandbox_port)]
    office += ["--state", str(VAR / "sandbox.sqlite3"), "--portal-url", demo.portal_url]
    command = [demo.python, *office]
    programs.append(start("practice-office", command, env=demo.environment(), log_dir=LOG_DIR, cwd=ROOT))


def start_portal(demo: Demo, programs: list[Program]) -> None:
    """Start portal and worker, and wait until all three are there. Raises: Failed."""
    step("Starting portal and worker")
    portal = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(demo.port)]
    portal += ["--blocking-threads", str(THREADS), "--no-ws", "portal.wsgi:application"]
    commands = {"portal": portal, "worker": ["manage.py", "db_worker"]}
    for name, arguments in commands.items():
        command = [demo.python, *arguments]
        programs.append(start(name, command, env=demo.environment(), log_dir=LOG_DIR, cwd=ROOT))
    wait_for(programs[0], f"{demo.sandbox_url}/_control/files")
    wait_for(programs[1], f"{demo.portal_url}/readyz")


def add_files(demo: Demo) -> None:
    """A large office: plain files in four languages; those that are there stay. Raises: Failed."""
    step(f"Making {BIG:,} files")
    body = json.dumps({"count": BIG}).encode()
    address = f"{demo.sandbox_url}/_control/crowd"
    asked = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - our own loopback
    try:
        with urllib.request.urlopen(asked, timeout=BIG_S) as reply:  # noqa: S310 - as above
            made = len(json.load(reply))
    except OSError as error:
        raise Failed(f"The files could not be made: {error}") from None
    print(f"    {made:,} are new; their letters are at {demo.sandbox_url}/", flush=True)


def make_answer(demo: Demo) -> dict[str, str]:
    """What a visitor needs, as ``var/demo.json`` holds it."""
    address = f"{demo.sandbox_url}/_control/files"
    with urllib.request.urlopen(address, timeout=10) as reply:  # noqa: S310 - our own loopback
        files = json.load(reply)
    shown = next(file for file in files if file["slug"] == SHOWN_FILE)
    return {
        "portal": demo.portal_url,
        "sandbox": demo.sandbox_url,
        "hash": shown["hash"],
        "file": shown["file"],
        "pin": shown["pin"],
        "staff_user": "staff",
        "staff_password": demo.staff_password,
    }


def print_answer(answer: dict[str, str]) -> None:
    """Tell the person at the shell where to go."""
    portal = answer["portal"]
    print(
        f"\n  The portal             {portal}/"
        f"\n  A letter link          {portal}/h/{answer['hash']}/"
        f"\n  Or by hand             {portal}/sign-in/   file {answer['file']}   PIN {answer['pin']}"
        f"\n  Staff                  {portal}/desk/    {answer['staff_user']}   {answer['staff_password']}"
        f"\n  The practice office    {answer['sandbox']}/   (all letters, calls and faults)"
        "\n\n  Ctrl-C stops everything. Logs are in var/log.",
        flush=True,
    )


def watch(programs: list[Program]) -> None:
    """Wait until a program ends. Raises: Failed when one does."""
    while True:
        time.sleep(0.5)
        for program in programs:
            if not program.is_alive():
                raise Failed(f"{program.name} ended. Its last lines ({program.log}):\n{program.last_lines()}")


def manage(demo: Demo, *arguments: str) -> None:
    """Run one command of ``manage.py``. Raises: Failed."""
    run_to_end(demo, demo.python, "manage.py", *arguments)


def run_to_end(demo: Demo, *command: str) -> None:
    """Run one step to its end, silent unless it fails. Raises: Failed with what it printed."""
    done = subprocess.run(
        command, cwd=ROOT, env=demo.environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"This step failed: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def step(words: str) -> None:
    """Say what happens now."""
    print(f"  {words} …", flush=True)


if __name__ == "__main__":
    sys.exit(main())
