from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from portal import registry
from portal.audit.models import Event
from portal.dossier import on_the_way
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
GET_FILE = "Document/GetFile"


def find_href(visit: Visit, name: str) -> str:
    """The address of the document whose name starts so."""
    links = visit("/file/documents/").links()
    return next(href for words, href in links.items() if words.startswith(name))


def read(client: Client, href: str) -> tuple[HttpResponse, bytes]:
    answer = client.get(href)
    assert answer.status_code == 200
    return answer, answer.getvalue()


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_the_documents_are_listed_in_every_language(
    language: str, sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("documents", language)

    page = visit("/file/documents/")

    assert "Ingescand vonnis" in page.text
    assert practice.calls(GET_FILE) == []


def test_a_missing_document_is_asked_for_in_one_step(sign_in: SignIn, visit: Visit) -> None:
    sign_in("documents", "en")
    page = visit(visit("/file/documents/").links()["Ask for a document"])
    words = page.all("textarea")[0].text or ""
    assert words.strip().startswith("I would like to have this document")
    page = visit(page.form_action(), {**page.form_fields(), "text": f"{words} the judgment"}, follow=True)
    assert "the judgment" in page.text


def test_a_missing_date_is_said(sign_in: SignIn, visit: Visit) -> None:
    sign_in("null-dates", "en")

    assert visit("/file/documents/").text.count("no date") == 3


def test_a_document_comes_as_a_file_to_keep(sign_in: SignIn, visit: Visit, client: Client) -> None:
    seeded = sign_in("documents", "en")

    answer, content = read(client, find_href(visit, "Brief aan verweerder"))

    assert content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="Brief aan verweerder.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Length"] == str(len(content))
    event = Event.objects.get(act="document-opened")
    assert event.file_id == seeded.file_id
    assert set(event.details) == {"document_id", "bytes"}


def test_a_web_page_never_runs(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("documents", "en")

    answer, _content = read(client, find_href(visit, "Webpagina"))

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert ".html.txt" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_large_scan_arrives_whole(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("documents", "en")

    _answer, content = read(client, find_href(visit, "Ingescand vonnis"))

    assert len(content) > 15_000_000
    assert content.endswith(b"%%EOF\n")


def test_an_odd_name_breaks_nothing(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("documents", "en")

    answer, _content = read(client, find_href(visit, "../../etc/"))

    assert answer["Content-Disposition"] == 'attachment; filename="etc aanmaning & b 50 b .exe.pdf"'


def test_an_empty_document_gets_a_plain_page(sign_in: SignIn, visit: Visit) -> None:
    sign_in("documents", "en")

    page = visit(find_href(visit, "Leeg stuk"))

    assert page.heading == "This document cannot be opened"
    assert not Event.objects.filter(act="document-opened").exists()


def test_a_document_of_another_file_is_unknown_and_never_asked(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    foreign = practice.state("documents")["documents"][0]["document_id"]
    sign_in("nl-woman", "en")

    for document_id in (foreign, "0", "9" * 40, "%27%20or%201=1"):
        visit(f"/file/documents/{document_id}/", status=404)

    assert practice.calls(GET_FILE) == []


def test_papers_kept_inside_the_office_are_neither_listed_nor_opened(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    practice.set_parameter("430", "BRIEF,AKTE,VONNIS,FACTUUR,BEWIJS")
    kept_inside = next(d for d in practice.state("documents")["documents"] if d["group"] == "INTERN")
    sign_in("documents", "en")

    assert "Nota van de behandelaar" not in visit("/file/documents/").text
    visit(f"/file/documents/{kept_inside['document_id']}/", status=404)
    assert practice.calls(GET_FILE) == []


def test_a_head_request_never_fetches_the_document(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, client: Client
) -> None:
    sign_in("documents", "en")
    href = find_href(visit, "Ingescand vonnis")

    answer = client.head(href)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert practice.calls(GET_FILE) == []


def test_nobody_pulls_documents_without_end(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, client: Client
) -> None:
    sign_in("nl-woman", "en")
    href = find_href(visit, "Factuur")

    statuses = []
    for _ in range(14):
        answer = client.get(href)
        answer.getvalue()
        statuses.append(answer.status_code)

    assert statuses == [200] * 12 + [429] * 2
    assert len(practice.calls(GET_FILE)) == 12


def test_a_list_that_fails_is_no_empty_list(sign_in: SignIn, visit: Visit, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    practice.fault("tagor", "503", operation="Document/Get")

    page = visit("/file/documents/", status=503)

    assert "The list of documents could not be loaded now." in page.text
    assert "There are no documents here now." not in page.text


def test_a_crowd_that_opens_documents_waits_and_fills_no_memory(
    sign_in: SignIn, visit: Visit, client: Client, practice: PracticeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others hold every place; when they are gone, and when a fetch failed, there is place again."""
    monkeypatch.setattr(on_the_way, "WAIT_FOR_PLACE_S", 0.01)
    sign_in("documents", "en")
    href = find_href(visit, "Brief aan verweerder")
    for _other in range(on_the_way.MOST_AT_ONCE):
        assert on_the_way._places.acquire(timeout=1)
    page = visit(href, status=503)
    assert "Many people open documents now." in page.text
    assert page.answer["Retry-After"]
    assert practice.calls(GET_FILE) == []
    on_the_way._places.release(on_the_way.MOST_AT_ONCE)
    practice.fault("tagor", "503", operation=GET_FILE)
    visit(href, status=503)
    practice.clear_faults()
    for _turn in range(on_the_way.MOST_AT_ONCE + 1):
        assert read(client, href)[1].startswith(b"%PDF")


def test_a_large_document_opens_where_var_takes_no_file(
    sign_in: SignIn, visit: Visit, client: Client, settings: Settings
) -> None:
    settings.VAR_DIR = Path("/proc/self")  # nobody makes a file there, whoever runs the tests
    registry.reset()
    sign_in("documents", "en")
    assert len(read(client, find_href(visit, "Ingescand vonnis"))[1]) > on_the_way.BLOCK


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_a_document_without_room_on_our_disk_is_a_page_and_leaves_its_place(
    language: str, sign_in: SignIn, visit: Visit, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    registry.reset()
    sign_in("documents", language)
    href = find_href(visit, "Ingescand vonnis")
    read(client, find_href(visit, "Brief aan verweerder"))
    settings.VAR_DIR.rmdir()
    page = visit(href, status=503)
    assert page.answer["Retry-After"]
    if language == "en":
        assert "We cannot show this document now. Please try again later." in page.text
    settings.VAR_DIR.mkdir()
    assert read(client, href)[0].status_code == 200
