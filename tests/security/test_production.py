"""The doors of a portal as it really stands: production settings, PostgreSQL, Redis, https by a proxy.

Each test asks over HTTP, and looks for itself into the database and the cache.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, cast

import httpx
import psycopg
import pytest
import redis
from django.http import HttpResponse

from tests.pages.page import Page
from tests.practice import APTIC_WEBHOOK_SECRET, PracticeOffice, free_port, wait_until
from tests.prepared import Prepared
from tests.processes import ROOT, STAFF_PASSWORD, build_environment, build_portal_command

HOST = "portal.example"
HOME = "203.0.113.9"
STAFF = "staff"


@dataclass
class Portal:
    """``port`` is where its proxy finds it."""

    port: int
    database_url: str
    cache_url: str
    office: PracticeOffice

    def select(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url) as database:
            return database.execute(statement.encode()).fetchall()


@dataclass
class Browser:
    """What the proxy sends on of one browser at ``address``; ``set_cookies`` are the headers as they came."""

    portal: Portal
    address: str = HOME
    cookies: dict[str, str] = field(default_factory=dict)
    set_cookies: list[str] = field(default_factory=list)

    def get(self, path: str) -> httpx.Response:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, Any], **headers: str) -> httpx.Response:
        return self._ask("POST", path, data=fields, headers=headers)

    def send(self, path: str, body: object, **headers: str) -> httpx.Response:
        return self._ask("POST", path, json=body, headers=headers)

    def fill_in(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Open a page and send its form."""
        page = read_page(self.get(path))
        return self.post(path, {**page.form_fields(), **fields})

    def _ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **body: Any
    ) -> httpx.Response:
        sent = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Origin": f"https://{HOST}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **(headers or {}),
        }
        address = f"http://127.0.0.1:{self.portal.port}{path}"
        answer = httpx.request(method, address, headers=sent, timeout=30, trust_env=False, **body)
        for line in answer.headers.get_list("set-cookie"):
            self.set_cookies.append(line)
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer


def read_page(answer: httpx.Response) -> Page:
    return Page(cast("HttpResponse", answer))


@pytest.fixture(scope="module")
def portal(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One for all tests here; each comes from networks of its own."""
    server, cache = os.environ.get("TEST_POSTGRES_URL"), os.environ.get("TEST_REDIS_URL")
    if not server or not cache:
        pytest.skip("no TEST_POSTGRES_URL, TEST_REDIS_URL")
    home: Path = tmp_path_factory.mktemp("production")
    port = free_port()
    office = PracticeOffice.start(state=home / "practice.sqlite3", portal_url=f"https://{HOST}")
    cache_url = cache.rsplit("/", 1)[0] + "/9"
    with prepared.copy_postgres(server) as url:
        environment = build_environment(
            url=f"https://{HOST}", static=prepared.collect_static(), database_url=url, office=office
        )
        environment |= {
            "SANDBOX": "0",
            "ALLOWED_HOSTS": HOST,
            "CACHE_URL": cache_url,
            "TRUSTED_PROXY_COUNT": "1",
            "STAFF_PASSWORD": STAFF_PASSWORD,
        }
        command = [sys.executable, "-m", *build_portal_command(port=port, threads=16)]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            wait_until(lambda: is_up(port), seconds=60)
            yield Portal(port, url, cache_url, office)
        finally:
            process.terminate()
            process.wait(20)
            office.stop()


def is_up(port: int) -> bool:
    try:
        address, headers = f"http://127.0.0.1:{port}/healthz", {"Host": HOST}
        return httpx.get(address, headers=headers, trust_env=False).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def open_file(portal: Portal, address: str) -> Browser:
    """Somebody who came in by the link of a letter."""
    browser = Browser(portal, address)
    browser.get(f"/h/{portal.office.file('nl-woman').hash}/")
    answer = browser.fill_in("/h/", {})
    assert answer.headers["location"] == "/file/"
    return browser


def open_desk(portal: Portal, address: str) -> Browser:
    browser = Browser(portal, address)
    answer = browser.fill_in("/desk/sign-in/", {"username": STAFF, "password": STAFF_PASSWORD})
    assert answer.status_code == httpx.codes.SEE_OTHER, answer.text
    return browser


def test_what_is_not_https_goes_there_and_says_so_for_two_years(portal: Portal) -> None:
    open_line = httpx.get(f"http://127.0.0.1:{portal.port}/sign-in/", headers={"Host": HOST}, trust_env=False)
    assert (open_line.status_code, open_line.headers["location"]) == (301, f"https://{HOST}/sign-in/")
    headers = Browser(portal).get("/sign-in/").headers
    assert headers["strict-transport-security"] == "max-age=63072000; includeSubDomains; preload"
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "no-store" in headers["cache-control"]


def test_every_cookie_is_for_this_host_and_https_alone(portal: Portal) -> None:
    person, clerk = open_file(portal, "192.0.2.1"), open_desk(portal, "192.0.2.2")
    for line in (*person.set_cookies, *clerk.set_cookies):
        ((name, cookie),) = SimpleCookie(line).items()
        assert name.startswith(("__Host-", "__Secure-")), line
        assert cookie["secure"], line
        assert cookie["httponly"] or (cookie.value, cookie["max-age"]) == ("", "0"), (
            line
        )  # one that is taken away
        assert cookie["samesite"] in {"Lax", "Strict"}, line


def test_a_header_with_underscores_is_nobodys_address(portal: Portal) -> None:
    """The server would make the same name of it as of the proxy's own."""
    browser = Browser(portal, "192.0.2.10")
    statuses = [
        browser.send(
            "/webhooks/aptic/",
            [],
            **{"X-Webhook-Secret": f"guess-{number}", "X_Forwarded_For": f"198.51.100.{number}"},
        ).status_code
        for number in range(60)
    ]
    assert (statuses[0], statuses[-1]) == (403, 429), "one network, however it calls itself"
    neighbour = Browser(portal, "192.0.3.10").send("/webhooks/aptic/", [], **{"X-Webhook-Secret": "x"})
    assert neighbour.status_code == 403
    right = browser.send("/webhooks/aptic/", [], **{"X-Webhook-Secret": APTIC_WEBHOOK_SECRET})
    assert right.status_code not in {403, 429}, "a right secret never waits"


def test_what_the_visitor_claims_of_the_way_here_does_not_count(portal: Portal) -> None:
    """A proxy appends; the last entry is its own."""
    for number in range(60):
        forged = Browser(portal, f"198.51.{number}.7, 192.0.2.20")
        last = forged.send("/webhooks/aptic/", [], **{"X-Webhook-Secret": "x"}).status_code
    assert last == 429


def test_refused_staff_stand_in_the_trail_without_what_they_typed(portal: Portal) -> None:
    browser = Browser(portal, "192.0.2.30")
    browser.fill_in("/desk/sign-in/", {"username": STAFF, "password": "not-this-one-either"})
    rows = portal.select("SELECT act, details::text FROM audit_event WHERE act = 'staff-sign-in-failed'")
    assert rows
    assert "not-this-one-either" not in str(rows)


def test_passwords_are_stored_slowly(portal: Portal) -> None:
    stored = [row[0] for row in portal.select("SELECT password FROM auth_user")]
    assert stored
    for kept in stored:
        algorithm, rounds, _salt, _hash = kept.split("$")
        assert algorithm == "pbkdf2_sha256"
        assert int(rounds) >= 600_000
        assert STAFF_PASSWORD not in kept


def test_an_id_from_the_database_or_the_cache_opens_nothing(portal: Portal) -> None:
    person, clerk = open_file(portal, "192.0.2.40"), open_desk(portal, "192.0.2.41")
    (name,) = [name for name in person.cookies if "session" in name]
    stored = [row[0] for row in portal.select("SELECT session_key FROM django_session")]
    assert stored
    assert person.cookies[name] not in stored
    for key in stored:
        thief = Browser(portal, "192.0.2.42", cookies={name: key})
        assert thief.get("/file/").headers.get("location", "").startswith("/sign-in/")
        assert thief.get("/desk/").headers.get("location", "").startswith("/desk/sign-in/")
    assert person.get("/file/").status_code == clerk.get("/desk/").status_code == 200


def test_the_cache_holds_json_and_no_person_in_its_keys(portal: Portal) -> None:
    person = open_file(portal, "192.0.2.50")
    assert person.get("/file/").status_code == 200
    seeded = portal.office.file("nl-woman")
    with redis.Redis.from_url(portal.cache_url.replace("rediscache://", "redis://")) as cache:
        keys = list(cache.scan_iter())
        values = [cache.get(key) for key in keys if cache.type(key) == b"string"]
    assert values
    for value in values:
        assert value is not None
        assert json.loads(value.rpartition(b"\n")[2]) is not ..., "plain JSON behind the name of its type"
        assert seeded.hash.encode() not in value, "credentials are sealed"
    cookies = [one for one in person.cookies.values() if len(one) > 2]  # not the language
    secrets = (seeded.hash, seeded.file, seeded.pin, seeded.file_id, "Verhoeven", *cookies)
    assert not [(key, secret) for key in keys for secret in secrets if secret.encode() in key]


def test_amounts_and_numbers_of_other_scripts_are_read_and_never_an_error(portal: Portal) -> None:
    person = open_file(portal, "192.0.2.60")
    page = read_page(person.get("/plan/other/"))
    answer = person.post("/plan/other/", {**page.form_fields(), "amount": "\u0661\u0662x"})
    assert answer.status_code == 422
    seeded = portal.office.file("nl-woman")
    arabic = seeded.file.translate({ord("0") + number: 0x0660 + number for number in range(10)})
    opened = Browser(portal, "192.0.2.61").fill_in("/sign-in/", {"file": arabic, "pin": seeded.pin})
    assert opened.headers["location"] == "/file/"


def test_a_long_address_is_refused_before_anything_runs(portal: Portal) -> None:
    assert Browser(portal, "192.0.2.70").get("/" + "a" * 60_000).status_code in {414, 400, 431}
