"""Every check that is not a test, one line each, side by side; all run, whatever the first ones say.

Standard library only.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from _environment import ROOT, get_environment_dir, sync
from _processes import Failed

# What a real deployment sets; every value is made up and none is secret.
PRODUCTION = {
    "DEBUG": "0",
    "SANDBOX": "0",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "PORTAL_URL": "https://portal.office.example",
    "ALLOWED_HOSTS": "portal.office.example",
    "DATABASE_URL": "postgres://portal:portal@db.office.example/portal",
    "CACHE_URL": "rediss://cache.office.example:6379/1",
    "TAGOR_URL": "https://tagor.office.example/tagor/v1/rest",
    "TAGOR_API_KEY": "made-up",
    "SIPS_ALLOWED_HOSTS": "pay.office.example",
    "SIPS_MERCHANT_ID": "",
    "TRUSTED_PROXY_COUNT": "1",
    "LOG_LEVEL": "WARNING",
}
LAYERS = ".importlinter.toml"
DEVELOPMENT = {
    "DEBUG": "0",
    "SANDBOX": "1",
    "SECRET_KEY": PRODUCTION["SECRET_KEY"],
    "PORTAL_URL": "http://127.0.0.1:8000",
    "ALLOWED_HOSTS": "127.0.0.1",
    "DATABASE_URL": "sqlite://:memory:",
    "CACHE_URL": "locmemcache://",
}
PYTHON_PLACES = ("portal", "tests", "script", "manage.py")


def main() -> int:
    """The number of checks that failed, as an exit status of 0 or 1."""
    try:
        python = sync("--all-extras")
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    programs = get_environment_dir() / "bin"
    manage = [python, "manage.py"]
    checks: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {
        "types": ([f"{programs}/mypy", "--strict", "portal"], DEVELOPMENT),
        "lint": ([f"{programs}/ruff", "check", "--quiet", *PYTHON_PLACES], {}),
        "format": ([f"{programs}/ruff", "format", "--check", "--quiet", *PYTHON_PLACES], {}),
        "import layers": ([f"{programs}/lint-imports", "--no-cache", "--config", LAYERS], DEVELOPMENT),
        "migrations": ([*manage, "makemigrations", "--check", "--dry-run"], DEVELOPMENT),
        "translations": ([python, "script/translate", "check"], DEVELOPMENT),
        "documents": ([python, "script/docs", "check"], DEVELOPMENT),
        "deployment": ([*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    }
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        good = pool.map(lambda name: check(name, *checks[name]), checks)
    failed = [name for name, is_good in zip(checks, good, strict=True) if not is_good]
    print(f"{len(checks) - len(failed)} checks good" + (f", to mend: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def check(name: str, command: Sequence[str], settings: Mapping[str, str]) -> bool:
    """Run one check; what it said is shown only when it fails."""
    inherited = {key: value for key, value in os.environ.items() if key.removesuffix("_FILE") not in settings}
    started = time.monotonic()
    done = subprocess.run(
        list(command),
        cwd=ROOT,
        env={**inherited, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    good = done.returncode == 0
    told = f"{'good' if good else 'BAD '}  {name}  ({time.monotonic() - started:.1f} s)\n"
    # In one piece: another check may end at the same moment.
    sys.stdout.write(told if good else f"{told}{done.stdout.rstrip()}\n")
    sys.stdout.flush()
    return good


if __name__ == "__main__":
    sys.exit(main())
