"""Every operation of the catalogue: called by the client's own method, answered as documented."""

from collections.abc import Callable

import pytest

from portal.integrations.aptic.client import ApticClient
from portal.sandbox.aptic import SYSTEM
from tests.contract.aptic.conftest import DOCUMENT, Server

URL = "https://portal.example/webhooks/aptic/"
PLAN = {"amount": 600.5, "months": 12}


def delete_webhook(client: ApticClient) -> None:
    client.register_webhook(events=["payment"], url=URL, secret="hush")
    client.delete_webhook(url=URL)


READS: dict[str, Callable[[ApticClient], object]] = {
    "ping": lambda client: client.ping(),
    "list_persons": lambda client: client.list_persons(),
    "list_webhooks": lambda client: client.list_webhooks(),
}
WRITES: dict[str, Callable[[ApticClient], object]] = {
    "get_callback": lambda client: client.get_callback("LetterReturned"),
    "post_callback": lambda client: client.post_callback("LetterReturned", {"letterId": "1"}),
    "get_service": lambda client: client.call_service("Echo", verb="GET", sub_path="a/b"),
    "post_service": lambda client: client.call_service("PlanSimulation", data=PLAN),
    "put_service": lambda client: client.call_service(
        "PlanSimulation", verb="PUT", data=PLAN, run_async=True
    ),
    "patch_service": lambda client: client.call_service("Echo", verb="PATCH", data=[1], sub_path="a"),
    "delete_service": lambda client: client.call_service("Echo", verb="DELETE"),
    "register_webhook": lambda client: client.register_webhook(events=["payment"], url=URL, secret="hush"),
    "delete_webhook": delete_webhook,
}


@pytest.mark.parametrize("name", READS)
def test_read(server: Server, name: str) -> None:
    READS[name](server.client)
    assert server.system.carried[-1] == name


@pytest.mark.parametrize("name", WRITES)
def test_write(aptic: Server, name: str) -> None:
    WRITES[name](aptic.client)
    assert aptic.system.carried[-1] == name


def test_catalogue_client_and_practice_server_have_the_same_operations() -> None:
    assert len(DOCUMENT.operations) == 12
    assert set(DOCUMENT.operations) == set(SYSTEM.handlers) == {*READS, *WRITES}
