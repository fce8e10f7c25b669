"""Who got somebody else's letter says so in one form; the office sees it, and nobody can flood it."""

import io
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from pytest_django import Settings

from portal.access.limits.open_form_limits import use
from portal.access.models import WrongPersonPaper, WrongPersonReport
from portal.access.wrong_person.papers import PAPERS_OF_NETWORK
from portal.access.wrong_person.services import MOST_AN_HOUR, NETWORK
from portal.audit.models import Event
from portal.web.attempt_throttle import count_site_uses
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice
from tests.unit.uploads.papers import make_pdf, make_pdf_bomb

pytestmark = pytest.mark.django_db
HOME, DESK = "/not-me/", "/desk/wrong-person/"
TOLD = {
    "kind": "moved",
    "file_number": "26/004512",
    "name": "Lotte Verhoeven",
    "text": "She left in May.",
    "contact": "new@tenant.example",
}


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["language"] = "en"


def make_photo() -> bytes:
    """With a place in it."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    out = io.BytesIO()
    Image.new("RGB", (3000, 1000), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def clerk(client: Client) -> Any:
    user = make_staff(permissions=["access.handle_wrong_person"])
    sign_in_staff(client)
    return user


@pytest.mark.parametrize("contact", ["blah", "name@", "0470 12", "not me"])
def test_how_to_reach_somebody_is_an_address_or_a_number(visit: Visit, contact: str) -> None:
    page = visit(HOME, TOLD | {"contact": contact}, status=422)
    assert "Write an e-mail address (name@example.be) or a telephone number" in page.text
    fields = page.form_fields()
    assert (fields["contact"], fields["name"]) == (contact, TOLD["name"])
    assert not WrongPersonReport.objects.exists()


@pytest.mark.parametrize(
    "contact",
    [
        "",
        "new@tenant.example",
        "0470 12 34 56",
        "+32 (0)9/000.00.00",
        "Jan, jan@tenant.example",
        "tel. 0470123456",
    ],
)
def test_how_to_reach_somebody_may_be_missing_or_among_words(visit: Visit, contact: str) -> None:
    visit(HOME, TOLD | {"contact": contact}, status=303)


def test_report_leads_to_its_file_and_is_named_after_it_in_the_queue(
    visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    file = practice.file()
    typed = file.file.replace("/", "")
    visit(HOME, TOLD | {"file_number": typed}, status=303)
    visit(HOME, TOLD | {"file_number": "26/999999"}, status=303)
    make_staff(permissions=["access.handle_wrong_person", "desk.view_case"])
    sign_in_staff(client)
    known, unknown = WrongPersonReport.objects.order_by("pk")
    page = visit(f"{DESK}{known.pk}/")
    assert f"/desk/file/{file.file_id}/" in page.links().values()
    assert "Language of the page English" in " ".join(page.text.split())
    assert "/desk/file/" not in " ".join(visit(f"{DESK}{unknown.pk}/").links().values())
    queue = visit("/desk/queue/team/").text
    assert file.file in queue
    practice.fault("tagor", "503", operation="Dossier/Search")
    visit(f"{DESK}{known.pk}/")


def test_told_once_and_seen_by_the_office(
    visit: Visit, client: Client, practice: PracticeOffice, clerk: Any
) -> None:
    practice.clear_calls()
    page = visit(HOME, TOLD, follow=True)
    report = WrongPersonReport.objects.get()
    assert report.number in page.text
    assert {call["operation"] for call in practice.calls()} <= {"Config/Info"}
    for word in ("Lotte", "004512", "tenant"):
        assert word not in page.text
        assert word not in report.told_sealed
    assert "Letters for somebody else" in visit("/desk/").text
    assert "26/004512" in visit(DESK).text
    shown = visit(f"{DESK}{report.pk}/")
    for word in ("Lotte Verhoeven", "She left in May.", "new@tenant.example"):
        assert word in shown.text
    visit(shown.form_action(), shown.form_fields(), status=303)
    report.refresh_from_db()
    assert (report.state, report.closed_by) == ("closed", clerk)
    assert "26/004512" not in visit(DESK).text
    assert "26/004512" in visit(DESK + "?state=closed").text
    acts = list(Event.objects.values_list("act", flat=True))
    assert {"wrong-person-told", "wrong-person-closed"} <= set(acts)
    assert "Lotte" not in str(list(Event.objects.values_list("details", flat=True)))


def test_a_report_whose_key_is_gone_says_it(
    visit: Visit, client: Client, clerk: Any, settings: Settings
) -> None:
    settings.CREDENTIAL_KEYS = ["old"]
    visit(HOME, TOLD, follow=True)
    address = f"{DESK}{WrongPersonReport.objects.get().pk}/"
    settings.CREDENTIAL_KEYS = ["new", "old"]
    call_command("reseal")
    settings.CREDENTIAL_KEYS = ["new"]
    assert "She left in May." in visit(address).text
    settings.CREDENTIAL_KEYS = ["other"]
    text = visit(address).text
    assert "What they wrote This cannot be opened now" in text
    assert "Tell whoever runs the portal." in text


@pytest.mark.parametrize("kind", WrongPersonReport.Kind.values)
def test_something_must_say_which_file_it_is(visit: Visit, kind: str) -> None:
    """The number, the name or the letter itself: of anything else the office finds no file."""
    page = visit(HOME, {"kind": kind, "text": "They died.", "contact": "0470 12 34 56"}, status=422)
    assert "Else we cannot find the file." in page.text
    assert page.form_fields()["text"] == "They died."
    for told in ({"file_number": "26/004512"}, {"name": "Lotte Verhoeven"}):
        visit(HOME, {"kind": kind, **told}, status=303)
    visit(HOME, {"kind": kind, "papers": [SimpleUploadedFile("a.jpg", make_photo())]}, status=303)
    assert list(WrongPersonReport.objects.values_list("kind", flat=True)) == [kind] * 3


def test_papers_are_kept_sealed_and_a_photo_loses_its_place(visit: Visit, client: Client, clerk: Any) -> None:
    papers = [
        SimpleUploadedFile("a.jpg", make_photo()),
        SimpleUploadedFile("b.exe", make_pdf(hostile=True)),
    ]
    visit(HOME, TOLD | {"papers": papers}, status=303)
    photo, document = WrongPersonPaper.objects.order_by("pk")
    assert "PDF-1.4" not in document.content_sealed
    shown = visit(f"{DESK}{photo.report_id}/")
    assert "Paper 2 (PDF)" in shown.text
    answer = client.get(f"{DESK}{photo.report_id}/paper/{photo.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"SecretCamera" not in answer.content
    assert Image.open(io.BytesIO(answer.content)).size == (2200, 733)
    content = client.get(f"{DESK}{photo.report_id}/paper/{document.pk}/").content
    assert content.startswith(b"%PDF-")
    with pikepdf.open(io.BytesIO(content)) as paper:
        assert not paper.attachments
        assert "alert" not in "".join(repr(one) for one in paper.objects), "it runs nothing any more"


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        ([b"MZ this is a program"], "Paper 1 is no PDF, JPEG, PNG or HEIC."),
        ([b"\xff\xd8\xff\xe0 broken"], "Paper 1 cannot be read."),
        ([b"%PDF-1.4 whatever it is called"], "Paper 1 cannot be read."),
        ([make_pdf(), make_pdf(password="x")], "Paper 2 is locked with a password."),
        ([b"%PDF-1"] * 4, "You can add three papers at most."),
        ([b"%PDF-1" + b"0" * 5_000_001], "Paper 1 is too large. 5 MB fit."),
        ([b"%PDF-1" + b"0" * 15_600_000], "Paper 1 is too large. 5 MB fit."),
    ],
)
def test_paper_that_cannot_be_taken_is_named(visit: Visit, papers: list[bytes], said: str) -> None:
    files = [SimpleUploadedFile(f"{n}.bin", content) for n, content in enumerate(papers)]
    page = visit(HOME, TOLD | {"papers": files}, status=422)
    assert said in page.text
    assert "She left in May." in page.html
    assert not WrongPersonReport.objects.exists()


def test_paper_that_unpacks_to_gigabytes_is_named(visit: Visit) -> None:
    page = visit(HOME, TOLD | {"papers": [SimpleUploadedFile("1.bin", make_pdf_bomb())]}, status=422)
    assert "Paper 1 cannot be read." in page.text
    assert not WrongPersonReport.objects.exists()


def test_without_a_kind_or_with_too_much_text(visit: Visit) -> None:
    assert "Choose what is wrong." in visit(HOME, {"text": "x"}, status=422).text
    assert "This text is too long." in visit(HOME, TOLD | {"text": "x" * 2001}, status=422).text


def test_form_whose_answer_was_lost_is_one_report(visit: Visit) -> None:
    sent = visit(HOME).form_fields() | TOLD
    numbers = {visit(HOME, sent, status=303).answer["Location"] for _press in range(3)}
    assert len(numbers) == WrongPersonReport.objects.count() == 1
    assert NETWORK.count("127.0.0.1").get_wait_s() == 0
    visit(HOME, sent | {"text": "He left in June."}, status=303)
    visit(HOME, visit(HOME).form_fields() | TOLD, status=303)
    assert WrongPersonReport.objects.count() == 3


def test_a_machine_gets_a_number_and_nothing_is_kept(visit: Visit) -> None:
    answer = visit(HOME, TOLD | {"website": "https://spam.example"}, status=303)
    assert answer.answer["Location"].startswith("/not-me/sent/W-")
    assert not WrongPersonReport.objects.exists()


def test_one_network_cannot_flood_the_office(visit: Visit) -> None:
    for _ in range(NETWORK.most):
        visit(HOME, TOLD, status=303)
    visit(HOME, TOLD, status=429)
    assert WrongPersonReport.objects.count() == NETWORK.most


def test_papers_are_counted_before_one_is_opened(visit: Visit) -> None:
    """Not one more process starts for a network that sent its share, readable or not."""
    papers = {"papers": [SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 broken")]}
    for _ in range(PAPERS_OF_NETWORK.most - 1):
        use(PAPERS_OF_NETWORK.count("127.0.0.1"))
    visit(HOME, TOLD | papers, status=422)
    papers = {"papers": [SimpleUploadedFile("a.pdf", make_pdf())]}
    visit(HOME, TOLD | papers, status=429)
    visit(HOME, TOLD, status=303)
    assert not WrongPersonPaper.objects.exists()


def test_many_networks_cannot_flood_the_office(visit: Visit) -> None:
    counter = count_site_uses("wrong-person", MOST_AN_HOUR)
    for _ in range(MOST_AN_HOUR):
        counter.count_wrong()
    visit(HOME, TOLD, status=429)
    assert not WrongPersonReport.objects.exists()


def test_only_whoever_may_sees_reports_and_papers(visit: Visit, client: Client) -> None:
    visit(HOME, TOLD | {"papers": [SimpleUploadedFile("a.pdf", make_pdf())]}, status=303)
    paper = WrongPersonPaper.objects.get()
    make_staff("carl")
    sign_in_staff(client, "carl")
    for path in ("", f"{paper.report_id}/", f"{paper.report_id}/paper/{paper.pk}/"):
        assert client.get(DESK + path).status_code == 403
    assert client.post(f"{DESK}{paper.report_id}/close/").status_code == 403


def test_number_that_nobody_gave_out(visit: Visit) -> None:
    visit("/not-me/sent/W-AAAA-AAAA/", status=404)


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_pages_in_every_language(visit: Visit, client: Client, clerk: Any, language: str) -> None:
    client.cookies["language"] = language
    visit(HOME)
    visit(HOME, TOLD, follow=True)
    visit(DESK)
    visit(f"{DESK}{WrongPersonReport.objects.get().pk}/")
