"""Requests that no browser of a defendant sends: refused plainly, never a fault, never kept anywhere."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as live_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import Client, RequestFactory
from pytest_django import Settings

from portal.office.models import Office
from portal.wsgi import (
    LONGEST_CONTENT_TYPE,
    LONGEST_PATH,
    LONGEST_VALUE,
    MOST_COOKIE_ESCAPES,
    application,
)
from tests.pages.conftest import Visit
from tests.practice import PracticeFile

pytestmark = pytest.mark.django_db

KEPT_NOWHERE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
}


def ask_server(path: str, **environ: Any) -> str:
    """The status of a whole request, from the server's door inwards."""
    told: list[str] = []
    request = RequestFactory().get(path).environ | {"HTTP_HOST": "localhost"} | environ
    request_started.disconnect(close_old_connections)  # the test's own connection lives on
    try:
        answer = application(request, lambda status, _headers, *_rest: told.append(status))
    finally:
        request_started.connect(close_old_connections)
    b"".join(answer)
    return told[0]


def test_the_step_to_https_is_kept_nowhere(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/h/4b1f0c9d7e/")
    assert answer.status_code == 301
    assert {name: answer[name] for name in KEPT_NOWHERE} == KEPT_NOWHERE
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/file/"])
def test_a_foreign_host_gets_a_page_like_any_other(visit: Visit, path: str) -> None:
    headers = visit(path, status=400, Host="evil.example").answer.headers
    assert {name: headers[name] for name in KEPT_NOWHERE} == KEPT_NOWHERE


def test_static_files_may_still_be_kept(client: Client, settings: Settings, tmp_path: Any) -> None:
    (tmp_path / "a.css").write_text("a{}")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = str(tmp_path), True
    answer = client.get("/static/a.css")
    assert b"".join(answer) == b"a{}"
    assert "no-store" not in answer["Cache-Control"]
    answer.close()


def test_no_link_leaves_the_site_after_an_address_with_two_slashes(client: Client, office: Office) -> None:
    answer = client.get("/", PATH_INFO="//evil.example/")
    links = re.findall(r'href="([^"]*lang=[^"]*)"', answer.content.decode())
    assert answer.status_code == 404
    assert links
    assert not [link for link in links if link.startswith(("//", "/\\"))]


def test_too_many_values_in_an_address_get_the_plain_page(visit: Visit) -> None:
    too_many = live_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1
    page = visit("/?" + "&".join(f"a{number}=1" for number in range(too_many)), status=400)
    assert "+32 9 000 00 00" in page.text


@pytest.mark.parametrize("charset", ["rot13", "utf-7", "hex", "utf-16"])
def test_a_strange_character_set_changes_nothing(charset: str) -> None:
    declared = f"text/plain; charset={charset}"
    assert ask_server("/healthz?a=+2AA-", CONTENT_TYPE=declared).startswith("200")


def test_a_form_in_a_strange_character_set_is_no_fault(office: Office) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n+2AA-\r\n--x--\r\n'
    status = ask_server(
        "/healthz",
        REQUEST_METHOD="POST",
        CONTENT_TYPE="multipart/form-data; boundary=x; charset=utf-7",
        CONTENT_LENGTH=str(len(body)),
        **{"wsgi.input": BytesIO(body)},
    )
    assert status.startswith("403")


@pytest.mark.parametrize("path", ["/pay/return/" + "%00" * 43 + "/", "/%00", "/a%3Fb c/"])
def test_an_odd_address_is_unknown(visit: Visit, path: str) -> None:
    visit(path, status=404)


def test_an_odd_value_in_an_address_finds_nothing(
    sign_in: Callable[..., PracticeFile], client: Client
) -> None:
    sign_in("nl-woman")
    assert client.get("/plan/?change=%00").status_code == 200


def test_a_session_with_a_nul_is_no_session(client: Client, office: Office) -> None:
    cookie = f'{live_settings.SESSION_COOKIE_NAME}="\\000aaaaaaaaaaaaaaaa"'
    answer = client.get("/file/", HTTP_COOKIE=cookie)
    assert answer.status_code == 303


def test_a_file_that_nobody_asked_for_is_not_kept(office: Office) -> None:
    big = SimpleUploadedFile("a.bin", b"x" * (live_settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))
    request = RequestFactory().post("/sign-in/", {"file": "1", "scan": big})
    assert not request.FILES


@pytest.mark.parametrize("path", ["/pay/", "/plan/"])
@pytest.mark.parametrize("early", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}])
def test_a_prefetch_asks_no_balance(
    sign_in: Callable[..., PracticeFile], client: Client, practice: Any, path: str, early: dict[str, str]
) -> None:
    sign_in("nl-woman")
    assert client.get(path, headers=early).status_code == 503
    assert client.head(path).status_code == 200
    assert not practice.calls("TagorService/GetSaldo")


@pytest.mark.parametrize("letters", ["a", "/h/", "?", "\xc3\xa9"])
def test_an_address_beyond_measure_is_refused_before_anything_runs(
    letters: str, caplog: pytest.LogCaptureFixture, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        told = ask_server("/", PATH_INFO="/" + letters * LONGEST_PATH)
    assert told.startswith("414 ")
    assert not caplog.records


def test_a_query_beyond_measure_is_refused_before_anything_runs() -> None:
    assert ask_server("/", QUERY_STRING="lang=nl&a=" + "a" * LONGEST_VALUE).startswith("414 ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_COOKIE", "a" * (LONGEST_VALUE + 1)),
        ("HTTP_COOKIE", 'a="' + "\\1" * (MOST_COOKIE_ESCAPES + 1) + '"'),
        ("HTTP_ACCEPT_LANGUAGE", "a" * (LONGEST_VALUE + 1)),
        ("HTTP_X_FORWARDED_FOR", "a" * (LONGEST_VALUE + 1)),
        ("CONTENT_TYPE", "text/plain" + ";a" * LONGEST_CONTENT_TYPE),
    ],
)
def test_a_header_beyond_measure_is_refused_before_anything_runs(name: str, value: str) -> None:
    assert ask_server("/", **{name: value}).startswith("431 ")


def test_what_is_just_short_enough_is_answered(office: Office) -> None:
    path = "/" + "a" * (LONGEST_PATH - 1)
    asked = {"QUERY_STRING": "a" * LONGEST_VALUE, "HTTP_COOKIE": "a" * LONGEST_VALUE}
    assert ask_server("/", PATH_INFO=path, **asked) == "404 Not Found"
