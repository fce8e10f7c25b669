"""What DossierData does beyond its page: signing in, AX messages, locks, paging, other documents."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import Settings

from portal import registry
from portal.crm.models import CrmToken
from portal.crm.tokens import get_credential, save_tokens
from portal.integrations.dossierdata.ax import AxPerson, build_ax_message
from portal.integrations.dossierdata.client import DossierDataClient
from portal.integrations.errors import Conflict, NotAuthorised, NotFound, Unavailable
from portal.integrations.http import SystemClient
from portal.integrations.openapi import Busy, InvalidRequest, Refused, load_document
from portal.integrations.openapi.oauth import HeaderKey, SignInAgainError, Tokens
from tests.contract.dossierdata.conftest import CATALOGUE, Server
from tests.practice import PracticeOffice

NOTE = {"entity_id": "1", "user_id": "1", "title": "Plan", "content": "Belde over het plan."}


def make_note(server: Server) -> str:
    return server.client.call("create_note", body=NOTE, credential=server.key).record_id


# Reading ---------------------------------------------------------------------------------------------


def test_list_goes_on_page_after_page(server: Server) -> None:
    rows = list(server.client.iterate("list_customers", credential=server.key, size=40, most=90))
    assert len(rows) == 90 or server.is_live
    assert server.system.carried.count("list_customers") == 3 or server.is_live


def test_server_that_keeps_to_its_page_gives_one_page(dossierdata: Server, practice: PracticeOffice) -> None:
    practice.set_switch("dossierdata", "as_documented")
    rows = list(dossierdata.client.iterate("list_customers", credential=dossierdata.key, size=40, most=90))
    assert len(rows) == 40


@pytest.mark.parametrize("switch", ["loose", "wrapped"])
def test_record_is_read_however_it_is_sent(
    dossierdata: Server, practice: PracticeOffice, switch: str
) -> None:
    made = make_note(dossierdata)
    practice.set_switch("dossierdata", switch)
    record = dossierdata.client.call("get_note", path={"note_id": made}, credential=dossierdata.key).record
    assert record is not None
    assert record["entity_id"] == "1"
    assert isinstance(record["created_at"], datetime)


# Refusals --------------------------------------------------------------------------------------------


def test_refused_values_are_told(dossierdata: Server) -> None:
    with pytest.raises(Refused) as caught:
        dossierdata.client.call("create_address", body={"customer": 999_999}, credential=dossierdata.key)
    assert caught.value.code == "invalid"
    assert "customer" in caught.value.problems[0].params["text"]


def test_unknown_record_and_unknown_token(dossierdata: Server) -> None:
    with pytest.raises(NotFound):
        dossierdata.client.call("get_note", path={"note_id": 999_999}, credential=dossierdata.key)
    with pytest.raises(NotAuthorised):
        dossierdata.client.call("list_notes", credential=HeaderKey("Authorization", "Bearer no"))


def test_record_open_elsewhere_is_a_conflict(dossierdata: Server, practice: PracticeOffice) -> None:
    made = make_note(dossierdata)
    other = HeaderKey("Authorization", f"Bearer {practice.dossierdata_token(2)}")
    lock = {"lockable_type": "note", "lockable_id": int(made), "user_id": 2}
    dossierdata.client.call("create_lock", body=lock, credential=other)
    with pytest.raises(Conflict) as caught:
        dossierdata.client.call("delete_note", path={"note_id": made}, credential=dossierdata.key)
    assert "Locked" in caught.value.text


def test_busy_server_says_how_long(dossierdata: Server, practice: PracticeOffice) -> None:
    practice.fault("dossierdata", "429", times=1)
    with pytest.raises(Busy) as caught:
        dossierdata.client.call("list_notes", credential=dossierdata.key)
    assert caught.value.retry_after_s == 2


def test_secret_is_never_sent_in_the_query(dossierdata: Server) -> None:
    with pytest.raises(InvalidRequest):
        dossierdata.client.call("get_protected", query={"token": "sesame"}, credential=dossierdata.key)
    assert not dossierdata.system.carried


# AX messages -----------------------------------------------------------------------------------------


def test_customer_is_found_and_updated_by_an_ax_message(
    dossierdata: Server, practice: PracticeOffice
) -> None:
    row = practice.record("dossierdata", "customer", 1)
    person = AxPerson(
        last_name=row["lastName"], first_name=row["firstName"], city="Gent", street="Nieuwstraat"
    )
    message = build_ax_message([person], sender="Kantoor", now=timezone.now())
    found = dossierdata.client.call("find_customers_by_ax_message", body=message, credential=dossierdata.key)
    assert row["lastName"] in {one["lastName"] for one in found.items}
    path = {"customer_id": 1}
    dossierdata.client.call(
        "update_customer_from_ax_message", path=path, body=message, credential=dossierdata.key
    )
    own = [one for one in practice.records("dossierdata", "address") if one.get("customer") == 1]
    assert own[0]["city"] == "Gent"


def test_message_that_cannot_be_read_is_refused_not_unauthorised(dossierdata: Server) -> None:
    with pytest.raises(Refused) as caught:
        dossierdata.client.call("find_customers_by_ax_message", body="<x>", credential=dossierdata.key)
    assert len(caught.value.problems) == 4


# Each person's own sign-in ---------------------------------------------------------------------------


@pytest.fixture
def _connected(db: None, practice: PracticeOffice, settings: Settings) -> None:
    for name, value in practice.crm_settings.items():
        setattr(settings, name, value)
    registry.reset()


def sign_in(practice: PracticeOffice, expires_in_s: int = 86_400) -> User:
    user: User = get_user_model().objects.create_user("an")
    pair = practice.dossierdata_tokens()
    save_tokens(user, "dossierdata", Tokens(pair["access_token"], pair["refresh_token"], expires_in_s))
    return user


@pytest.mark.usefixtures("_connected")
def test_token_is_refreshed_before_its_end_and_the_call_goes_on(practice: PracticeOffice) -> None:
    user = sign_in(practice, expires_in_s=60)
    before = CrmToken.objects.get().access
    result = registry.dossierdata().call("list_notes", credential=get_credential(user))
    assert result.items
    assert CrmToken.objects.get().access != before


@pytest.mark.usefixtures("_connected")
def test_revoked_sign_in_asks_to_sign_in_again(practice: PracticeOffice) -> None:
    user = sign_in(practice)
    credential = get_credential(user)
    practice.revoke_tokens("dossierdata")
    for _time in range(2):
        with pytest.raises(SignInAgainError):
            registry.dossierdata().call("list_notes", credential=credential)
    pair = practice.dossierdata_tokens()
    save_tokens(user, "dossierdata", Tokens(pair["access_token"], pair["refresh_token"], 86_400))
    assert registry.dossierdata().call("list_notes", credential=credential).items


@pytest.mark.usefixtures("_connected")
def test_lost_access_token_costs_a_write_nothing(practice: PracticeOffice) -> None:
    user = sign_in(practice)
    row = CrmToken.objects.get()
    save_tokens(user, "dossierdata", Tokens("gone", practice.dossierdata_tokens()["refresh_token"], 86_400))
    before = len(practice.records("dossierdata", "address"))
    client, credential = registry.dossierdata(), get_credential(user)
    with pytest.raises(Unavailable):
        client.call("create_address", body={"customer": 1}, credential=credential)
    assert len(practice.records("dossierdata", "address")) == before
    client.call("create_address", body={"customer": 1}, credential=credential)
    assert len(practice.records("dossierdata", "address")) == before + 1
    assert CrmToken.objects.get().access != row.access


# Another document ------------------------------------------------------------------------------------


def test_document_of_the_office_changes_calls_without_code(
    dossierdata: Server, practice: PracticeOffice, tmp_path: Path
) -> None:
    changed = json.loads(json.dumps(CATALOGUE))
    changed["paths"]["/adres"] = changed["paths"].pop("/address")
    changed["components"]["schemas"]["Address"]["properties"]["floor"] = {"type": "integer"}
    path = tmp_path / "dossierdata.json"
    path.write_text(json.dumps(changed))
    document = load_document(path)
    system = SystemClient(system="dossierdata", base_url=practice.dossierdata_url)
    client = DossierDataClient(
        system, document, base_url=practice.dossierdata_url, client_id="", client_secret=""
    )
    with pytest.raises(NotFound):  # this server still has the old path
        client.call("create_address", body={"customer": 1, "floor": 3}, credential=dossierdata.key)
    with pytest.raises(InvalidRequest):
        client.call("create_address", body={"customer": 1, "floor": "third"}, credential=dossierdata.key)
    with pytest.raises(InvalidRequest):  # and our own document has no such field
        dossierdata.client.call(
            "create_address", body={"customer": 1, "floor": 3}, credential=dossierdata.key
        )
    client.close()
