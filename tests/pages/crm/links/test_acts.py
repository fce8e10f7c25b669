"""What is sent from a joined record: filled in, checked, ordered once, and seen in the other system."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.crm.links.models import Link, State
from portal.outbox import services as outbox
from portal.outbox.models import Delivery
from tests.pages.conftest import Visit
from tests.pages.crm.links.conftest import connect
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.sqlite

Join = Callable[..., Link]


def act_path(link: Link, name: str) -> str:
    return f"/desk/file/{link.file_id}/crm/links/{link.pk}/{name}/"


def check(visit: Visit, link: Link, name: str, **typed: str) -> Page:
    """Fill in the form as a person does; the page that asks once more."""
    page = visit(f"{act_path(link, name)}?lang=en")
    return visit(act_path(link, name), {**page.form_fields(), **typed})


def send(visit: Visit, page: Page) -> Page:
    """Press the button of the check page; the receipt."""
    fields = {name: value for name, value in page.form_fields().items() if name != "edit"}
    return visit(page.form_action(), {**fields, "send": "1"}, follow=True)


def go_through(visit: Visit, link: Link, name: str, **typed: str) -> Page:
    return send(visit, check(visit, link, name, **typed))


def deliver() -> Delivery:
    """The worker's turn; the newest delivery after it."""
    outbox.deliver_due(now=timezone.now() + timedelta(seconds=1))
    return Delivery.objects.latest("pk")


NOTE = {"title": "Belde terug", "body": "Wil een plan."}


def test_a_note_at_dossierdata_is_written_as_the_person(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    page = go_through(visit, join("dossierdata", "customer", "1"), "note", **NOTE)
    assert "waiting" in page.text
    delivery = deliver()
    note = practice.records("dossierdata", "note")[-1]
    assert delivery.state == "done"
    assert (note["title"], str(note["entity_id"])) == ("Belde terug", "1")
    assert note["content"] == f"Wil een plan.\n\n[{delivery.payload['reference']}]"


def test_a_note_at_cirrus_is_a_closed_activity(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    go_through(visit, join("cirrus", "contacts", "2", "2"), "note", **NOTE)
    delivery = deliver()
    activity = practice.records("cirrus", "activities")[-1]
    assert delivery.state == "done", delivery.reason
    assert activity["externalkey"] == delivery.payload["reference"]
    assert (activity["account"], activity["closed"], activity["type"]) == (2, 1, 4)
    assert activity["description"] == "Belde terug"
    assert activity["result"].startswith("Wil een plan.\n\nGeschreven door ")


def test_a_task_is_a_snoozed_signal_and_an_activity_with_a_reminder(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    typed = {**NOTE, "due_on": f"{day:%d/%m/%Y}"}
    go_through(visit, join("dossierdata", "customer", "1"), "task", **typed)
    go_through(visit, join("cirrus", "accounts", "2"), "task", **typed)
    deliver()
    signal = practice.records("dossierdata", "signal")[-1]
    assert signal["customer_id"] == 1
    assert signal["snoozed_until"].startswith(f"{day:%d-%m-%Y}")
    assert signal["comment"].startswith("Belde terug: Wil een plan.")
    activity = practice.records("cirrus", "activities")[-1]
    assert (activity["closed"], activity["date"], activity["type"]) == (0, f"{day}", 5)
    assert activity["reminder"]["text"] == "Belde terug"


def test_a_letter_is_made_from_a_template(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    link = join("dossierdata", "customer", "1")
    choice = visit(f"{act_path(link, 'letter')}?lang=en")
    assert "Algemene brief" in choice.text
    form = visit(f"{act_path(link, 'letter')}?template_id=1")
    fields = form.form_fields()
    assert "Geachte Lotte Verhoeven" in fields["content"]
    assert "Gent" in fields["address"]
    send(visit, visit(act_path(link, "letter"), {**fields, "content": "Beste mevrouw"}))
    assert deliver().state == "done"
    letter = practice.records("dossierdata", "letter")[-1]
    assert (letter["template_id"], letter["customer_id"], letter["content"]) == (1, 1, "Beste mevrouw")


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
def test_a_document_of_the_file_is_copied(
    staff: Any, visit: Visit, practice: PracticeOffice, office: Any, system: str
) -> None:
    seeded = practice.file("documents")
    resource, resource_name = ("customer", "document") if system == "dossierdata" else ("accounts", "files")
    link = Link.objects.create(
        office=office,
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        system=system,
        resource=resource,
        record_id="2",
        owner_id="2",
        state=State.CONFIRMED,
    )
    paper = practice.state("documents")["documents"][0]
    go_through(visit, link, "document", document_id=paper["document_id"])
    delivery = deliver()
    assert delivery.state == "done", delivery.reason
    copy = practice.records(system, resource_name)[-1]
    assert paper["name"] in copy["name"]
    assert delivery.payload["reference"] in (copy["name"] if system == "dossierdata" else copy["info"])


def test_a_document_of_another_file_is_refused(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    link = join("dossierdata", "customer", "1")
    other = practice.state("documents")["documents"][0]["document_id"]
    page = visit(f"{act_path(link, 'document')}?lang=en")
    page = visit(act_path(link, "document"), {**page.form_fields(), "document_id": other}, status=422)
    assert "This document is not in the file." in page.text
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize(
    ("system", "resource", "record", "field"),
    [
        ("cirrus", "accounts", 2, "phone"),
        ("cirrus", "contacts", 2, "officephone"),
        ("dossierdata", "customer", 1, "phone"),
    ],
)
def test_contact_details_show_old_beside_new_and_change_only_that(
    staff: Any,
    visit: Visit,
    join: Join,
    practice: PracticeOffice,
    system: str,
    resource: str,
    record: int,
    field: str,
) -> None:
    before = practice.record(system, resource, record)
    link = join(system, resource, str(record))
    page = check(visit, link, "contact", phone="+32 9 123 45 67")
    assert "+32 9 123 45 67" in page.text
    assert (before[field] or "–") in page.text
    send(visit, page)
    assert deliver().state == "done"
    after = practice.record(system, resource, record)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {field, "updated", "tsupdated", "changedate", "updated_at"}
    assert after[field] == "+32 9 123 45 67"


def test_contact_details_somebody_changed_meanwhile_are_not_overwritten(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    page = check(visit, join("cirrus", "accounts", "2"), "contact", phone="+32 9 123 45 67")
    practice.store_record("cirrus", "accounts", id=2, phone="09 222 22 22")
    send(visit, page)
    delivery = deliver()
    assert (delivery.state, delivery.reason) == ("given_up", "changed-meanwhile")
    assert practice.record("cirrus", "accounts", 2)["phone"] == "09 222 22 22"


def test_pressing_twice_sends_once(staff: Any, visit: Visit, join: Join, practice: PracticeOffice) -> None:
    page = check(visit, join("cirrus", "accounts", "2"), "note", **NOTE)
    before = len(practice.records("cirrus", "activities"))
    send(visit, page)
    send(visit, page)
    deliver()
    assert len(practice.records("cirrus", "activities")) == before + 1


def test_going_back_keeps_what_was_typed(staff: Any, visit: Visit, join: Join) -> None:
    page = check(visit, join("cirrus", "accounts", "2"), "note", **NOTE)
    fields = {name: value for name, value in page.form_fields().items() if name != "send"}
    page = visit(page.form_action(), {**fields, "edit": "1"})
    assert page.form_fields()["body"] == NOTE["body"]


def test_what_is_missing_is_said_and_nothing_is_sent(staff: Any, visit: Visit, join: Join) -> None:
    link = join("cirrus", "accounts", "2")
    page = visit(f"{act_path(link, 'task')}?lang=en")
    page = visit(act_path(link, "task"), {**page.form_fields(), "title": "x", "body": ""}, status=422)
    assert "Fill in a text." in page.text
    page = visit(f"{act_path(link, 'contact')}?lang=en")
    page = visit(act_path(link, "contact"), page.form_fields(), status=422)
    assert "Nothing differs from what the record says now." in page.text
    assert Delivery.objects.count() == 0


def test_without_a_sign_in_it_waits_and_goes_after_signing_in(
    stranger_at_dossierdata: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    page = check(visit, join("dossierdata", "customer", "1"), "note", **NOTE)
    assert "You can go on: it is kept, and sent after you sign in." in page.text
    receipt = send(visit, page)
    delivery = deliver()
    assert (delivery.state, delivery.reason) == ("waiting", "sign-in-again")
    again = visit(f"/desk/file/{delivery.file_id}/crm/sent/{delivery.pk}/?lang=en")
    assert again.links()["Sign in at DossierData"].startswith("/desk/crm/dossierdata/connect/?next=")
    assert receipt.status == 200

    connect(stranger_at_dossierdata, practice)  # wakes what waits

    assert deliver().state == "done"
    assert practice.records("dossierdata", "note")[-1]["title"] == NOTE["title"]


def test_tokens_that_were_revoked_lose_nothing(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    go_through(visit, join("dossierdata", "customer", "1"), "note", **NOTE)
    before = len(practice.records("dossierdata", "note"))
    practice.revoke_tokens()
    delivery = deliver()
    assert (delivery.state, delivery.reason) == ("waiting", "sign-in-again")
    assert len(practice.records("dossierdata", "note")) == before
    connect(staff, practice)
    assert deliver().state == "done"
    assert len(practice.records("dossierdata", "note")) == before + 1


def test_a_system_that_is_away_gets_it_later(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    page = check(visit, join("cirrus", "accounts", "2"), "note", **NOTE)
    before = len(practice.records("cirrus", "activities"))
    with practice.down("cirrus"):
        send(visit, page)
        assert deliver().state == "waiting"
    outbox.deliver_due(now=timezone.now() + timedelta(hours=2))
    assert Delivery.objects.latest("pk").state == "done"
    assert len(practice.records("cirrus", "activities")) == before + 1


def test_what_waits_for_a_record_that_is_no_longer_joined_is_not_sent(
    staff: Any, visit: Visit, join: Join, practice: PracticeOffice
) -> None:
    link = join("cirrus", "accounts", "2")
    go_through(visit, link, "note", **NOTE)
    visit(f"/desk/file/{link.file_id}/crm/links/{link.pk}/remove/", {"x": ""}, follow=True)
    delivery = deliver()
    assert (delivery.state, delivery.reason) == ("given_up", "link-removed")


def test_the_panel_tells_what_was_sent(staff: Any, visit: Visit, join: Join, seeded: PracticeFile) -> None:
    go_through(visit, join("cirrus", "accounts", "2"), "note", **NOTE)
    deliver()
    page = visit(f"/desk/file/{seeded.file_id}/crm/?lang=en")
    assert "Activity at Cirrus" in page.links()
    assert "arrived" in page.text
