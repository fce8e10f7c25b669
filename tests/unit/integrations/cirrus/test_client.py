"""Cirrus: who calls, masks, filters."""

import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from portal.integrations.cirrus.client import (
    CirrusClient,
    build_cirrus_client,
    build_dynamic_filter,
    build_mask,
    build_pattern,
)
from portal.integrations.errors import NotAuthorised, OutcomeUnknown
from portal.integrations.http import Limits
from portal.integrations.openapi import load_document
from tests.unit.integrations.socket_server import Peer, SocketServer, serving

DOCUMENT = load_document(Path("portal/integrations/catalog/cirrus.json"))
JSON = "Content-Type: application/json"
PAGE: dict[str, Any] = {"items": [], "page": 1, "pages": 1, "per_page": 10, "total": 0}


def build(server: SocketServer, **options: Any) -> CirrusClient:
    limits = Limits(read_timeout_s=2, deadline_s=3)
    return build_cirrus_client(base_url=server.url, document=DOCUMENT, limits=limits, **options)


def test_token_goes_in_its_header() -> None:
    with serving(lambda peer: peer.answer(200, json.dumps(PAGE).encode(), JSON)) as server:
        client = build(server, token="sesame")
        client.call("list_accounts", query={"name": build_pattern(" Maes ")})
        client.close()
    got = server.received[0]
    assert got.headers["x-token"] == "sesame"
    assert got.line == "GET /base/accounts/?name=%25Maes%25&sorting=name_asc HTTP/1.1"


class TokenServer:
    """Gives tokens t1, t2, …; the API refuses those in ``refused``."""

    def __init__(self, *refused: str) -> None:
        self.refused = set(refused)
        self.given = 0
        self.lock = threading.Lock()
        self.server: SocketServer

    def __call__(self, peer: Peer) -> None:
        with self.lock:
            got = self.server.received[peer.number - 1]
            is_token = " /oauth/token" in got.line
            self.given += is_token
        if is_token:
            body = {"access_token": f"t{self.given}", "token_type": "Bearer", "expires_in": 3600}
            peer.answer(200, json.dumps(body).encode(), JSON)
        elif got.headers["authorization"].removeprefix("Bearer ") in self.refused:
            peer.answer(401, b'{"message": "Unauthorized"}', JSON)
        else:
            peer.answer(200, json.dumps(PAGE).encode(), JSON)


def use(tokens: TokenServer, server: SocketServer) -> CirrusClient:
    tokens.server = server
    root = server.url.removesuffix("/base")
    return build(server, client_id="us", client_secret="s&s", token_url=f"{root}/oauth/token")


def test_many_threads_sign_in_once() -> None:
    tokens = TokenServer()
    with serving(tokens) as server:
        client = use(tokens, server)
        threads = [threading.Thread(target=client.call, args=("list_accounts",)) for _number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        client.close()
    assert tokens.given == 1
    sign_in = next(one for one in server.received if "/oauth/token" in one.line)
    assert parse_qs(sign_in.body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["us"],
        "client_secret": ["s&s"],
    }


def test_refused_token_is_renewed_once() -> None:
    tokens = TokenServer("t1")
    with serving(tokens) as server:
        client = use(tokens, server)
        assert client.call("list_accounts").status == 200
        client.close()
    assert tokens.given == 2


def test_refused_client_is_told() -> None:
    with serving(lambda peer: peer.answer(401, b'{"error": "invalid_client"}', JSON)) as server:
        client = build(server, client_id="us", client_secret="no", token_url=f"{server.url}/oauth/token")
        with pytest.raises(NotAuthorised):
            client.call("list_accounts")
        client.close()


def test_token_address_comes_from_the_document_when_none_is_set() -> None:
    with serving(lambda peer: peer.answer(200, b"{}", JSON)) as server:
        client = build(server, client_id="us", client_secret="s")
        client.close()
    assert not server.received


@pytest.mark.parametrize(
    ("fields", "mask"),
    [
        (["id", "name"], "{id,name}"),
        (["id", "account.name", "account.type.id"], "{id,account{name,type{id}}}"),
        ([], "{}"),
    ],
)
def test_masks_are_built(fields: list[str], mask: str) -> None:
    assert build_mask(fields) == mask


@pytest.mark.parametrize("field", ["", "a b", "a{b", "a..b", "a,b", "a\r\nX: 1"])
def test_mask_cannot_be_broken_out_of(field: str) -> None:
    with pytest.raises(ValueError, match="not the name"):
        build_mask([field])


def test_mask_of_a_list_keeps_the_numbers_of_the_page() -> None:
    with serving(lambda peer: peer.answer(200, json.dumps(PAGE).encode(), JSON)) as server:
        client = build(server, token="x")
        headers = client.get_mask_headers("list_accounts", ["id", "name"])
        client.get_page("list_accounts", headers=headers)
        assert client.get_mask_headers("get_account", ["id"]) == {"X-Fields": "{id}"}
        assert client.get_mask_headers("list_contract_objects", ["id"]) == {}
        client.close()
    assert server.received[0].headers["x-fields"] == "{page,pages,per_page,total,items{id,name}}"


def test_dynamic_fields_are_paired() -> None:
    with serving(lambda peer: peer.answer(200, json.dumps(PAGE).encode(), JSON)) as server:
        client = build(server, token="x")
        client.call("list_accounts", query=build_dynamic_filter([(3, "a"), (9, "b")]))
        client.close()
    line = server.received[0].line
    assert "dynamicfield_id=3&dynamicfield_id=9&dynamicfield_val=a&dynamicfield_val=b" in line
    assert build_dynamic_filter([]) == {}


def test_credit_check_is_never_sent_twice() -> None:
    with serving(lambda _peer: "close") as server:
        client = build(server, token="x")
        with pytest.raises(OutcomeUnknown):
            client.call("create_credit_check", body={"person_number": "197001011234"})
        client.close()
    assert len(server.received) == 1


def test_deprecated_operations_are_marked() -> None:
    marked = [one for one in DOCUMENT.operations.values() if one.is_deprecated]
    assert len(marked) == 19
    assert not DOCUMENT.list_operations("templates")
    assert DOCUMENT.list_operations("templates", with_deprecated=True)
