"""The practice office by hand: one line for who lacks something."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.repo.files import ROOT


@pytest.mark.parametrize(
    ("missing", "words"),
    [("starlette", "^The packages of the practice office are missing"), ("portal.sandbox", "not here")],
)
def test_what_is_not_installed_is_one_line(
    missing: str, words: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SANDBOX = True
    monkeypatch.setitem(sys.modules, missing, None)  # as Python remembers what it did not find
    with pytest.raises(CommandError, match=words) as told:
        call_command("sandbox")
    assert "\n" not in str(told.value)


def test_the_image_says_in_one_line_that_it_holds_no_practice_office(tmp_path: Path) -> None:
    (removed,) = re.findall(
        r"^RUN rm -rf (portal/.*?) \\$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE
    )
    shutil.copy(ROOT / "manage.py", tmp_path)
    shutil.copytree(ROOT / "portal", tmp_path / "portal", ignore=shutil.ignore_patterns("__pycache__"))
    for path in removed.split():
        shutil.rmtree(tmp_path / path) if (tmp_path / path).is_dir() else (tmp_path / path).unlink()
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "k" * 60, "PYTHONDONTWRITEBYTECODE": "1"}
    told = {}
    for command in ("sandbox", "seed_demo"):
        done = subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode
        told[command] = done.stderr
    assert "The practice office is not here: the image does not hold it." in told["sandbox"]
    assert "Unknown command" in told["seed_demo"]


def test_a_real_portal_has_no_practice_office(settings: Settings) -> None:
    settings.SANDBOX = False
    with pytest.raises(CommandError, match=r"SANDBOX=1 alone\. See .* docs/operate\.md"):
        call_command("sandbox")
