"""Every setting is in ``.env.example``, and everything in there is a setting."""

import re

from tests.repo.files import ROOT

READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]*)["']""")
SHOWN = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]*)=", re.MULTILINE)


def test_settings_and_example_name_the_same() -> None:
    read = set(READ.findall((ROOT / "portal" / "settings.py").read_text("utf-8")))
    shown = SHOWN.findall((ROOT / ".env.example").read_text("utf-8"))
    assert {"SECRET_KEY", "TAGOR_URL", "DATABASE_URL"} <= read
    assert sorted(shown) == sorted(read)


def test_only_settings_and_the_practice_office_read_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "portal").rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text("utf-8"))
    }
    strangers = {name for name in readers if not name.startswith(("portal/sandbox/",))}
    assert strangers <= {"portal/wsgi.py", "portal/management/commands/seed_demo.py"}
