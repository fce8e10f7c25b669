"""DigiOffice's client on a real socket: header, ids, and failures inside a 200."""

import base64
import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.integrations.digioffice.client import DigiOfficeClient, build_digioffice_client
from portal.integrations.digioffice.refusals import CODES, read_refusal
from portal.integrations.digioffice.values import GUIDS, ContactPerson, Message, is_guid
from portal.integrations.errors import NotAuthorised, OutcomeUnknown, Rejected, Unavailable
from portal.integrations.http import Limits
from portal.integrations.openapi import InvalidRequest, load_document
from tests.unit.integrations.socket_server import Peer, SocketServer, serving

DOCUMENT = load_document(Path("portal/integrations/catalog/digioffice.json"))
JSONL, JSON = "Content-Type: text/jsonl", "Content-Type: application/json; charset=utf-8"
GUID = "d5fb86ec-60a0-49fe-9571-3615d74843ac"
NIL = "00000000-0000-0000-0000-000000000000"
OK = {"Status": "Ok", "Errors": "", "DigiOfficeContactPersonID": "CP1", "DigiOfficeGlobalID": GUID.upper()}
PERSON = ContactPerson(crm_person_id=GUID, email="an@example.be", mobile="0470 00 00 01", blocked=False)
Served = tuple[DigiOfficeClient, SocketServer]


@contextmanager
def running(script: Callable[[Peer], Any]) -> Iterator[Served]:
    with serving(script) as server:
        client = build_digioffice_client(
            base_url=server.url,
            document=DOCUMENT,
            user="kantoor",
            password="p:ä",
            limits=Limits(read_timeout_s=2, deadline_s=3),
        )
        yield client, server
        client.close()


@contextmanager
def answering(
    response: Any, *, status: int = 200, kind: str = JSONL, raw: bytes | None = None
) -> Iterator[Served]:
    body = raw if raw is not None else json.dumps({"Header": {}, "Response": response}).encode() + b"\r\n"
    with running(lambda peer: peer.answer(status, body, kind)) as served:
        yield served


def test_message_is_sent_as_documented() -> None:
    with answering(OK) as (client, server):
        made = client.import_contact_person(
            PERSON, message=Message("m-1", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
        )
    assert (made.contact_person_id, made.global_id, made.message_id) == ("CP1", GUID, "m-1")
    got = server.received[0]
    assert got.line == "POST /base/api/4PSBC/ImportContactpersoon HTTP/1.1"
    assert got.headers["content-type"] == "text/jsonl"
    assert got.headers["accept"] == "text/jsonl, application/json;q=0.9"
    assert base64.b64decode(got.headers["authorization"].removeprefix("Basic ")).decode() == "kantoor:p:ä"
    assert b"\n" not in got.body
    assert json.loads(got.body) == {
        "Header": {
            "Contains": "ContactPerson",
            "Date": "2026-11-22T09:30:00+00:00",
            "MessageID": "m-1",
            "Sender": "defendant-portal",
        },
        "Data": {
            "crmPersonId": GUID,
            "eMail": "an@example.be",
            "mobilePhoneNo": "0470 00 00 01",
            "blocked": False,
        },
    }


def test_every_field_has_its_place_on_the_wire() -> None:
    texts = {"company_name": "C", "number": "7", "job_title": "J", "phone": "1", "mobile": "2", "email": "e"}
    person = ContactPerson(**texts, **dict.fromkeys(GUIDS, GUID), blocked=True)  # type: ignore[arg-type]
    with answering(OK) as (client, server):
        client.import_contact_person(person)
    known = DOCUMENT.schemas["Data_ContactPerson"].properties
    assert set(json.loads(server.received[0].body)["Data"]) == set(known)


def test_new_message_has_an_id_of_its_own_and_a_kept_one_stays() -> None:
    kept = Message.make(now=datetime.now(UTC))
    with answering(OK) as (client, server):
        for message in (None, None, kept, kept):
            client.import_contact_person(PERSON, message=message)
    headers = [json.loads(one.body)["Header"] for one in server.received]
    ids = [one["MessageID"] for one in headers]
    assert ids[0] != ids[1]
    assert headers[2] == headers[3]
    assert all(uuid.UUID(one) for one in ids)


def test_moment_without_zone_is_not_sent() -> None:
    with answering(OK) as (client, server), pytest.raises(ValueError, match="zone"):
        client.import_contact_person(PERSON, message=Message("m", datetime(2026, 11, 22)))  # noqa: DTZ001
    assert not server.received


@pytest.mark.parametrize(
    "text", ["x", NIL, GUID[:-1], GUID.replace("-", ""), f"{{{GUID}}}", f"{GUID}\n", "1' or"]
)
@pytest.mark.parametrize("name", GUIDS)
def test_what_is_no_guid_is_never_sent(name: str, text: str) -> None:
    with answering(OK) as (client, server), pytest.raises(InvalidRequest) as caught:
        client.import_contact_person(ContactPerson(**{name: text}))  # type: ignore[arg-type]
    assert not server.received
    assert caught.value.problems[0].pointer == f"/Data/{GUIDS[name]}"
    assert text not in str(caught.value)


@given(st.uuids())
def test_guid_is_a_guid_in_either_case(value: uuid.UUID) -> None:
    assert is_guid(str(value)) == bool(value.int)
    assert is_guid(str(value).upper()) == bool(value.int)


@pytest.mark.parametrize("kind", [JSONL, JSON, "Content-Type: text/plain"])
def test_answer_is_read_whatever_it_calls_itself(kind: str) -> None:
    with answering({**OK, "DigiOfficeContactPersonID": 12}, kind=kind) as (client, _server):
        assert client.import_contact_person(PERSON).contact_person_id == "12"


# Refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bedrijf 12 niet gevonden", "company-unknown"),
        ("Company does not exist", "company-unknown"),
        ("Contactpersoon onbekend", "contact-unknown"),
        ("digiOfficeId not found", "contact-unknown"),
        ("Contactpersoon bestaat al", "contact-duplicate"),
        ("Duplicate record", "contact-duplicate"),
        ("Persoon is geblokkeerd", "contact-blocked"),
        ("eMail is verplicht", "value-missing"),
        ("Value too long", "value-invalid"),
        ("Geen rechten voor deze import", "not-allowed"),
        ("Record is vergrendeld", "busy"),
        ("IDB-4711", "refused"),
        ("Er is geen informatie", "refused"),
        ("", "refused"),
    ],
)
def test_error_inside_a_200_is_a_refusal_with_a_code(text: str, code: str) -> None:
    told = {"Status": "Error", "Errors": text, "DigiOfficeContactPersonID": None, "DigiOfficeGlobalID": NIL}
    with answering(told) as (client, _server), pytest.raises(Rejected) as caught:
        client.import_contact_person(PERSON)
    assert (caught.value.code, caught.value.text) == (code, text)
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize("told", [{"Status": "error"}, {"Status": " ERROR ", "Errors": None}])
def test_error_is_an_error_without_anything_else(told: Any) -> None:
    with answering(told) as (client, _server), pytest.raises(Rejected) as caught:
        client.import_contact_person(PERSON)
    assert caught.value.code == "refused"


@given(st.text(max_size=3000))
def test_every_text_has_a_code(text: str) -> None:
    assert read_refusal(text) in CODES


def test_long_text_does_not_hold_up_the_reader() -> None:
    assert read_refusal("company" * 5000 + "contact" * 5000) == "refused"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {**OK, "Status": "Queued"},
        {**OK, "Status": None},
        {**OK, "DigiOfficeContactPersonID": ""},
        {**OK, "DigiOfficeContactPersonID": ["CP1"]},
        {**OK, "DigiOfficeGlobalID": NIL},
        {**OK, "DigiOfficeGlobalID": "CP1"},
        {**OK, "DigiOfficeGlobalID": None},
        ["Ok"],
        None,
    ],
)
def test_answer_that_makes_no_sense_is_never_success(told: Any) -> None:
    with answering(told) as (client, server), pytest.raises(OutcomeUnknown):
        client.import_contact_person(PERSON)
    assert len(server.received) == 1


@pytest.mark.parametrize("raw", [b"", b"{", b"<html>", b"[]", b'{"Response": "Ok"}'])
def test_answer_that_cannot_be_read_leaves_the_outcome_open(raw: bytes) -> None:
    with answering(None, raw=raw) as (client, _server), pytest.raises(OutcomeUnknown):
        client.import_contact_person(PERSON)


def test_lost_answer_leaves_the_outcome_open_and_is_not_sent_again() -> None:
    with running(lambda _peer: "close") as (client, server), pytest.raises(OutcomeUnknown):
        client.import_contact_person(PERSON)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    ("status", "error"), [(401, NotAuthorised), (400, Rejected), (500, OutcomeUnknown), (503, Unavailable)]
)
def test_status_decides_what_the_caller_does_next(status: int, error: type[Exception]) -> None:
    with answering({}, status=status, kind=JSON) as (client, _server), pytest.raises(error):
        client.import_contact_person(PERSON)
