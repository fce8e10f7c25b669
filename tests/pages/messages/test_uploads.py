"""Photos and papers go with a message: cleaned, sealed here, in Tagor once, then gone from here."""

import base64
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from portal import registry
from portal.messages.models import Thread, Upload
from portal.outbox.models import Delivery
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import Deliver, SignIn, Write
from tests.pages.page import Page
from tests.practice import PracticeOffice
from tests.unit.uploads.papers import PLACE, make_pdf, make_photo

pytestmark = pytest.mark.sqlite
Add = Callable[..., Page]


@pytest.fixture
def add(visit: Visit) -> Add:
    """Choose files on a page, and go where the form leads."""

    def go(address: str, *files: tuple[str, bytes], status: int = 303) -> Page:
        page = visit(address)
        index = next(i for i, form in enumerate(page.main_forms()) if form.get("enctype"))
        papers = [SimpleUploadedFile(name, content) for name, content in files]
        answer = visit(page.form_action(index), {**page.form_fields(index), "files": papers}, status=status)
        return visit(answer.answer["Location"].split("#")[0]) if status == 303 else answer

    return go


def test_photo_goes_with_the_message_to_tagor_and_is_gone_here(
    sign_in: SignIn,
    visit: Visit,
    fill_in: Callable[..., Page],
    add: Add,
    deliver: Deliver,
    desk: Any,
    practice: PracticeOffice,
) -> None:
    sign_in("nl-woman", "en")
    check = fill_in("paid").answer["Location"]
    page = add(check, (r"C:\my docs\proof 1.JPG", make_photo()))
    assert "The file is added" in page.text
    assert "proof 1.jpg" in page.text
    assert "1 page" in page.text
    upload = Upload.objects.get()
    assert PLACE not in bytes(upload.sealed_content)
    assert (upload.content or b"").startswith(b"\xff\xd8\xff")
    assert b"\xff\xd8\xff" not in bytes(upload.sealed_content)
    assert "proof" not in upload.sealed_name

    address = visit(page.form_action(next_form(page)), page.form_fields(next_form(page)), status=303).answer[
        "Location"
    ]
    thread, colleague = Thread.objects.get(), desk()
    opened = f"/desk/messages/{thread.pk}/files/{upload.pk}/"
    before = colleague.client.get(opened)
    assert before.content == upload.content
    deliver()
    (document,) = [one for one in practice.state("nl-woman")["documents"] if "M-" in one["name"]]
    assert base64.b64decode(document["data"]) == before.content
    upload.refresh_from_db()
    assert (upload.state, bytes(upload.sealed_content)) == ("delivered", b"")
    after = colleague.client.get(opened)
    assert after.getvalue() == before.content
    assert after["Content-Length"] == before["Content-Length"]
    assert after["Content-Disposition"].startswith("attachment")
    assert "proof 1.jpg" in visit(address).text


def next_form(page: Page) -> int:
    """The form that sends: it has no file field."""
    return next(
        i
        for i, form in enumerate(page.main_forms())
        if not form.get("enctype") and "/files/" not in form.get("action", "")
    )


def test_a_file_alone_is_a_message(
    sign_in: SignIn, visit: Visit, write: Write, add: Add, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = write()
    page = add(address, ("een.png", make_photo("PNG")), ("twee.png", make_photo("PNG")))
    assert "een.pdf" in page.text
    assert "2 pages" in page.text
    form = next_form(page)
    visit(page.form_action(form), {**page.form_fields(form), "text": ""}, status=303)
    deliver()
    assert len([one for one in practice.state("nl-woman")["documents"] if "M-" in one["name"]]) == 1
    visit(page.form_action(form), {**page.form_fields(form), "text": ""}, status=422)


def test_lost_answer_sends_no_file_twice(
    sign_in: SignIn, visit: Visit, write: Write, add: Add, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    address = write()
    deliver()
    page = add(address, ("een.pdf", make_pdf()))
    form = next_form(page)
    visit(page.form_action(form), {**page.form_fields(form), "text": "hier"}, status=303)
    practice.fault("tagor", "drop", operation="Message/Add", times=1)
    deliver()
    assert Upload.objects.get().content is not None
    deliver(after=timedelta(hours=1))
    assert Delivery.objects.exclude(state="done").count() == 0
    assert len([one for one in practice.state("nl-woman")["documents"] if "M-" in one["name"]]) == 1
    assert Upload.objects.get().state == "delivered"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Choose a file first"),
        ([("a.exe", b"MZ")], "Only photos"),
        ([("a.pdf", make_pdf(password="x"))], "locked with a password"),
        ([("a.jpg", b"\xff\xd8\xff" + b"\0" * 99)], "We cannot open the file"),
        ([("a.pdf", b"%PDF-" + b"\0" * (10 * 1024 * 1024))], "too large"),
        ([(f"{n}.pdf", make_pdf()) for n in range(11)], "too many files"),
    ],
)
def test_what_is_not_taken_says_why_and_keeps_nothing(
    files: list[tuple[str, bytes]], words: str, sign_in: SignIn, fill_in: Callable[..., Page], add: Add
) -> None:
    sign_in("nl-woman", "en")
    assert words in add(fill_in("question").answer["Location"], *files).text
    assert Upload.objects.count() == 0


def test_ten_files_a_day(sign_in: SignIn, write: Write, add: Add, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    address = write()
    thread = Thread.objects.get()
    message = thread.messages.get()
    for _ in range(10):
        Upload.objects.create(thread=thread, message=message, extension="pdf", size=1, pages=1)
    assert "You added many files today. Go on tomorrow." in add(address, ("a.pdf", make_pdf())).text


def test_file_can_be_taken_back(
    sign_in: SignIn, fill_in: Callable[..., Page], add: Add, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    page = add(fill_in("question").answer["Location"], ("a.pdf", make_pdf()))
    index = next(i for i, form in enumerate(page.main_forms()) if "/remove/" in form.get("action", ""))
    visit(page.form_action(index), page.form_fields(index), status=303)
    assert Upload.objects.count() == 0


def test_nobody_adds_takes_or_opens_files_of_another(
    sign_in: SignIn, write: Write, add: Add, visit: Visit, desk: Any, client: Client
) -> None:
    sign_in("nl-woman", "en")
    add(write(), ("a.pdf", make_pdf()))
    upload, thread = Upload.objects.get(), Thread.objects.get()
    colleague = desk("reader", "talk.view_thread")
    colleague.visit(f"/desk/messages/{thread.pk}/files/{upload.pk}/", status=404)  # not sent yet
    desk("other", "links.view_link").visit(f"/desk/messages/{thread.pk}/files/{upload.pk}/", status=403)
    sign_in("company")
    mark = visit("/messages/new/question/").form_fields()["mark"]
    for address in (f"/messages/files/{thread.token}/", f"/messages/files/{thread.token}/remove/"):
        paper = SimpleUploadedFile("b.pdf", make_pdf())
        visit(address, {"mark": mark, "file": upload.token, "files": paper}, status=404)
    assert list(Upload.objects.all()) == [upload]


def test_forged_upload_is_refused(sign_in: SignIn, write: Write, visit: Visit) -> None:
    sign_in("nl-woman")
    page = visit(write())
    index = next(i for i, form in enumerate(page.main_forms()) if form.get("enctype"))
    strict = Client(enforce_csrf_checks=True)
    data = {"files": SimpleUploadedFile("a.pdf", make_pdf())}
    assert strict.post(page.form_action(index), data).status_code == 403


@pytest.fixture
def clamd(settings: Settings) -> Iterator[list[bytes]]:
    """A scanner that finds harm in whatever holds the word EICAR; what it was given."""
    door = socket.create_server(("127.0.0.1", 0))
    given: list[bytes] = []
    thread = threading.Thread(target=_scan, args=(door, given), daemon=True)
    thread.start()
    settings.CLAMD_URL = f"tcp://127.0.0.1:{door.getsockname()[1]}"
    registry.reset()
    yield given
    door.close()
    registry.reset()


def _scan(door: socket.socket, given: list[bytes]) -> None:
    while True:
        try:
            connection, _address = door.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as stream:
            stream.read(len(b"zINSTREAM\0"))
            content = b""
            while size := int.from_bytes(stream.read(4), "big"):
                content += stream.read(size)
            given.append(content)
            harm = b"stream: Eicar-Test FOUND\0" if b"EICAR" in content else b"stream: OK\0"
            connection.sendall(harm)


def test_scanner_is_asked_and_believed(
    sign_in: SignIn, fill_in: Callable[..., Page], add: Add, clamd: list[bytes], settings: Settings
) -> None:
    sign_in("nl-woman", "en")
    address = fill_in("question").answer["Location"]
    paper = make_pdf()
    assert "The file is added" in add(address, ("a.pdf", paper)).text
    assert clamd == [paper]
    assert "something harmful" in add(address, ("b.pdf", make_pdf() + b"EICAR")).text
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    registry.reset()
    assert "We cannot check files now" in add(address, ("c.pdf", make_pdf())).text
    assert Upload.objects.count() == 1


def test_list_of_drafts_tells_their_files_and_asks_no_more_for_each(
    sign_in: SignIn, fill_in: Callable[..., Page], add: Add, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    add(fill_in("question").answer["Location"], ("a.pdf", make_pdf()), ("b.pdf", make_pdf()))
    visit("/messages/")
    with CaptureQueriesContext(connection) as one:
        assert "– 2 files" in visit("/messages/").text
    for kind in ("paid", "dispute"):
        fill_in(kind)
    visit("/messages/")
    with CaptureQueriesContext(connection) as three:
        assert visit("/messages/").text.count("Begun on") == 3
    assert len(three) == len(one)
