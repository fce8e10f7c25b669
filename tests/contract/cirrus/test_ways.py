"""What Cirrus does beyond its page: masks, other wrapping, null, limits, tokens, other documents."""

import json
from pathlib import Path

import pytest

from portal.integrations.cirrus.client import build_cirrus_client, build_dynamic_filter, build_pattern
from portal.integrations.errors import NotAuthorised, NotFound, UnexpectedResponse
from portal.integrations.openapi import Busy, InvalidRequest, Refused, load_document
from tests.contract.cirrus.conftest import CATALOGUE, DOCUMENT, Server
from tests.contract.crm.judge import Judge
from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice


def test_mask_brings_only_what_a_page_shows(server: Server) -> None:
    headers = server.client.get_mask_headers("list_accounts", ["id", "name"])
    page = server.client.get_page("list_accounts", headers=headers, size=5)
    assert page.total is not None
    assert all(set(row) <= {"id", "name"} for row in page.items)


def test_pages_are_at_most_fifty(cirrus: Server) -> None:
    rows = list(cirrus.client.iterate("list_accounts", size=500, most=120))
    assert len(rows) == 120
    assert cirrus.system.carried.count("list_accounts") == 3
    with pytest.raises(InvalidRequest):
        cirrus.client.call("list_accounts", query={"per_page": 51})


def test_wildcard_sorting_and_full_text(cirrus: Server) -> None:
    first = next(cirrus.client.iterate("list_accounts", most=1))
    word = first["name"].split()[0]
    query = {"name": build_pattern(word), "sorting": "name_desc"}
    names = [row["name"] for row in cirrus.client.iterate("list_accounts", query=query)]
    assert names
    assert all(word.casefold() in name.casefold() for name in names)
    assert first["id"] in {
        row["id"] for row in cirrus.client.iterate("list_accounts", query={"fulltext": first["name"]})
    }


def test_dynamic_fields_narrow_a_list(cirrus: Server) -> None:
    every = cirrus.client.get_page("list_accounts").total
    query = build_dynamic_filter([(3, "no account has this")])
    assert cirrus.client.get_page("list_accounts", query=query).total != every


@pytest.mark.parametrize("switch", ["wrapped", "nulls"])
def test_answers_are_read_however_they_are_sent(
    cirrus: Server, practice: PracticeOffice, switch: str
) -> None:
    # Neither form is the document's: only our own client, not the judge, forgives it.
    cirrus.system.judge = _Lenient(cirrus.system.judge)
    practice.set_switch("cirrus", switch)
    page = cirrus.client.get_page("list_accounts", size=5)
    assert len(page.items) == 5
    assert page.has_more
    account = cirrus.client.call("get_account", path={"id": page.items[0]["id"]}).record
    assert account is not None
    assert account["id"] == page.items[0]["id"]


class _Lenient(Judge):
    def __init__(self, judge: Judge) -> None:
        self.operations = judge.operations

    def judge(self, *_exchange: object) -> None:
        """Anything goes."""


def test_refused_values_are_told_by_field(cirrus: Server) -> None:
    with pytest.raises(Refused) as caught:
        cirrus.client.call("create_account", body={"name": "A", "typeid": 999_999, "userid": 1})
    assert caught.value.code == "invalid"
    assert caught.value.problems[0].field == "typeid"


def test_unknown_record_is_not_found(cirrus: Server) -> None:
    with pytest.raises(NotFound):
        cirrus.client.call("get_account", path={"id": 999_999_999})


def test_limit_of_calls_says_how_long(cirrus: Server, practice: PracticeOffice) -> None:
    practice.fault("cirrus", "429", times=1)
    with pytest.raises(Busy) as caught:
        cirrus.client.call("list_accounts")
    assert caught.value.retry_after_s


def test_office_signs_in_with_client_credentials(practice: PracticeOffice) -> None:
    client = build_cirrus_client(
        base_url=practice.cirrus_url,
        document=DOCUMENT,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        token_url=f"{practice.cirrus_url}/oauth/token",
    )
    for _time in range(3):
        assert client.get_page("list_accounts").items
    client.close()
    signed_in = [one for one in practice.calls(system="cirrus") if one["operation"] == "oauth_token"]
    assert len(signed_in) == 1


@pytest.mark.parametrize("secret", ["wrong", ""])
def test_wrong_secret_is_refused(practice: PracticeOffice, secret: str) -> None:
    client = build_cirrus_client(
        base_url=practice.cirrus_url,
        document=DOCUMENT,
        client_id=CLIENT_ID,
        client_secret=secret,
        token_url=f"{practice.cirrus_url}/oauth/token",
    )
    with pytest.raises(NotAuthorised):
        client.get_page("list_accounts")
    client.close()


def test_document_of_the_office_changes_calls_without_code(practice: PracticeOffice, tmp_path: Path) -> None:
    changed = json.loads(json.dumps(CATALOGUE))
    changed["paths"]["/companies/"] = changed["paths"].pop("/accounts/")
    changed["components"]["schemas"]["AccountInput"]["properties"]["floor"] = {"type": "integer"}
    path = tmp_path / "cirrus.json"
    path.write_text(json.dumps(changed))
    client = build_cirrus_client(
        base_url=practice.cirrus_url, document=load_document(path), token="practice-cirrus"
    )
    with pytest.raises(UnexpectedResponse):  # this server still has the old path
        client.call("list_accounts")
    client.check("create_account", body={"name": "A", "typeid": 1, "userid": 1, "floor": 2})
    with pytest.raises(InvalidRequest):
        client.check("create_account", body={"name": "A", "typeid": 1, "userid": 1, "floor": "b"})
    client.close()
