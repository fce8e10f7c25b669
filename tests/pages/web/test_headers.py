"""What every answer says to browsers and to those between."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from portal.office.models import Office
from tests.pages.conftest import Visit

REFERENCE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/nowhere/", 404), ("/healthz", 200)])
def test_no_answer_is_stored_indexed_or_shared(visit: Visit, path: str, status: int) -> None:
    headers = visit(path, status=status).answer.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert not [name for name in headers if name.startswith("Access-Control-")]


def test_each_answer_has_a_reference_of_its_own(visit: Visit) -> None:
    first, second = (visit("/").answer["X-Request-Id"] for _ in range(2))
    assert REFERENCE.fullmatch(first)
    assert first != second


def test_a_reference_sent_along_is_not_believed(visit: Visit) -> None:
    page = visit("/nowhere/", status=404, **{"X-Request-Id": "<script>"})
    assert "<script>" not in page.html
    assert page.answer["X-Request-Id"] in page.text


def test_public_pages_leave_no_session_behind(client: Client, office: Office) -> None:
    client.get("/")
    assert "session" not in client.cookies


def test_the_office_style_may_be_kept_and_follows_its_colour(client: Client, office: Office) -> None:
    office.accent = "#8a1c4a"
    office.save()
    html = client.get("/").content.decode()
    (address,) = re.findall(r'href="(/office\.css\?v=[^"]+)"', html)
    assert address.endswith("8a1c4a")
    style = client.get(address)
    assert style["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in style["Cache-Control"]
    assert "--accent:#8a1c4a" in style.content.decode()
    assert not style.cookies


def test_health_and_readiness(client: Client, db: None) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"database": "ok", "cache": "ok"}
    assert client.post("/healthz").status_code == 405


def test_a_cache_that_is_away_is_told_and_people_are_served_all_the_same(
    client: Client, db: None, settings: Settings
) -> None:
    away = {"BACKEND": "portal.web.caches.shared.SharedCache", "LOCATION": "redis://127.0.0.1:1"}
    settings.CACHES = {"default": away}
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "cache": "down"}


def test_no_other_site_may_read_our_static_files(
    client: Client, office: Office, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a.css").write_text("a{}")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = str(tmp_path), True
    answer = client.get("/static/a.css")
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("Access-Control-")]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert client.get("/static/").status_code == 404  # and no folder is listed
    answer.close()
