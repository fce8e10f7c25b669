"""Files go up and come down within limits."""

import base64
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.audit.models import Event
from portal.crm.records.downloads import name_file
from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill
from tests.practice import PracticeOffice

NEW = "/desk/crm/cirrus/files/new/"
NEW_DOCUMENT = "/desk/crm/dossierdata/document/new/"
PDF = b"%PDF-1.7 " + bytes(range(256)) * 40


def test_a_file_goes_up_as_it_is(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    content = b"%PDF-1.7 " + bytes(range(256)) * 5000
    page = visit(NEW)

    visit(
        NEW, {**fill(page, name="bewijs.pdf"), "f.content": SimpleUploadedFile("b.pdf", content)}, status=303
    )

    row = next(one for one in practice.records("cirrus", "files") if one["name"] == "bewijs.pdf")
    assert base64.b64decode(row["_content"]) == content


def test_a_file_that_is_too_large_is_refused_with_a_sentence(staff: Any, visit: Visit) -> None:
    page = visit(NEW)
    big = SimpleUploadedFile("b.pdf", b"x" * (5 * 1024 * 1024 + 1))

    page = visit(NEW, {**fill(page, name="groot"), "f.content": big}, status=422)

    assert "5 MB" in page.text
    assert page.form_fields()["f.name"] == "groot"


@pytest.mark.parametrize("size", [7_000_000, 30_000_000])
def test_a_file_far_too_large_takes_nothing_else_of_the_form_with_it(
    staff: Any, visit: Visit, practice: PracticeOffice, size: int
) -> None:
    place = "/desk/crm/dossierdata/document/new/"
    before = len(practice.records("dossierdata", "document"))
    typed = fill(visit(f"{place}?lang=en"), name="Vonnis")
    typed = {name: text for name, text in typed.items() if name not in {"f.file", "f.customer_id"}}
    big = SimpleUploadedFile("b.pdf", b"%PDF-" + b"x" * size)

    page = visit(place, {**typed, "f.file": big, "f.customer_id": "18"}, status=422)

    assert "5 MB" in page.text
    assert (page.form_fields()["f.name"], page.form_fields()["f.customer_id"]) == ("Vonnis", "18")
    assert len(practice.records("dossierdata", "document")) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tool.exe", b"MZ\x90", "kind of file"),
        ("page.html", b"<script>", "kind of file"),
        ("letter.pdf", b"MZ\x90 no pdf at all", "kind of file"),
        ("notes.txt", b"MZ\x90 a program", "kind of file"),
        ("notes.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "kind of file"),
        ("list.csv", b"PK\x03\x04 an archive", "kind of file"),
        ("mail.eml", b"\xca\xfe\xba\xbe\0\0", "kind of file"),
        ("scan.tif", b"<script>alert(1)</script>", "kind of file"),
        ("scan.tiff", b"MM no picture", "kind of file"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_a_file_of_another_kind_is_refused_beside_its_field(
    staff: Any, visit: Visit, practice: PracticeOffice, name: str, content: bytes, said: str
) -> None:
    page = visit(NEW_DOCUMENT + "?lang=en")
    practice.clear_calls()

    page = visit(
        NEW_DOCUMENT, {**fill(page, name="Brief"), "f.file": SimpleUploadedFile(name, content)}, status=422
    )

    assert said in page.text
    assert page.form_fields()["f.name"] == "Brief"
    assert practice.calls("create_document") == []


def test_a_document_goes_up_and_comes_down_the_same(
    staff: Any, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit(NEW_DOCUMENT)

    answer = visit(
        NEW_DOCUMENT,
        {**fill(page, customer_id="3"), "f.file": SimpleUploadedFile("Vonnis.PDF", PDF)},
        status=303,
    )

    place = answer.answer["Location"].partition("?")[0]
    row = practice.record("dossierdata", "document", place.strip("/").rpartition("/")[2])
    kept = (row["name"], row["mime_type"], row["extension"], row["filesize"])
    assert kept == ("Vonnis.PDF", "application/pdf", "pdf", len(PDF))
    page = visit(place + "?lang=en")
    link = next(href for text, href in page.links().items() if text.startswith("Download"))
    file = client.get(link)
    assert file.content == PDF
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="Vonnis.PDF"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.get(act="crm-downloaded").details["bytes"] == len(PDF)


def test_a_document_that_is_changed_keeps_its_file(
    staff: Any, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit(NEW_DOCUMENT)
    answer = visit(
        NEW_DOCUMENT, {**fill(page, name="Eerst"), "f.file": SimpleUploadedFile("a.pdf", PDF)}, status=303
    )
    place = answer.answer["Location"].partition("?")[0]

    visit(f"{place}edit/", fill(visit(f"{place}edit/"), name="Daarna"), status=303)

    assert client.get(f"{place}file/file/").content == PDF
    new = SimpleUploadedFile("b.txt", b"Dit is de nieuwe brief.")
    visit(f"{place}edit/", {**fill(visit(f"{place}edit/")), "f.file": new}, status=303)
    assert client.get(f"{place}file/file/").content == b"Dit is de nieuwe brief."
    row = practice.record("dossierdata", "document", place.strip("/").rpartition("/")[2])
    assert (row["name"], row["extension"], row["filesize"]) == ("Daarna", "txt", 23)


@pytest.mark.parametrize(
    "place",
    [
        "https://elsewhere.example/file.pdf",
        "http://127.0.0.1:9/dossierdata/files/1/a",
        "//127.0.0.1/x",
        "file:///etc/passwd",
        "url/naar/bestand.pdf",
        "{own}@elsewhere.example/a",
        "{own}\\@elsewhere.example/a",
    ],
)
def test_a_place_that_is_not_at_the_system_is_never_followed(
    staff: Any, visit: Visit, practice: PracticeOffice, place: str
) -> None:
    address = place.format(own=practice.base_url)
    row = practice.store_record("dossierdata", "note", title="Bijlage", file=address)
    practice.clear_calls()

    page = visit(f"/desk/crm/dossierdata/note/{row['id']}/?lang=en")
    assert not any(text.startswith("Download") for text in page.links())

    visit(f"/desk/crm/dossierdata/note/{row['id']}/file/file/", status=404)
    assert practice.calls("download") == []


def test_only_fields_that_name_a_file_come_down(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    row = practice.store_record("dossierdata", "note", title=f"{practice.base_url}/dossierdata/files/1/a")

    visit(f"/desk/crm/dossierdata/note/{row['id']}/file/title/", status=404)
    visit(f"/desk/crm/cirrus/files/{practice.records('cirrus', 'files')[0]['id']}/file/content/", status=404)


def test_a_file_that_is_gone_says_so(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    row = practice.store_record(
        "dossierdata", "note", title="Weg", file=f"{practice.base_url}/dossierdata/files/999999/a"
    )

    page = visit(f"/desk/crm/dossierdata/note/{row['id']}/file/file/?lang=en", status=404)

    assert page.heading == "This record is not there"


def test_a_form_without_its_token_does_nothing(staff: Any, practice: PracticeOffice) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff)
    practice.clear_calls()

    assert strict.post(NEW, {"f.name": "x"}).status_code == 403
    assert practice.calls(system="cirrus") == []


def test_a_file_without_an_ending_is_named_by_its_content() -> None:
    assert name_file({"name": "Vonnis"}, "/files/7", PDF) == "Vonnis.pdf"
    assert name_file({"name": "Vonnis"}, "/files/7", b"\x00\x01") == "Vonnis"
