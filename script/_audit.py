"""Known holes in the packages of the lock file, by OSV; without a network it says that nothing was checked.

Accepted holes stand in ``.ci/accepted-holes.txt``: id, last day, and why, a line each. After that day they
count again. AUDIT_URL: another list that speaks OSV's words. Standard library only.
"""

import json
import os
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ACCEPTED = ROOT / ".ci" / "accepted-holes.txt"
LIST = "https://api.osv.dev/v1/querybatch"
TIMEOUT_S = 20


def main() -> int:
    """1 when a package has a hole that nobody accepted; 0 else, and when no list was within reach."""
    packages = list(list_packages((ROOT / "uv.lock").read_text("utf-8")))
    try:
        found = ask(packages, os.environ.get("AUDIT_URL", LIST))
    except (OSError, ValueError) as error:
        print(f"dependencies: NOT CHECKED, the list of known holes is out of reach ({type(error).__name__})")
        return 0
    accepted = read_accepted(ACCEPTED.read_text("utf-8"), today=date.today())  # noqa: DTZ011 - a day will do
    open_holes = {name: sorted(ids - accepted) for name, ids in found.items() if ids - accepted}
    print(f"dependencies: {len(packages)} packages checked, {len(open_holes)} with known holes")
    for name, ids in sorted(open_holes.items()):
        print(f"  {name}: {', '.join(ids)}")
    return 1 if open_holes else 0


def list_packages(lock: str) -> Iterator[tuple[str, str]]:
    """Name and version of what comes from an index, developers' tools too."""
    for package in tomllib.loads(lock)["package"]:
        if "registry" in package.get("source", {}):
            yield package["name"], package["version"]


def ask(packages: list[tuple[str, str]], address: str) -> dict[str, set[str]]:
    """The ids of holes by package, in one request. Raises: OSError, ValueError."""
    asked = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in packages
    ]
    request = urllib.request.Request(  # noqa: S310 - the address is ours
        address, json.dumps({"queries": asked}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310 - as above
        results = json.load(answer)["results"]
    if len(results) != len(packages):
        raise ValueError("not as many answers as questions")
    return {
        f"{name} {version}": {hole["id"] for hole in result.get("vulns", [])}
        for (name, version), result in zip(packages, results, strict=True)
    }


def read_accepted(text: str, *, today: date) -> set[str]:
    """The ids that are accepted on this day. Raises ValueError for a line without day or reason."""
    ids = set()
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        hole, last, _reason = line.split(maxsplit=2)
        if today <= date.fromisoformat(last):
            ids.add(hole)
    return ids


if __name__ == "__main__":
    sys.exit(main())
