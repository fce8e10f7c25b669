"""Every setting is in ``.env.example``, and everything in there is a setting."""

import re

from tests.repo.files import ROOT

READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]*)["']""")
WITH_VALUE = re.compile(r"^# ([A-Z][A-Z0-9_]*)=(.*)$", re.MULTILINE)
DEFAULT = re.compile(
    r"""\benv\.(?:count|seconds|flag|choice)\(\s*"([A-Z][A-Z0-9_]*)"[^()]*?default=([\w.]+|"[^"]*")[,)]"""
)
SHOWN = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]*)=", re.MULTILINE)


def test_settings_and_example_name_the_same() -> None:
    read = set(READ.findall((ROOT / "portal" / "settings.py").read_text("utf-8")))
    shown = SHOWN.findall((ROOT / ".env.example").read_text("utf-8"))
    assert {"SECRET_KEY", "TAGOR_URL", "DATABASE_URL"} <= read
    assert sorted(shown) == sorted(read)


def test_example_shows_the_default_of_each_number_switch_and_choice() -> None:
    asked = (ROOT / "portal" / "settings.py").read_text("utf-8")
    shown = dict(WITH_VALUE.findall((ROOT / ".env.example").read_text("utf-8")))
    defaults = [found for found in DEFAULT.findall(asked) if found[0] in shown]
    assert len(defaults) > 20
    for name, plain in defaults:
        said = {"True": "1", "False": "0"}.get(plain, plain.strip('"').removesuffix(".0").replace("_", ""))
        assert shown[name] == said, f".env.example shows another default of {name} than portal/settings.py"


def test_only_settings_and_the_practice_office_read_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "portal").rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text("utf-8"))
    }
    strangers = {name for name in readers if not name.startswith(("portal/sandbox/",))}
    assert strangers <= {"portal/wsgi.py", "portal/management/commands/seed_demo.py"}
