"""Seeds the faults of tests/faults.py in a copy of the code, one at a time: every one must be seen.

Its tests have to pass before, and fail with it. What pytest said is in var/log/seeded-faults.log.
"""

import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from _environment import ROOT, sync
from _processes import Failed, Program, stopping
from _test import LOG_DIR, compile_translations, install_packages, start_services

LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "var", "__pycache__", ".*_cache", ".hypothesis")
PASSED, SEEN = 0, 1


def main(words: list[str]) -> int:
    """1 when a fault was not seen."""
    programs: list[Program] = []
    folder = Path(tempfile.mkdtemp(prefix="seeded-faults-"))
    try:
        install_packages()
        python = sync("--all-extras")
        compile_translations(python)
        LOG_DIR.mkdir(parents=True, exist_ok=True)
        (LOG_DIR / "seeded-faults.log").write_text("")
        copy = folder / "copy"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        with stopping(programs):
            services = start_services(programs, folder)
            urls = {"DATABASE_URL": services["TEST_POSTGRES_URL"], "CACHE_URL": services["TEST_REDIS_URL"]}
            return seed_all(python, copy, choose(words), {**os.environ, **services, **urls})
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def choose(words: list[str]) -> list[Any]:
    """The faults with one of the words in their name; all without words. Raises: Failed."""
    sys.path.insert(0, str(ROOT))
    faults = importlib.import_module("tests.faults").FAULTS
    chosen = [one for one in faults if not words or any(word in one.name for word in words)]
    if not chosen:
        raise Failed("No fault has that in its name.")
    return chosen


def seed_all(python: str, copy: Path, faults: list[Any], env: dict[str, str]) -> int:
    """Each in turn; a line for each, and what became of them. Raises: Failed when its tests fail without."""
    tests = sorted({path for one in faults for path in one.find_tests(copy)})
    print(f"{len(faults)} faults; first their {len(tests)} test modules without any", flush=True)
    if run(python, copy, ["-n", "2", "--dist", "loadfile", *tests], env) != PASSED:
        raise Failed("They fail without a fault: run script/test first.")
    unseen = [one.name for one in faults if not is_seen(python, copy, one, env)]
    print(f"{len(faults) - len(unseen)} of {len(faults)} faults seen")
    for name in unseen:
        print(f"not seen: {name}")
    return 1 if unseen else 0


def is_seen(python: str, copy: Path, fault: Any, env: dict[str, str]) -> bool:
    """Whether its tests fail with it; the copy is as before afterwards."""
    started = time.monotonic()
    path = fault.find_file(copy)
    text = path.read_text("utf-8")
    rewrite(path, text.replace(fault.old, fault.new))
    # The database of the tests is kept from fault to fault, unless its own making is what is wrong.
    database = "--create-db" if "migrations" in path.parts else "--reuse-db"
    status = run(python, copy, [database, *fault.find_tests(copy)], env)
    rewrite(path, text)
    words = {SEEN: "seen", PASSED: "NOT SEEN"}.get(status, f"NOT SEEN, pytest ended with {status}")
    print(f"{words}  {fault.name}  ({time.monotonic() - started:.0f} s)", flush=True)
    return status == SEEN


_clock = [time.time()]


def rewrite(path: Path, text: str) -> None:
    """With a time of its own, so that no Python takes what it compiled before for this."""
    path.write_text(text, "utf-8")
    _clock[0] += 2
    os.utime(path, (_clock[0], _clock[0]))


def run(python: str, copy: Path, arguments: list[str], env: dict[str, str]) -> int:
    """pytest's exit status: 1 when a test failed, something else when none could run."""
    command = [python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(
        command, cwd=copy, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    with (LOG_DIR / "seeded-faults.log").open("a") as log:
        log.write(done.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
