"""What every real portal of a test has in common, whether it is clicked through or killed."""

import os
import subprocess
import sys
from pathlib import Path

from tests.practice import API_KEY, APTIC_WEBHOOK_SECRET, PracticeOffice

ROOT = Path(__file__).resolve().parents[1]
STAFF_PASSWORD = "process-tests-staff"


def build_environment(
    *, url: str, static: Path, database_url: str, office: PracticeOffice | None = None
) -> dict[str, str]:
    """Settings of a process: production-like, but for the practice office; without one no system is on."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEBUG": "0",
        "SANDBOX": "1",
        "SECRET_KEY": "process-tests-" + "p" * 50,
        "PORTAL_URL": url,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database_url,
        "CACHE_URL": "locmemcache://",
        "STATIC_ROOT": str(static),
        "STAFF_PASSWORD": STAFF_PASSWORD,
        "STAFF_SECOND_FACTOR": "0",
        **(_systems_of(office) if office else {}),
    }


def _systems_of(office: PracticeOffice) -> dict[str, str]:
    return {
        "TAGOR_URL": office.tagor_url,
        "TAGOR_API_KEY": API_KEY,
        **office.crm_settings,
        "APTIC_WEBHOOK_SECRET": APTIC_WEBHOOK_SECRET,
        "SIPS_ALLOWED_HOSTS": office.base_url.removeprefix("http://"),
    }


def build_portal_command(*, port: int, threads: int) -> list[str]:
    """granian, serving the portal on a port of this machine: the module and its arguments."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    threads_option = ["--blocking-threads", str(threads)]
    return ["granian", *options, *threads_option, "portal.wsgi:application"]


def run_manage(*command: str, environment: dict[str, str]) -> str:
    """A management command to its end; what it wrote. AssertionError with its words when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
