"""What the practice DossierData does with lists, dates, relations, locks, signals, files and faults."""

import base64
from typing import Any

import httpx
import pytest

from tests.unit.sandbox.dossierdata.conftest import Caller


def messages(answer: httpx.Response) -> list[str]:
    return [error["message"] for error in answer.json()["errors"]]


def test_pages_follow_their_links_and_meet_every_row_once(caller: Caller) -> None:
    seen: list[int] = []
    address: str | None = "/customer?perPage=60"
    while address:
        body = caller.ask("GET", address.partition("/api/v1")[2] or address)
        seen += [row["id"] for row in body["data"]]
        links = body["meta"]["pagination"]["links"]
        address = links.get("next") if links else None
    assert seen == list(range(1, 501))
    meta = caller.ask("GET", "/customer?perPage=60&page=9")["meta"]["pagination"]
    assert (meta["count"], meta["current"], meta["total_pages"]) == (20, 9, 9)
    assert list(meta["links"]) == ["previous"]
    assert caller.ask("GET", "/office")["meta"]["pagination"]["links"] == []


@pytest.mark.parametrize("query", ["perPage=many", "perPage=1.5"])
def test_a_page_size_that_is_no_number_is_refused(query: str, caller: Caller) -> None:
    answer = caller.send("GET", f"/note?{query}")
    assert answer.status_code == 422
    assert "perPage" in messages(answer)[0]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/customer", {"firstName": "An", "lastName": "Claes"}, "dateOfBirth"),
        ("/customer", {"firstName": "An", "lastName": "Claes", "dateOfBirth": "31/02/1980"}, "dateOfBirth"),
        ("/customer", {"firstName": "An", "lastName": "C", "dateOfBirth": "", "sex": 7}, "sex"),
        ("/note", {"content": "x"}, "title"),
        ("/note", {"title": "x", "entity_id": "999999"}, "entity_id"),
        ("/damage", {"customer_id": 999_999}, "customer_id"),
        ("/mortgagePart", {"mortgage_id": 999_999}, "mortgage_id"),
        ("/letter", {"name": 5}, "name"),
        ("/lock", {"lockable_type": "note", "lockable_id": 1}, "user_id"),
    ],
)
def test_what_does_not_fit_is_named_in_a_list_of_errors(
    path: str, body: dict[str, Any], field: str, caller: Caller
) -> None:
    answer = caller.send("POST", path, json=body)
    assert answer.status_code == 422
    assert any(message.startswith(f"{field}:") for message in messages(answer))
    assert {error["type"] for error in answer.json()["errors"]} == {"validation_exception"}


def test_json_that_is_none_and_another_media_type_are_refused(caller: Caller) -> None:
    json_type, text_type = {"Content-Type": "application/json"}, {"Content-Type": "text/plain"}
    assert caller.send("POST", "/note", content="{", headers=json_type).status_code == 400
    assert caller.send("POST", "/note", content='{"title": "x"}', headers=text_type).status_code == 422


@pytest.mark.parametrize("told", ["2026-03-05", "05-03-2026", "05/03/2026", "2026-03-05 10:00:00"])
def test_a_date_in_any_form_is_kept_in_the_form_of_its_field(told: str, caller: Caller) -> None:
    customer = {"firstName": "An", "lastName": "Proef", "dateOfBirth": told}
    stored = caller.ask("POST", "/customer", json=customer)
    assert caller.office.record("dossierdata", "customer", stored["id"])["dateOfBirth"] == "05/03/2026"
    part = caller.ask(
        "POST", "/mortgagePart", json={"mortgage_id": 1, "begindatum": told, "begindatumRentevast": told}
    )
    shown = caller.ask("GET", f"/mortgagePart/{part['id']}")
    assert (shown["begindatum"], shown["begindatumRentevast"]) == ("05-03-2026", "2026-03-05")


def test_the_server_stamps_what_it_makes_and_changes(caller: Caller) -> None:
    caller.office.set_clock("2026-03-05T10:00:00")
    caller.token = caller.office.dossierdata_token()
    stored = caller.ask("POST", "/note", json={"title": "x", "created_at": "2000-01-01 00:00:00"})
    caller.office.set_clock("2026-03-05T11:00:00")
    caller.ask("PUT", f"/note/{stored['id']}", json={"title": "y"})
    shown = caller.ask("GET", f"/note/{stored['id']}")
    assert shown["created_at"].startswith("2026-03-05 10:00")
    assert shown["updated_at"].startswith("2026-03-05 11:00")
    assert shown["title"] == "y"


def test_an_update_leaves_what_it_does_not_name(caller: Caller) -> None:
    before = caller.ask("GET", "/note/1")
    caller.ask("PUT", "/note/1", json={"title": "Nieuw"})
    after = caller.ask("GET", "/note/1")
    assert after["content"] == before["content"]


def test_a_deleted_mortgage_takes_its_parts_with_it(caller: Caller) -> None:
    caller.ask("DELETE", "/mortgage/1")
    for child in ("mortgagePart", "mortgageProgress"):
        assert 1 not in {row["mortgage_id"] for row in caller.rows(child, perPage=5000)}


def test_a_lead_is_a_prospect_and_a_mortgage_lead_has_its_mortgage(caller: Caller) -> None:
    person = {
        "firstName": "Lea",
        "lastName": "Proef",
        "emailaddress": "lea@customer.example",
        "status": "Nieuw",
    }
    lead = caller.ask("POST", "/customer/lead", json=person)
    assert caller.office.record("dossierdata", "customer", lead["id"])["type"] == 5
    dated = person | {"dateOfTransfer": "20/01/2027", "dateBankGuarantee": "05/01/2027"}
    with_mortgage = caller.ask("POST", "/customer/mortgage_lead", json=dated)
    mortgage = caller.rows("mortgage", perPage=5000)[-1]
    assert str(mortgage["customer_id"]) == with_mortgage["id"]
    assert (mortgage["passeerdatum"], mortgage["bank_guarantee_date"]) == ("20-01-2027", "05-01-2027")


def test_a_customer_is_opened_by_id_or_uuid_at_a_page_that_is_there(caller: Caller) -> None:
    first = caller.rows("customer")[0]
    by_id = caller.ask("GET", f"/customer/open/{first['id']}")
    assert by_id == caller.ask("GET", f"/customer/open/{first['uuid']}")
    page = caller.office.client.get(by_id["url"])
    assert first["lastName"] in page.text
    assert caller.send("GET", "/customer/open/999999").status_code == 404


# Locks -----------------------------------------------------------------------------------------------


def test_a_record_that_somebody_has_open_cannot_be_changed_and_the_holder_is_named(caller: Caller) -> None:
    for method in ("PUT", "DELETE"):
        answer = caller.send(method, "/note/5", json={"title": "x"})
        assert answer.status_code == 409
        assert messages(answer) == ["Locked by Carla de Jong (user_id 3)"]
    holder = caller.office.dossierdata_token(3)
    assert caller.send("PUT", "/note/5", json={"title": "x"}, token=holder).status_code == 200


def test_a_lock_is_taken_once_given_again_to_its_holder_and_let_go_by_nobody_else(caller: Caller) -> None:
    wanted = {"lockable_type": "App\\Models\\Note", "lockable_id": 9, "user_id": 1}
    lock = caller.ask("POST", "/lock", json=wanted)
    assert caller.ask("POST", "/lock", json=wanted) == lock
    other = caller.office.dossierdata_token(2)
    refused = caller.send("POST", "/lock", json=wanted | {"user_id": 2, "lockable_type": "note"}, token=other)
    assert refused.status_code == 409
    assert messages(refused) == ["Locked by An Claes (user_id 1)"]
    assert caller.send("PUT", "/note/9", json={"title": "x"}, token=other).status_code == 409
    assert caller.send("DELETE", f"/lock/{lock['id']}", token=other).status_code == 409
    caller.ask("DELETE", f"/lock/{lock['id']}")
    assert caller.send("PUT", "/note/9", json={"title": "x"}, token=other).status_code == 200


# Signals and files -----------------------------------------------------------------------------------


def test_a_signal_is_open_snoozed_until_its_day_and_finished_by_somebody(caller: Caller) -> None:
    stored = caller.ask("POST", "/signal", json={"customer_id": 40, "comment": "Bel terug"})
    path = f"/signal/{stored['id']}"
    assert caller.ask("GET", path)["status"] == 1
    caller.ask("PUT", path, json={"snoozed_until": "2099-01-01"})
    snoozed = caller.ask("GET", path)
    assert (snoozed["status"], snoozed["snoozed_until"]) == (2, "01-01-2099 00:00:00")
    caller.ask("PUT", path, json={"status": 3})
    finished = caller.ask("GET", path)
    assert (finished["status"], finished["finished_by"]) == (3, 1)
    assert finished["finished_at"]


def test_the_bytes_of_a_document_go_in_and_come_out_for_the_same_token_only(caller: Caller) -> None:
    content = bytes(range(256)) * 3
    body = {
        "name": "scan.bin",
        "file": base64.b64encode(content).decode(),
        "mime_type": "application/octet-stream",
        "customer_id": 40,
    }
    stored = caller.ask("POST", "/document", json=body)
    shown = caller.ask("GET", f"/document/{stored['id']}")
    assert shown["filesize"] == len(content)
    headers = {"Authorization": f"Bearer {caller.token}"}
    assert caller.office.client.get(shown["file"], headers=headers).content == content
    assert caller.office.client.get(shown["file"]).status_code == 401
    caller.ask("PUT", f"/document/{stored['id']}", json=shown | {"id": 1, "name": "ander.bin"})
    renamed = caller.ask("GET", f"/document/{stored['id']}")
    assert caller.office.client.get(renamed["file"], headers=headers).content == content


def test_a_seeded_document_is_a_pdf_of_its_size_and_a_place_stays_a_place(caller: Caller) -> None:
    headers = {"Authorization": f"Bearer {caller.token}"}
    first = caller.rows("document")[0]
    content = caller.office.client.get(first["file"], headers=headers).content
    assert content.startswith(b"%PDF-")
    assert len(content) == first["filesize"]
    stored = caller.ask("POST", "/document", json={"name": "x", "file": "url/naar/bestand.pdf"})
    assert caller.ask("GET", f"/document/{stored['id']}")["file"] == "url/naar/bestand.pdf"


# Faults ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "status"),
    [("429", 429), ("token-revoked", 401), ("locked", 409), ("422", 422), ("404", 404), ("503", 503)],
)
def test_a_fault_speaks_the_systems_words_and_changes_nothing(
    fault: str, status: int, caller: Caller
) -> None:
    caller.office.fault("dossierdata", fault, operation="create_note", times=1)
    assert caller.send("GET", "/note").status_code == 200
    answer = caller.send("POST", "/note", json={"title": "x"})
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) == (fault == "429")
    assert fault == "503" or answer.json()["errors"]
    assert len(caller.office.records("dossierdata", "note")) == 1031
    assert caller.send("POST", "/note", json={"title": "x"}).status_code == 200


@pytest.mark.parametrize(("fault", "made"), [("drop", 1), ("lost", 0)])
def test_an_answer_that_never_came_may_mean_either(fault: str, made: int, caller: Caller) -> None:
    before = len(caller.office.records("dossierdata", "note"))
    caller.office.fault("dossierdata", fault, operation="create_note", times=1)
    with pytest.raises(httpx.HTTPError):
        caller.send("POST", "/note", json={"title": "x"})
    assert len(caller.office.records("dossierdata", "note")) == before + made
