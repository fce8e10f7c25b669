"""Files go up within a limit; a record that is open elsewhere says so."""

import base64
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill
from tests.practice import PracticeOffice

NEW = "/desk/crm/cirrus/files/new/"


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
    big = SimpleUploadedFile("b.bin", b"x" * (5 * 1024 * 1024 + 1))

    page = visit(NEW, {**fill(page, name="groot"), "f.content": big}, status=422)

    assert "5 MB" in page.text
    assert page.form_fields()["f.name"] == "groot"


def test_a_form_without_its_token_does_nothing(staff: Any, practice: PracticeOffice) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff)
    practice.clear_calls()

    assert strict.post(NEW, {"f.name": "x"}).status_code == 403
    assert practice.calls(system="cirrus") == []


def test_who_has_a_record_open_is_shown_before_it_is_changed(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    note = practice.keep_record("dossierdata", "note", title="Bezet")
    practice.keep_record("dossierdata", "lock", lockable_type="App\\Note", lockable_id=note["id"], user_id=2)
    place = f"/desk/crm/dossierdata/note/{note['id']}/edit/?lang=en"

    page = visit(place)
    assert "User 2 has this record open" in page.text

    page = visit(place, fill(page, title="Toch"), status=409)

    assert "Locked by" in page.text
    assert page.form_fields()["f.title"] == "Toch"
    assert practice.record("dossierdata", "note", note["id"])["title"] == "Bezet"
