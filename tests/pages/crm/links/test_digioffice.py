"""Telling DigiOffice about a contact person, with a preview first; the ids it gives are kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.crm.links.models import Link
from portal.crm.links.sending import services
from portal.outbox import services as outbox
from portal.outbox.models import Delivery
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeFile, PracticeOffice


def deliver(**later: float) -> Delivery:
    outbox.deliver_due(now=timezone.now() + timedelta(**(later or {"seconds": 1})))
    return Delivery.objects.latest("pk")


def path(seeded: PracticeFile) -> str:
    return f"/desk/file/{seeded.file_id}/crm/parties/{seeded.party_id}/digioffice/"


def test_a_person_sees_what_goes_where_and_the_ids_are_kept(
    staff: Any, visit: Visit, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    form = visit(f"{path(seeded)}?lang=en")
    assert form.form_fields()["email"] == "nl-woman@defendant.example"
    check = visit(path(seeded), {**form.form_fields(), "job_title": "Buyer"})
    assert "nl-woman@defendant.example" in check.text
    assert practice.digioffice_contacts() == []

    fields = {name: value for name, value in check.form_fields().items() if name != "edit"}
    visit(path(seeded), {**fields, "send": "1"}, follow=True)
    delivery = deliver()

    assert delivery.state == "done", delivery.reason
    (kept,) = practice.digioffice_contacts()
    link = Link.objects.get(system="digioffice")
    assert link.record_id == str(delivery.result["contact_person_id"])
    assert link.details["global_id"] == delivery.result["global_id"]
    assert "Buyer" in str(kept)


def test_the_next_time_the_same_person_is_meant(
    staff: Any, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    for number, email in enumerate(("a@b.example", "c@d.example")):
        services.push_contact(seeded.file_id, seeded.party_id, {"email": email}, key=f"change-{number}")
        assert deliver().state == "done"
    (kept,) = practice.digioffice_contacts()
    assert "c@d.example" in str(kept)


def test_the_same_change_is_told_once(staff: Any, seeded: PracticeFile, practice: PracticeOffice) -> None:
    first, again = (
        services.push_contact(seeded.file_id, seeded.party_id, {"email": "a@b.example"}, key="change-1")
        for _ in range(2)
    )
    assert first == again
    deliver()
    assert len(practice.calls("import_contact_person")) == 1


def test_an_error_inside_a_good_answer_is_said_in_words(
    staff: Any, visit: Visit, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    link = services.make_contact_link(seeded.file_id, seeded.party_id)
    Link.objects.filter(pk=link.pk).update(details={"global_id": "11111111-2222-4333-8444-555555555555"})
    services.push_contact(seeded.file_id, seeded.party_id, {"email": "a@b.example"}, key="change-1")
    delivery = deliver()
    assert (delivery.state, delivery.reason) == ("given_up", "contact-unknown")
    page = visit(f"/desk/file/{seeded.file_id}/crm/sent/{delivery.pk}/?lang=en")
    assert "DigiOffice does not know this contact person." in page.text


@pytest.mark.parametrize("fault", ["404", "401"])
def test_a_gateway_that_is_not_there_or_refuses_the_key_is_waited_for(
    staff: Any, visit: Visit, seeded: PracticeFile, practice: PracticeOffice, fault: str
) -> None:
    practice.fault("digioffice", fault, times=1)
    services.push_contact(seeded.file_id, seeded.party_id, {"email": "a@b.example"}, key="change-1")
    delivery = deliver()
    assert delivery.state == "waiting"
    text = visit(f"/desk/file/{seeded.file_id}/crm/sent/{delivery.pk}/?lang=en").text
    assert "is tried again by itself" in text
    assert "within a minute" not in text
    assert "does not exist" not in text
    deliver(hours=24)
    assert Delivery.objects.get(pk=delivery.pk).state == "done"
    assert len(practice.digioffice_contacts()) == 1


def test_an_id_that_is_no_guid_is_never_sent(
    staff: Any, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    link = services.make_contact_link(seeded.file_id, seeded.party_id)
    Link.objects.filter(pk=link.pk).update(details={"global_id": "12"})
    services.push_contact(seeded.file_id, seeded.party_id, {"email": "a@b.example"}, key="change-1")
    delivery = deliver()
    assert (delivery.state, delivery.reason) == ("given_up", "invalid-request")
    assert practice.calls("import_contact_person") == []


@pytest.mark.parametrize(("is_known", "state"), [(True, "done"), (False, "given_up")])
def test_a_lost_answer_is_repeated_only_for_a_person_digioffice_knows(
    staff: Any, seeded: PracticeFile, practice: PracticeOffice, *, is_known: bool, state: str
) -> None:
    if is_known:
        services.push_contact(seeded.file_id, seeded.party_id, {"email": "a@b.example"}, key="change-0")
        deliver()
    practice.fault("digioffice", "lost", times=1)
    services.push_contact(seeded.file_id, seeded.party_id, {"email": "c@d.example"}, key="change-1")
    deliver()
    for hours in range(1, 5):
        deliver(hours=hours)
    assert Delivery.objects.latest("pk").state == state
    assert len(practice.digioffice_contacts()) == int(is_known)
    assert ("c@d.example" in str(practice.digioffice_contacts())) == is_known


def test_the_page_of_the_file_offers_it_by_its_name_and_no_id_of_ours(
    staff: Any, visit: Visit, client: Client, seeded: PracticeFile
) -> None:
    make_staff("boss", is_superuser=True)
    sign_in_staff(client, "boss")
    link = services.make_contact_link(seeded.file_id, seeded.party_id)
    links = visit(f"/desk/file/{seeded.file_id}/?lang=en").links()
    assert links["Tell DigiOffice"] == f"/desk/file/{seeded.file_id}/crm/parties/digioffice/"
    assert not [words for words in links if words.startswith("Tell DigiOffice") and link.record_id in words]
