"""``manage.py doctor`` on a portal that was given a secret key and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.repo.files import ROOT


def test_it_says_what_is_missing_and_ends_with_1(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "k" * 60,
            "TAGOR_URL": "",
            "SIPS_ALLOWED_HOSTS": "",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'new.sqlite3'}",
            "STATIC_ROOT": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    told = json.loads(done.stdout)
    states = {finding["name"]: finding["state"] for finding in told["findings"]}
    assert told["state"] == "bad"
    expected = {
        "site.address": "warn",
        "site.keys": "bad",
        "site.database": "ok",
        "site.migrations": "bad",
        "site.static": "bad",
        "site.left-out": "unknown",
        "tagor.address": "off",
        "sips.hosts": "off",
        "cirrus.address": "off",
    }
    assert {name: states.get(name) for name in expected} == expected
    assert not [name for name in states if name.endswith(".database") and name != "site.database"]
    assert all(finding["remedy"] for finding in told["findings"] if finding["state"] in {"warn", "bad"})
    assert "k" * 60 not in done.stdout + done.stderr
