"""A wrong setting ends in one line that names it, for every command, and tells no secret."""

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.repo.files import ROOT

SETTINGS = ROOT / "portal" / "settings.py"
READ = re.compile(r'\benv\.(\w+)\(\s*"([A-Z][A-Z0-9_]*)"')
KINDS = {name: kind for kind, name in READ.findall(SETTINGS.read_text("utf-8"))}
ANY_TEXT = {"text", "names", "key", "keys"}
SECRET = "hunter2"
WRONG = {
    "DATABASE_URL": ["postgres://", f"postgres://u:{SECRET}@db", f"mysql://u:{SECRET}@db/x", SECRET],
    "CACHE_URL": [
        f"foo://{SECRET}",
        SECRET,
        f"redis://:{SECRET}/@host:1/1",
        "redis://",
        "redis:///",
        "redis://a:1,b:port/1",
        "redis://a:port,b:1/1",
        "redis://a,:1/1",
        "redis://,b/1",
        "redis://a,/1",
    ],
    "EMAIL_URL": [f"smpt://u:{SECRET}@mail", "smtp://", SECRET],
    "PORTAL_URL": ["portal.office.example", "https://", "ftp://portal.office.example", "https://host:port"],
    "TAGOR_URL": ["tagor.office.example/rest"],
    "AUDIT_COPY": [
        "/srv/audit/heads",
        "http://logs.office.example",
        "file://srv/audit/heads",
        "file:///",
        "syslog:///logs",
    ],
    "CLAMD_URL": ["http://clamd", "tcp:///x", "unix://run/clamd.ctl", "unix:///"],
    "SECURITY_CONTACT": ["security@office.example", "mailto:", "mailto://office.example", "https:///x"],
    "PLAN_UNDO_MINUTES": ["tien", "-1", "1.5", "\N{FULLWIDTH DIGIT ONE}"],
    "SESSION_HOURS": ["0"],
    "DATABASE_POOL_SIZE": ["1"],
    "UPSTREAM_DEADLINE_S": ["0", "nan", "inf", "8,5"],
    "TAGOR_AMOUNT_FORMAT": ["komma", "Comma"],
    "HTTP_ENGINE": ["curl"],
    "SIPS_SEAL_ALGORITHM": ["SHA-256"],
    "LOG_FORMAT": ["text"],
    "LOG_LEVEL": ["loud"],
    "DEBUG": ["ja"],
    "STAFF_SECOND_FACTOR": ["aan"],
    "OIDC_ROLES": ["desk-handlers"],
    "SECRET_KEY": [""],
}

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The settings as they come out of an environment of these values alone."""

    def go(**values: str) -> dict[str, Any]:
        for name in KINDS:
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(f"{name}_FILE", raising=False)
        for name, value in {"SECRET_KEY": "k" * 60, "DATABASE_URL": "postgres://u@db/x", **values}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return go


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in WRONG for value in WRONG[name]])
def test_a_wrong_value_is_refused_in_one_line_that_names_the_setting(run: Run, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        run(**{name: value})
    told = str(refused.value)
    assert told.startswith(f"{name}: ")
    assert "\n" not in told
    assert SECRET not in told
    if KINDS[name] == "choice":
        assert repr(value) in told


def test_no_setting_but_a_free_text_takes_anything(run: Run) -> None:
    bound = sorted(name for name, kind in KINDS.items() if kind not in ANY_TEXT)
    assert {"TAGOR_AMOUNT_FORMAT", "STAFF_SECOND_FACTOR", "CACHE_URL", "APTIC_URL"} <= set(bound)
    for name in bound:
        with pytest.raises(ImproperlyConfigured, match=f"^{name}: "):
            run(**{name: "neither this nor that"})


def test_an_empty_value_counts_as_the_default(run: Run) -> None:
    plain = run()
    empty = run(**dict.fromkeys(set(KINDS) - {"SECRET_KEY", "DATABASE_URL"}, ""))
    for name, value in plain.items():
        if name.isupper():
            assert empty[name] == value, name


def test_a_value_is_taken_as_it_stands(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("s" * 50 + "\n", "utf-8")
    read = run(MOLLIE_API_KEY_FILE=str(file), TAGOR_API_KEY="$HOME-of-nobody", ALLOWED_HOSTS="a, b")
    assert read["MOLLIE_API_KEY"] == "s" * 50
    assert read["TAGOR_API_KEY"] == "$HOME-of-nobody"
    assert read["ALLOWED_HOSTS"] == ["a", "b"]
    assert run(OIDC_URL="https://issuer.example/")["OIDC_URL"] == "https://issuer.example/"


def test_a_key_from_a_file_stays_the_key_it_was_before(run: Run, tmp_path: Path) -> None:
    """The portal of the last release sealed and signed with the line's end in it."""
    file = tmp_path / "key"
    file.write_text("k" * 50 + "\n", "utf-8")
    names = ("SECRET_KEY", "AUDIT_KEY", "CREDENTIAL_KEYS", "SECRET_KEY_FALLBACKS")
    read = run(SECRET_KEY="", **{f"{name}_FILE": str(file) for name in names})
    assert [read["SECRET_KEY"], read["AUDIT_KEY"]] == ["k" * 50 + "\n"] * 2
    assert read["CREDENTIAL_KEYS"] == read["SECRET_KEY_FALLBACKS"] == ["k" * 50 + "\n", "k" * 50]
    assert run(CREDENTIAL_KEYS="new, old")["CREDENTIAL_KEYS"] == ["new", " old", "old"]


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("redis://a:6379/1", "redis://a:6379/1"),
        ("rediss://u:p@a/1?ssl_ca_certs=/ca.pem", "rediss://u:p@a/1"),
        ("rediscache://a:6379,b:6379/1", ["redis://a:6379/1", "redis://b:6379/1"]),
        ("redis://a,b/1", ["redis://a/1", "redis://b/1"]),
        ("redis://[::1]:6379,b/1", ["redis://[::1]:6379/1", "redis://b/1"]),
        ("redis:///run/redis.sock", "unix:///run/redis.sock"),
    ],
)
def test_one_or_several_servers_of_the_cache_are_taken(run: Run, address: str, places: object) -> None:
    assert run(CACHE_URL=address)["CACHES"]["default"]["LOCATION"] == places


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AUDIT_COPY", "file:///srv/audit/heads"),
        ("AUDIT_COPY", "syslog://logs.office.example:514"),
        ("CLAMD_URL", "tcp://clamd"),
        ("CLAMD_URL", "unix:///run/clamd.ctl"),
        ("SECURITY_CONTACT", "mailto:security@office.example"),
        ("SECURITY_CONTACT", "https://office.example/security"),
    ],
)
def test_each_kind_of_address_is_taken(run: Run, name: str, value: str) -> None:
    assert run(**{name: value})[name] == value


def test_a_file_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    for path in ("/nonexistent/key", str(tmp_path)):
        with pytest.raises(ImproperlyConfigured, match=r"^AUDIT_KEY_FILE: the file cannot be read"):
            run(AUDIT_KEY_FILE=path)


@pytest.mark.parametrize(
    ("arguments", "values", "named"),
    [
        (["--help"], {}, "SECRET_KEY"),
        (["doctor"], {"SECRET_KEY_FILE": "/nonexistent"}, "SECRET_KEY_FILE"),
        (["migrate"], {"SECRET_KEY": "k" * 60, "DATABASE_URL": f"postgres://u:{SECRET}@db"}, "DATABASE_URL"),
    ],
)
def test_a_command_says_one_line_and_ends_with_1(
    arguments: list[str], values: dict[str, str], named: str
) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **values},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{named}: ")
    assert SECRET not in line
