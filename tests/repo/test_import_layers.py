"""Imports go one way; the contracts are in ``.importlinter``."""

import subprocess
import sys
from pathlib import Path

from tests.repo.files import ROOT

LINT = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]


def test_every_contract_is_kept() -> None:
    done = subprocess.run(LINT, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_an_import_against_the_grain_is_seen(tmp_path: Path) -> None:
    (tmp_path / "portal").symlink_to(ROOT / "portal")
    wrong = (
        (ROOT / ".importlinter")
        .read_text("utf-8")
        .replace("portal.sandbox\nforbidden", "portal.office\nforbidden")
    )
    (tmp_path / ".importlinter").write_text(wrong, "utf-8")
    done = subprocess.run(LINT, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
