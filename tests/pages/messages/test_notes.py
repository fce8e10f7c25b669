"""A note in the file, by name, once; a colleague who works on it; a page that is behind."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.audit.actors import DEFENDANT, Actor
from portal.audit.models import Event
from portal.audit.services import record
from portal.desk.case.holds import LASTS, take_hold
from portal.desk.models import CaseHold
from portal.outbox.models import Delivery
from portal.outbox.services import deliver_due
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter
from tests.pages.desk.staff import make_staff
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.sqlite

MAY = ("desk.view_case", "desk.act_on_case")


@pytest.fixture
def seeded(practice: PracticeOffice) -> PracticeFile:
    return practice.file()


def address(seeded: PracticeFile, rest: str = "note/") -> str:
    return f"/desk/file/{seeded.file_id}/{rest}"


def fill(page: Page, text: str = "Called, will pay on Friday.") -> dict[str, str]:
    kinds = [field.get("value", "") for field in page.all("input") if field.get("name") == "kind"]
    fields = page.form_fields()
    fields.pop("cancel", None)
    return {**fields, "kind": kinds[0], "text": text}


def test_a_note_reaches_tagor_once_and_the_receipt_says_so(
    visit: Visit, seeded: PracticeFile, enter: Enter, practice: PracticeOffice
) -> None:
    enter(*MAY, first_name="An", last_name="Claes")
    data = fill(visit(address(seeded)))
    receipt = visit(address(seeded), data, status=303).answer["Location"]
    again = visit(address(seeded), data, status=303).answer["Location"]
    assert receipt == again, "sent twice, written once"
    assert Event.objects.filter(act="case-note-written").count() == 1
    deliver_due()
    assert "arrived" in visit(receipt).text
    notes = practice.calls("Dossier/CreateInfoLine")
    assert (
        notes[0]["body"]["request"]["dsWebContext"]["dsWebContext"]["ttWebContext"][0]["ContextKey"]
        == "user-login"
    )
    assert "Called, will pay on Friday." in visit(address(seeded, "")).text
    assert "An Claes" in visit(address(seeded, "")).text


def test_a_note_waits_while_tagor_is_away(
    visit: Visit, seeded: PracticeFile, enter: Enter, practice: PracticeOffice
) -> None:
    enter(*MAY)
    data = fill(visit(address(seeded)))
    with practice.down():
        visit(address(seeded), data, status=503)
    visit(address(seeded), data, status=303)
    with practice.down():
        deliver_due()
    assert Delivery.objects.get().state == "waiting"


def test_kinds_that_tagor_writes_itself_are_not_offered(
    visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    enter(*MAY)
    page = visit(address(seeded))
    assert "Online payment" not in page.text
    data = fill(page) | {"kind": "1", "text": ""}
    wrong = visit(address(seeded), data, status=422)
    assert "Write the note." in wrong.text
    assert not Delivery.objects.exists()


def test_a_colleague_who_works_on_the_file_is_named(visit: Visit, seeded: PracticeFile, enter: Enter) -> None:
    colleague = make_staff("els", first_name="Els", last_name="Mertens")
    enter(*MAY)
    data = fill(visit(address(seeded)))
    CaseHold.objects.all().delete()
    take_hold(seeded.file_id, user=colleague)
    assert "Els Mertens works on this file" in visit(address(seeded, "")).text
    refused = visit(address(seeded), data, status=409)
    assert "Els Mertens works on this file" in refused.text
    assert "Called, will pay on Friday." in refused.text, "what was typed is not lost"
    assert "Take the file over" not in refused.text
    visit(address(seeded, "hold/"), {"act": "over"}, status=403)
    visit(address(seeded, "hold/"), {"act": "release"}, status=303)
    assert CaseHold.objects.get().user == colleague, "nobody lets go what another holds"


def test_an_admin_takes_a_file_over_and_the_trail_says_from_whom(
    visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    colleague = make_staff("els")
    take_hold(seeded.file_id, user=colleague)
    enter(*MAY, "desk.release_case")
    visit(address(seeded, "hold/"), {"act": "over"}, status=303)
    assert CaseHold.objects.get().user.username == "an"
    assert Event.objects.get(act="case-hold-taken-over").details == {"holder": str(colleague.pk)}


def test_a_hold_ends_by_its_time_by_leaving_and_by_sending(
    visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    colleague = make_staff("els")
    take_hold(seeded.file_id, user=colleague, now=timezone.now() - LASTS)
    enter(*MAY)
    page = visit(address(seeded))
    assert CaseHold.objects.get().user.username == "an"
    visit(address(seeded), {"cancel": "1"}, status=303)
    assert not CaseHold.objects.exists()
    visit(address(seeded), fill(page), status=303)
    assert not CaseHold.objects.exists()
    visit(address(seeded, "hold/"), {"act": "take"}, status=303)
    assert "You work on this file" in visit(address(seeded, "")).text


def test_a_page_that_is_behind_shows_what_happened_and_asks_again(
    visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    colleague = make_staff("els", first_name="Els", last_name="Mertens")
    enter(*MAY)
    data = fill(visit(address(seeded)))
    record("payment-resolved", by=Actor.staff(colleague), file_id=seeded.file_id)
    record("plan-proposed", by=DEFENDANT, file_id=seeded.file_id)
    behind = visit(address(seeded), data, status=409)
    assert "Something happened in this file since you began" in behind.text
    assert "Els Mertens" in behind.text
    assert not Delivery.objects.exists()
    visit(address(seeded), behind.form_fields() | {"kind": data["kind"]}, status=303)
    assert Delivery.objects.get().payload["text"] == "Called, will pay on Friday."


def test_looks_of_others_are_no_news(
    client: Client, visit: Visit, seeded: PracticeFile, enter: Enter
) -> None:
    colleague = make_staff("els")
    enter(*MAY)
    data = fill(visit(address(seeded)))
    record("case-opened", by=Actor.staff(colleague), file_id=seeded.file_id)
    visit(address(seeded), data, status=303)
    visit(address(seeded, "note/999999/"), status=404)
