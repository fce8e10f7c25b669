"""The practice DigiOffice: what it takes, and how it says no."""

import json
from typing import Any

import httpx
import pytest

from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice

GUID = "d5fb86ec-60a0-49fe-9571-3615d74843ac"
HEADER = {"Contains": "ContactPerson", "Date": "2026-11-22T09:00:00Z", "MessageID": "m1", "Sender": "us"}
PATH = "/digioffice/api/4PSBC/ImportContactpersoon"


def send(practice: PracticeOffice, message: Any, **more: Any) -> httpx.Response:
    options = {
        "content": json.dumps(message),
        "headers": {"Content-Type": "text/jsonl"},
        "auth": (CLIENT_ID, CLIENT_SECRET),
        **more,
    }
    return practice.client.post(PATH, **options)


def send_message(practice: PracticeOffice, message: Any) -> dict[str, str]:
    """The answer to a message that could be read, in one line of JSON."""
    answer = send(practice, message)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/jsonl")
    assert answer.text.count("\n") == 1
    found: dict[str, str] = answer.json()["Response"]
    return found


def test_person_gets_both_ids_and_the_header_is_answered(practice: PracticeOffice) -> None:
    answer = send(practice, {"Header": HEADER, "Data": {"crmPersonId": GUID}}).json()
    assert answer["Header"]["MessageID"] == "m1"
    assert answer["Response"]["Status"] == "Ok"
    assert answer["Response"]["DigiOfficeContactPersonID"] == "CP000001"
    assert answer["Response"]["DigiOfficeGlobalID"] == practice.digioffice_contacts()[0]["globalId"]


@pytest.mark.parametrize("name", HEADER)
def test_header_must_be_whole(practice: PracticeOffice, name: str) -> None:
    for broken in ({**HEADER, name: ""}, {key: text for key, text in HEADER.items() if key != name}):
        found = send_message(practice, {"Header": broken, "Data": {}})
        assert (found["Status"], found["Errors"]) == ("Error", f"Header.{name} is verplicht")
    assert not practice.digioffice_contacts()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"crmPersonId": "1"}, "crmPersonId is ongeldig"),
        ({"crmPersonId": None}, "crmPersonId is ongeldig"),
        ({"systemId": "00000000-0000-0000-0000-000000000000"}, "systemId is ongeldig"),
        ({"eMail": 5}, "eMail is ongeldig"),
        ({"blocked": "no"}, "blocked is ongeldig"),
        ({"digiOfficeId": GUID}, "Contactpersoon niet gevonden"),
        ({"eMail": None, "no": 1}, "eMail is ongeldig; no is ongeldig"),
    ],
)
def test_data_that_does_not_fit_is_an_error_in_a_200(
    practice: PracticeOffice, data: dict[str, Any], error: str
) -> None:
    found = send_message(practice, {"Header": HEADER, "Data": data})
    assert (found["Status"], found["Errors"]) == ("Error", error)
    assert not practice.digioffice_contacts()


@pytest.mark.parametrize("message", [[], {}, {"Header": HEADER}, {"Header": 1, "Data": 2}, "x"])
def test_message_without_its_parts_is_an_error(practice: PracticeOffice, message: Any) -> None:
    assert send_message(practice, message)["Status"] == "Error"


def test_date_must_be_one(practice: PracticeOffice) -> None:
    assert (
        send_message(practice, {"Header": {**HEADER, "Date": "gisteren"}, "Data": {}})["Errors"]
        == "Header.Date is ongeldig"
    )


def test_null_is_taken_where_it_is_documented(practice: PracticeOffice) -> None:
    data = {"systemId": None, "digiOfficeId": None, "companyId": None, "blocked": None}
    assert send_message(practice, {"Header": HEADER, "Data": data})["Status"] == "Ok"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"auth": None}, 401),
        ({"auth": ("practice", "no")}, 401),
        ({"auth": None, "headers": {"Authorization": "Basic ?", "Content-Type": "text/jsonl"}}, 401),
        ({"content": "{"}, 400),
        ({"headers": {"Content-Type": "text/xml"}}, 415),
    ],
)
def test_what_cannot_be_read_is_refused(practice: PracticeOffice, more: dict[str, Any], status: int) -> None:
    answer = send(practice, {"Header": HEADER, "Data": {}}, **more)
    assert answer.status_code == status
    assert answer.json()["ResponseStatus"]["Message"]


def test_other_paths_are_not_there(practice: PracticeOffice) -> None:
    assert practice.client.post("/digioffice/api/4PSBC/Other").status_code == 404
    assert practice.client.get(PATH).status_code == 405
