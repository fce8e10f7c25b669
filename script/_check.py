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
REMEDIES = {
    "lint": f".venv/bin/ruff check --fix {' '.join(PYTHON_PLACES)}",
    "format": f".venv/bin/ruff format {' '.join(PYTHON_PLACES)}",
    "import layers": (
        f"name each module in {LAYERS}, in the list of its folder: above all that it imports,\n"
        "    below all that import it. A new folder gets a contract of its own, as its neighbours have."
    ),
    "migrations": "DEBUG=1 .venv/bin/python manage.py makemigrations -n <what it does>",
    "translations": (
        "script/translate extract, then fill in portal/<room>/locale/<language>/LC_MESSAGES/django.po"
    ),
    "documents": "script/docs write",
}
"""What mends most faults of a check: said after them."""
WITHOUT_GOOD_NEWS = {"import layers": "Broken contracts\n"}
"""What stands above the faults of a check that first names all that is well."""


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
    sys.stdout.write(told if good else told + explain(name, done.stdout))
    sys.stdout.flush()
    return good


def explain(name: str, said: str) -> str:
    """What a check that failed said, and what mends most of it."""
    before, heading, faults = said.partition(WITHOUT_GOOD_NEWS.get(name, "\0"))
    remedy = f"  To mend it: {REMEDIES[name]}\n" if name in REMEDIES else ""
    return f"{(heading + faults if heading else before).rstrip()}\n{remedy}"


if __name__ == "__main__":
    sys.exit(main())
