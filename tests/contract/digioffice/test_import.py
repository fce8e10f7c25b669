"""The one operation of DigiOffice: a contact person made, changed, refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from portal import registry
from portal.integrations.digioffice.client import build_digioffice_client
from portal.integrations.digioffice.values import GUIDS, ContactPerson, Message
from portal.integrations.errors import NotAuthorised, OutcomeUnknown, Rejected, Unavailable
from portal.sandbox.digioffice import SYSTEM
from tests.contract.digioffice.conftest import DOCUMENT, Server
from tests.practice import PracticeOffice

GUID = "d5fb86ec-60a0-49fe-9571-3615d74843ac"
PERSON = ContactPerson(crm_person_id=GUID, number="26/004512", email="an@example.be", blocked=False)


def test_person_is_made_and_changed(digioffice: Server, practice: PracticeOffice) -> None:
    made = digioffice.client.import_contact_person(PERSON)
    again = digioffice.client.import_contact_person(replace(PERSON, email="", phone="09 000 00 01"))
    by_id = digioffice.client.import_contact_person(
        ContactPerson(digi_office_id=made.global_id, job_title="Zaakvoerder")
    )
    assert made == again == by_id
    (kept,) = practice.digioffice_contacts()
    assert (kept["eMail"], kept["phoneNo"], kept["jobTitle"]) == (
        "an@example.be",
        "09 000 00 01",
        "Zaakvoerder",
    )
    assert kept["messages"] == [made.message_id, again.message_id, by_id.message_id]
    assert digioffice.system.carried == ["import_contact_person"] * 3


def test_every_field_is_kept(digioffice: Server, practice: PracticeOffice) -> None:
    texts = {"company_name": "C", "number": "7", "job_title": "J", "phone": "1", "mobile": "2", "email": "e"}
    ids = dict.fromkeys([name for name in GUIDS if name != "digi_office_id"], GUID)
    digioffice.client.import_contact_person(ContactPerson(**texts, **ids, blocked=True))  # type: ignore[arg-type]
    known = set(DOCUMENT.schemas["Data_ContactPerson"].properties)
    assert known - set(practice.digioffice_contacts()[0]) == {"digiOfficeId"}


def test_message_sent_again_changes_nothing(digioffice: Server, practice: PracticeOffice) -> None:
    message = Message.make(now=datetime.now(UTC))
    first = digioffice.client.import_contact_person(PERSON, message=message)
    assert digioffice.client.import_contact_person(replace(PERSON, email="x"), message=message) == first
    (kept,) = practice.digioffice_contacts()
    assert kept["eMail"] == "an@example.be"


def test_lost_answer_may_hide_an_import(digioffice: Server, practice: PracticeOffice) -> None:
    practice.fault("digioffice", "drop", times=1)
    message = Message.make(now=datetime.now(UTC))
    with pytest.raises(OutcomeUnknown):
        digioffice.client.import_contact_person(PERSON, message=message)
    made = digioffice.client.import_contact_person(PERSON, message=message)
    assert [one["globalId"] for one in practice.digioffice_contacts()] == [made.global_id]


def test_answer_as_json_is_read_too(digioffice: Server, practice: PracticeOffice) -> None:
    practice.set_switch("digioffice", "json")
    assert digioffice.client.import_contact_person(PERSON).contact_person_id == "CP000001"


@pytest.mark.parametrize(
    ("switch", "code"),
    [
        ("error-company", "company-unknown"),
        ("error-duplicate", "contact-duplicate"),
        ("error-required", "value-missing"),
        ("error-unheard-of", "refused"),
    ],
)
def test_error_inside_a_200_is_a_refusal(
    digioffice: Server, practice: PracticeOffice, switch: str, code: str
) -> None:
    practice.set_switch("digioffice", switch)
    with pytest.raises(Rejected) as caught:
        digioffice.client.import_contact_person(PERSON)
    assert caught.value.code == code
    assert caught.value.text
    assert not practice.digioffice_contacts()


def test_person_that_is_gone_is_unknown(digioffice: Server) -> None:
    with pytest.raises(Rejected) as caught:
        digioffice.client.import_contact_person(ContactPerson(digi_office_id=GUID))
    assert caught.value.code == "contact-unknown"


@pytest.mark.parametrize("switch", ["no-ids", "other-status"])
def test_answer_that_is_neither_ok_nor_error_leaves_the_outcome_open(
    practice: PracticeOffice, switch: str
) -> None:
    """Not judged: no document knows such an answer."""
    practice.set_switch("digioffice", switch)
    with pytest.raises(OutcomeUnknown):
        registry.digioffice().import_contact_person(PERSON)


def test_registry_builds_the_client(practice: PracticeOffice, settings: Settings) -> None:
    registry.digioffice().import_contact_person(PERSON)
    assert practice.calls(system="digioffice")[0]["body"]["body"]["Header"]["Sender"] == "defendant-portal"
    for name in ("DIGIOFFICE_URL", "DIGIOFFICE_USER", "DIGIOFFICE_PASSWORD"):
        kept = getattr(settings, name)
        setattr(settings, name, "")
        registry.reset()
        with pytest.raises(Unavailable):
            registry.digioffice()
        setattr(settings, name, kept)


def test_wrong_password_is_refused(practice: PracticeOffice) -> None:
    client = build_digioffice_client(
        base_url=practice.digioffice_url, document=DOCUMENT, user="practice", password="no"
    )
    with pytest.raises(NotAuthorised):
        client.import_contact_person(PERSON)
    client.close()


def test_catalogue_client_and_practice_server_have_the_same_operations() -> None:
    assert set(DOCUMENT.operations) == set(SYSTEM.handlers) == {"import_contact_person"}
