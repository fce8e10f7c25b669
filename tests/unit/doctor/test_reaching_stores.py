"""Why database, cache and mail server cannot be reached: told apart, without a secret."""

import json
import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings as configured
from django.core.management import call_command
from django.db import OperationalError, connection
from pytest_django import Settings

from portal.doctor.site.cache_findings import FAULTS as CACHE_FAULTS
from portal.doctor.site.cache_findings import check_cache
from portal.doctor.site.database_findings import FAULTS, check_database
from portal.management.commands.seed_demo import OFFICE
from portal.office.findings import examine_office
from portal.office.models import Office
from portal.web.examining import Finding, State, describe_fault
from tests.practice import free_port
from tests.repo.files import ROOT

pytestmark = pytest.mark.django_db
SECRET = "hunter2-of-the-office"
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has roles")
on_redis = pytest.mark.skipif(
    not configured.CACHES["default"]["BACKEND"].endswith("SharedCache"), reason="only Redis is shared"
)


@on_postgres
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"NAME": "nowhere"}, "no database of that name"),
        ({"USER": "nobody-known"}, "does not let this user in"),
        ({"HOST": "127.0.0.1", "PORT": "1"}, "Nothing listens"),
        ({"HOST": "db.invalid"}, "Nobody knows the host"),
    ],
)
def test_a_database_that_cannot_be_reached_says_why(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], words: str
) -> None:
    for name, value in {**values, "PASSWORD": SECRET}.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    found = check_database()
    assert found.state is State.BAD
    assert words in found.words
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('FATAL:  password authentication failed for user "portal"', "refuses the user or the password"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.9", user "portal"', "from this machine"),
        ("FATAL:  sorry, too many clients already", "no more connections"),
        ("connection timeout expired", "does not answer"),
        ("something new", "does not answer (OperationalError)"),
    ],
)
def test_what_the_server_says_is_told_in_our_words(said: str, words: str) -> None:
    error = OperationalError(f"connection failed: {said}")
    found = describe_fault(
        "site.database", error, FAULTS, otherwise="The database does not answer", setting="X"
    )
    assert words in found.words
    assert found.remedy


@pytest.fixture
def barred() -> Iterator[str]:
    """The address of the database for a role that may read nothing in it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE portal_test_barred LOGIN")
    where = connection.settings_dict
    yield f"postgres://portal_test_barred@{where['HOST']}:{where['PORT']}/{where['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute("DROP ROLE portal_test_barred")


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_role_that_may_read_nothing_is_bad_once_with_its_remedy(barred: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor", "--json"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "k" * 60, "DATABASE_URL": barred},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    found = {one["name"]: one for one in json.loads(done.stdout)["findings"]}
    assert found["site.database"]["state"] == "bad"
    assert "limit_database_role" in found["site.database"]["remedy"]
    untold = [name for name, one in found.items() if "database" in one["words"] and name != "site.database"]
    assert untold == ["site.left-out"]
    assert all(room in found["site.left-out"]["words"] for room in ("audit", "office", "payments", "plans"))


@on_postgres
def test_a_role_that_may_not_write_one_table_is_bad() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE portal_test_reader")
        call_command("limit_database_role", "portal_test_reader")
        cursor.execute("REVOKE INSERT ON office_office FROM portal_test_reader")
        cursor.execute("SET LOCAL ROLE portal_test_reader")
        try:
            found = check_database()
        finally:
            cursor.execute("RESET ROLE")
    assert found.state is State.BAD
    assert "1 tables: office_office." in found.words


@on_postgres
def test_a_limited_role_is_well() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE portal_test_limited_2")
        call_command("limit_database_role", "portal_test_limited_2")
        cursor.execute("SET LOCAL ROLE portal_test_limited_2")
        try:
            assert check_database().state is State.OK
        finally:
            cursor.execute("RESET ROLE")


def see_cache(settings: Settings, address: str | list[str], **options: str | int) -> Finding:
    kept = configured.CACHES["default"]
    settings.CACHES = {"default": {**kept, "LOCATION": address, "OPTIONS": {**kept["OPTIONS"], **options}}}
    return check_cache()


@on_redis
def test_a_cache_that_cannot_be_reached_says_why(settings: Settings) -> None:
    real = configured.CACHES["default"]["LOCATION"]
    expected = {
        real.replace("://", f"://somebody:{SECRET}@"): "refuses the user or the password",
        real.rsplit("/", 1)[0] + "/9999": "no database of that number",
        f"redis://:{SECRET}@127.0.0.1:{free_port()}/1": "Nothing listens",
        f"redis://:{SECRET}@cache.invalid:6379/1": "Nobody knows the host",
    }
    for address, words in expected.items():
        found = see_cache(settings, address)
        assert found.state is State.BAD
        assert words in found.words
        assert SECRET not in repr(found)


@on_redis
def test_what_stands_behind_the_question_mark_of_the_address_counts(settings: Settings) -> None:
    """django-environ makes options of it."""
    real = urlsplit(configured.CACHES["default"]["LOCATION"])
    assert real.port
    bare = f"redis://{real.hostname}{real.path}"
    assert see_cache(settings, bare, port=real.port).state is State.OK
    found = see_cache(settings, bare, port=real.port, username="somebody", password=SECRET)
    assert "refuses the user or the password" in found.words
    found = see_cache(settings, bare, port=real.port, of_nobody="x")
    assert found.words == "The cache does not answer (TypeError)."


@on_redis
def test_each_of_several_servers_is_asked(settings: Settings) -> None:
    real = configured.CACHES["default"]["LOCATION"]
    assert see_cache(settings, [real, real]).state is State.OK
    for away in (1, 2):
        servers = [real, real]
        servers.insert(away, f"redis://127.0.0.1:{free_port()}/1")
        found = see_cache(settings, servers)
        assert found.state is State.BAD
        assert "Nothing listens" in found.words


def test_a_cache_that_asks_for_a_password_says_so() -> None:
    error = redis.ResponseError("NOAUTH Authentication required.")
    found = describe_fault("site.cache", error, CACHE_FAULTS, otherwise="", setting="CACHE_URL")
    assert "refuses the user or the password" in found.words


class _MailServer(socketserver.StreamRequestHandler):
    """Speaks as much of SMTP as a sign-in needs; lets in who says the right password."""

    def handle(self) -> None:
        self.wfile.write(b"220 mail\r\n")
        for line in self.rfile:
            word = line.split()[0].upper()
            self.server.heard.append(word)  # type: ignore[attr-defined]
            if word == b"EHLO":
                self.wfile.write(b"250-mail\r\n250 AUTH PLAIN\r\n")
            elif word == b"AUTH":
                good = b"AHUAZ29vZA==" in line  # \0u\0good
                self.wfile.write(b"235 in\r\n" if good else b"535 5.7.8 no\r\n")
            else:
                self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def mail_server() -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _MailServer) as server:
        server.daemon_threads, server.heard = True, []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    ("host", "password", "state", "words"),
    [
        ("127.0.0.1", "good", State.OK, "Nothing was sent"),
        ("127.0.0.1", SECRET, State.BAD, "refuses the user or the password"),
        ("closed", "good", State.BAD, "Nothing listens"),
        ("mail.invalid", "good", State.BAD, "Nobody knows the host"),
    ],
)
def test_the_mail_server_is_asked_and_nothing_is_sent(
    settings: Settings, mail_server: Any, host: str, password: str, state: State, words: str
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1" if host == "closed" else host
    settings.EMAIL_PORT = free_port() if host == "closed" else mail_server.server_address[1]
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "u", password
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    Office.objects.create(**OFFICE)
    found = next(one for one in examine_office() if one.name == "office.money-mail")
    assert found.state is state
    assert words in found.words
    assert SECRET not in repr(found)
    assert b"MAIL" not in mail_server.heard
