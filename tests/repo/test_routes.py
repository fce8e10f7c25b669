"""Every address, swept by somebody who is not signed in: no fault, no data, nothing asked about any file."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from portal.office.models import Office
from portal.web.http_request.logs import REDACTED, redact
from tests.practice import PracticeOffice

# What may be asked of Tagor for somebody unknown: who the office is.
OPEN_OPERATIONS = {"Config/Info", "Config/Ping"}
# A letter link that is posted is a sign-in: with a wrong one it may be tried, and nothing more.
TRIED_OPERATIONS = {"TagorService/HashToFile"}
SLUG = "documents"
# What nobody can guess: whoever knows the address has a key to what is behind it.
SECRET_GAP = re.compile(r"<(?:\w+:)?(?:token|code|hash)>")
GUESSED = "Xk3_9-qLmN0pQr"


def list_routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address pattern with its whole path; the admin as one, since Django tests its own."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield path, entry
        elif entry.app_name != "admin":
            yield from list_routes(entry, path)


ROUTES = dict(list_routes(get_resolver()))


def fill_in(path: str, pattern: URLPattern, known: dict[str, str]) -> str:
    """The address with something real, or at least of the right kind, in each gap."""
    for name, converter in pattern.pattern.converters.items():
        value = known.get(name, "something")
        if isinstance(converter, IntConverter):
            value = "1"
        elif isinstance(converter, UUIDConverter):
            value = "00000000-0000-4000-8000-000000000000"
        start = path.index("<")
        path = path[:start] + value + path[path.index(">") + 1 :]
    return "/" + path


@pytest.fixture
def known(practice: PracticeOffice) -> dict[str, str]:
    """Values of a real file, so that an open door would show something."""
    state = practice.state(SLUG)
    return {"hash": practice.file(SLUG).hash, "document_id": state["documents"][0]["document_id"]}


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody without a session, who sees a fault as the answer it is."""
    Office.objects.create(slug="office", name="Kantoor Proef", city="Gent", phone="+32 9 000 00 00")
    return Client(raise_request_exception=False)


def test_there_are_routes_to_sweep() -> None:
    assert {"", "file/", "sign-in/", "healthz", "readyz"} <= set(ROUTES)


@pytest.mark.parametrize("method", ["get", "post", "head"])
@pytest.mark.parametrize("path", ROUTES)
def test_stranger_gets_no_fault_and_no_data(
    path: str, method: str, stranger: Client, practice: PracticeOffice, known: dict[str, str]
) -> None:
    is_sign_in = path.startswith("h/") and method == "post"
    address = fill_in(path, ROUTES[path], {} if is_sign_in else known)
    practice.clear_calls()

    answer = getattr(stranger, method)(address)

    assert answer.status_code < 500, address
    if not answer.streaming:
        page = answer.content.decode()
        seeded = practice.file(SLUG)
        assert seeded.name not in page
        assert seeded.file not in page
    allowed = OPEN_OPERATIONS | (TRIED_OPERATIONS if is_sign_in else set())
    assert {call["operation"] for call in practice.calls()} <= allowed


@pytest.mark.parametrize("path", [path for path in ROUTES if path.startswith(("file/", "plan/"))])
def test_pages_of_a_file_send_a_stranger_to_sign_in(
    path: str, stranger: Client, known: dict[str, str]
) -> None:
    address = fill_in(path, ROUTES[path], known)
    answer = stranger.get(address)
    if answer.status_code == 405:
        answer = stranger.post(address)
    assert answer.status_code in {302, 303}
    assert answer["Location"].startswith("/sign-in/")


def test_admin_sends_a_stranger_to_its_own_door(stranger: Client) -> None:
    answer = stranger.get("/admin/office/office/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", [path for path in ROUTES if SECRET_GAP.search(path)])
def test_an_address_that_opens_something_is_logged_without_its_secret(path: str) -> None:
    logged = redact("Not Found: /" + SECRET_GAP.sub(GUESSED, path))
    assert logged == "Not Found: /" + SECRET_GAP.sub(REDACTED, path)


def test_there_are_addresses_that_open_something() -> None:
    assert {"h/<anything:hash>/", "plan/offer/<str:token>/", "receipt/<str:code>/receipt.pdf"} <= {
        path for path in ROUTES if SECRET_GAP.search(path)
    }


@pytest.mark.parametrize("path", [path for path in ROUTES if not SECRET_GAP.search(path)])
def test_every_other_address_is_logged_as_it_is(path: str) -> None:
    line = "Not Found: " + fill_in(path, ROUTES[path], {})
    assert redact(line) == line
