"""The view of a file: everything on one page, nothing written in the file, who opened it kept."""

from typing import Any

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.crm.links.models import Link
from portal.desk.models import OpenedFile
from portal.office.selectors import get_office_row
from portal.outbox.models import Delivery
from portal.payments.models import State
from portal.payments.settling.alerts import review_alerts
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice
from tests.unit.payments.conftest import build_attempt

pytestmark = pytest.mark.sqlite

LOOKING = {
    "Dossier/Get",
    "Dossier/GetParties",
    "Dossier/GetLines",
    "Dossier/GetBalances",
    "Dossier/GetInfo",
    "Dossier/GetCorrespondence",
    "Document/Get",
    "TagorService/PaymentInfo",
    "Code/GetDescription",
}
"""What looking may ask of Tagor: each of them only reads."""


@pytest.fixture
def seeded(practice: PracticeOffice) -> PracticeFile:
    return practice.file()


def case(seeded: PracticeFile, rest: str = "") -> str:
    return f"/desk/file/{seeded.file_id}/{rest}"


def test_only_who_may_open_files_does(visit: Visit, seeded: PracticeFile, enter: Enter) -> None:
    assert visit(case(seeded), status=303).answer["Location"].startswith("/desk/sign-in/")
    enter("payments.view_attempt")
    assert "desk.view_case" in visit(case(seeded), status=403).text
    for rest in ("note/", "hold/", "pin/"):
        visit(case(seeded, rest), {}, status=403)
    assert not Event.objects.filter(act="case-opened").exists()


def test_one_page_says_who_how_much_and_what_happened(
    visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    enter("desk.view_case")
    page = visit(case(seeded))
    assert page.heading == "File 26/004512"
    assert "Verhoeven" in page.text
    assert "Principal" in page.text
    assert "Balance that Tagor keeps €1,234.56" in page.text
    assert "Difference with the lines" not in page.text


def test_a_stopped_file_says_so_as_the_page_of_its_person_does(
    visit: Visit, practice: PracticeOffice, enter: Enter
) -> None:
    enter("desk.view_case")
    told = "This file is stopped since"
    assert told not in visit(case(practice.file())).text
    page = visit(case(practice.file("stopped")))
    assert told in page.text
    assert "asked to write to you before they pay" in page.text


def test_looking_writes_nothing_in_the_file(
    visit: Visit, seeded: PracticeFile, enter: Enter, practice: PracticeOffice
) -> None:
    enter("desk.view_case", "desk.act_on_case", "links.view_link", "payments.view_attempt")
    before = practice.state()
    practice.clear_calls()
    visit(case(seeded))
    asked = {call["operation"] for call in practice.calls()}
    assert "Dossier/Get" in asked
    assert asked <= LOOKING, "no GetSaldo, no write"
    assert practice.state() == before
    assert not Delivery.objects.exists()


def test_contacts_are_masked_and_nothing_of_solvency_is_shown(
    visit: Visit, seeded: PracticeFile, enter: Enter, practice: PracticeOffice
) -> None:
    enter("desk.view_case")
    html = visit(case(seeded)).html
    for secret in ("0470000001", "nl-woman@defendant.example", "51020299926"):
        assert secret not in html
    assert "•••• 01" in html


def test_what_waits_in_this_file_stands_first_and_opens(
    visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    attempt = build_attempt(file_id=seeded.file_id, party_id=seeded.party_id, state=State.NEEDS_REVIEW)
    attempt.save()
    review_alerts(attempt)
    elsewhere = build_attempt(file_id="900", state=State.NEEDS_REVIEW, amount_cents=777)
    elsewhere.save()
    review_alerts(elsewhere)
    enter("desk.view_case", "payments.decide_attempt", "payments.view_attempt")
    page = visit(case(seeded))
    assert f"/desk/payments/{attempt.pk}/" in page.links().values()
    assert "7.77" not in page.text


def test_who_opened_it_is_kept_and_shown(visit: Visit, seeded: PracticeFile, enter: Enter) -> None:
    person = enter("desk.view_case", first_name="An", last_name="Claes")
    visit(case(seeded))
    page = visit(case(seeded))
    assert "An Claes: Opened the file" in page.text
    event = Event.objects.filter(act="case-opened").first()
    assert event is not None
    assert (event.file_id, event.staff_id) == (seeded.file_id, str(person.pk))


def test_a_file_is_pinned_and_listed_as_recent(
    client: Client, visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    enter("desk.view_case")
    visit(case(seeded))
    visit(case(seeded, "pin/"), {"pin": "1"}, status=303)
    assert "Take the pin away" in visit(case(seeded)).text
    assert OpenedFile.objects.get().is_pinned
    client.post(case(seeded, "pin/"), {"pin": "0"})
    assert not OpenedFile.objects.get().is_pinned


def test_a_gap_is_named_and_the_rest_is_shown(
    visit: Visit, seeded: PracticeFile, enter: Enter, practice: PracticeOffice
) -> None:
    enter("desk.view_case")
    practice.fault("tagor", "503", operation="Dossier/GetLines")
    page = visit(case(seeded))
    assert "Tagor did not tell: the lines" in page.text
    assert "Verhoeven" in page.text


def test_a_file_that_is_not_there_and_a_tagor_that_is_away(
    visit: Visit, seeded: PracticeFile, enter: Enter, practice: PracticeOffice
) -> None:
    enter("desk.view_case")
    assert "This file is not there" in visit("/desk/file/9999999999999999999/", status=404).text
    visit("/desk/file/..%2F..%2Fx/", status=404)
    with practice.down():
        assert "Tagor does not answer" in visit(case(seeded), status=503).text
    assert not OpenedFile.objects.exists()


def test_a_letter_is_made_for_this_file(visit: Visit, seeded: PracticeFile, enter: Enter) -> None:
    enter("desk.view_case", "letters.view_batch", "letters.make_batch")
    address = visit(case(seeded)).links()["Make a letter with its link and QR code"]
    assert address
    page = visit(address)
    assert page.form_fields()["pasted"].strip() == "26/004512"
    for odd in ("900", "%00", "x" * 300, "../"):
        assert visit(f"/desk/letters/new/?file={odd}").form_fields()["pasted"].strip() == ""


def test_acts_that_no_joined_record_has_say_what_comes_first(
    visit: Visit, seeded: PracticeFile, enter: Enter, settings: Any
) -> None:
    enter("desk.view_case", "links.view_link", name="bo")
    looked = visit(case(seeded))
    assert looked.text.count("Your role does not hold the right “links.manage”.") == 3
    assert f"{case(seeded)}crm/" not in list_acts(looked)

    enter("desk.view_case", "links.view_link", "links.manage")
    page = visit(case(seeded))
    assert page.links()["First join a customer or file of DossierData to this file."] == case(seeded, "crm/")
    values = {"file_id": seeded.file_id, "party_id": seeded.party_id, "state": "confirmed"}
    link = Link.objects.create(
        office=get_office_row(), system="cirrus", resource="accounts", record_id="3", **values
    )
    page = visit(case(seeded))
    assert f"{case(seeded)}crm/links/{link.pk}/task/" in page.links().values()
    assert "First join a CRM record" not in page.text
    assert "First join a customer" in page.text, "an account of Cirrus has no letters"

    Link.objects.all().delete()
    settings.CIRRUS_URL = settings.DOSSIERDATA_URL = ""
    assert visit(case(seeded)).text.count("No CRM system that can do this is connected.") == 3


def list_acts(page: Page) -> list[str]:
    """The addresses below what can be done."""
    return [href for text, href in page.links().items() if text.startswith("First")]


def test_page_of_a_file_is_not_that_of_the_crm_systems(
    visit: Visit, enter: Enter, practice: PracticeOffice
) -> None:
    enter("desk.view_case", "links.view_link")
    for path, current in (
        (f"/desk/file/{practice.file().file_id}/", []),
        ("/desk/file/crm/", ["/desk/file/crm/"]),
    ):
        links = visit(path).all("a")
        assert [link.get("href") for link in links if link.get("aria-current") == "page"] == current


def test_a_first_look_asks_for_the_words_of_all_codes_at_once(
    enter: Enter, visit: Visit, practice: PracticeOffice
) -> None:
    enter("desk.view_case")
    seeded = practice.file("running-plan")
    practice.clear_calls()
    visit(f"/desk/file/{seeded.file_id}/")
    assert len(practice.calls("Code/GetDescription")) == 1
