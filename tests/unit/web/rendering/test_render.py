"""A page, and the block of it that htmx asks for, come from one template."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from portal.web.rendering.render import render_page

pytestmark = pytest.mark.django_db


def ask(**headers: str) -> HttpRequest:
    return RequestFactory().get("/", headers=headers)


def test_a_browser_gets_the_whole_page() -> None:
    answer = render_page(ask(), "web/home.html", block="main", status=422)
    assert answer.status_code == 422
    assert answer.content.lstrip().startswith(b"<!doctype html>")
    assert "HX-Request" in answer["Vary"]


def test_htmx_gets_the_block_whose_element_it_names() -> None:
    headers = {"HX-Request": "true", "HX-Target": "main"}
    answer = render_page(ask(**headers), "web/help.html", block="main")
    title, _end, block = answer.content.decode().strip().partition("</title>")
    assert title.startswith("<title>")
    assert block.lstrip().startswith("<h1>")
    assert "notice--info" in block
    assert "HX-Redirect" not in answer
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Target": "other"},
        {"HX-Request": "true"},
        {"HX-Target": "main"},
        {"HX-Request": "true", "HX-Target": "main", "HX-History-Restore-Request": "true"},
    ],
)
def test_any_other_request_of_htmx_gets_the_whole_page(headers: dict[str, str]) -> None:
    answer = render_page(ask(**headers), "web/home.html", block="main")
    assert b"<!doctype html>" in answer.content


def test_htmx_that_gets_a_page_it_did_not_ask_for_goes_there() -> None:
    asks = {"HX-Request": "true", "HX-Target": "list"}
    assert render_page(ask(**asks), "web/home.html")["HX-Redirect"] == "/"
    assert "HX-Redirect" not in render_page(ask(), "web/home.html")
    assert "HX-Redirect" not in render_page(ask(**asks), "web/home.html", status=503)
    again = {**asks, "HX-History-Restore-Request": "true"}
    assert "HX-Redirect" not in render_page(ask(**again), "web/home.html")


def test_a_page_without_a_block_varies_by_nothing_of_htmx() -> None:
    assert not render_page(ask(), "web/home.html").has_header("Vary")


def test_values_of_the_view_win_from_those_of_every_page() -> None:
    answer = render_page(ask(), "web/home.html", {"language": "xx"})
    assert b'<html lang="xx">' in answer.content
