"""A document over the wire: what breaks half-way, and what that leaves behind."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.integrations.errors import NoRoom, NotFound, Unavailable, UnexpectedResponse
from portal.integrations.http import Limits
from portal.integrations.tagor.client import OfficeLogin, TagorClient, build_tagor_client
from tests.unit.integrations.socket_server import Peer, SocketServer, Then, serving
from tests.unit.integrations.tagor.fake import rows

CONTENT = bytes(range(256)) * 12_000
ANSWER = json.dumps(
    rows("dsTDOCWeb", {"TDOC_Id": "5", "Naam": "Scan", "Inhoud": base64.b64encode(CONTENT).decode()})
).encode()


def build(server: SocketServer, spool_dir: str | None = None) -> TagorClient:
    """With one seat: whoever keeps it shuts everybody out."""
    return build_tagor_client(
        base_url=server.url,
        login=OfficeLogin(api_key="office-key"),
        limits=Limits(max_concurrent=1, bulkhead_wait_s=0.05, max_attempts=2, read_timeout_s=5),
        spool_dir=spool_dir,
    )


def cut(peer: Peer) -> Then:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(ANSWER)}\r\n\r\n".encode()
    peer.send(head + ANSWER[: len(ANSWER) // 2])
    return "close"


def whole(peer: Peer) -> None:
    peer.answer(200, ANSWER, "Content-Type: application/json")


def test_one_that_was_cut_off_is_asked_again_and_comes_whole(tmp_path: Path) -> None:
    def script(peer: Peer) -> Then | None:
        return cut(peer) if peer.number == 1 else whole(peer)

    with serving(script) as server:
        client = build(server, str(tmp_path))
        found = client.get_document_file(document_id="5")
        assert (found.size, found.document.name) == (len(CONTENT), "Scan")
        assert list(tmp_path.iterdir()) == []  # it has no name
        assert found.read() == CONTENT
        client.close()


def half(peer: Peer) -> None:
    broken = ANSWER[: len(ANSWER) // 2] + b"!" + ANSWER[len(ANSWER) // 2 :]
    peer.answer(200, broken, "Content-Type: application/json")


def refused(peer: Peer) -> None:
    peer.answer(200, b'{"response": {"Success": false, "Error": "Document niet gevonden."}}')


@pytest.mark.parametrize(
    ("script", "times", "kind"),
    [(cut, 2, Unavailable), (half, 1, UnexpectedResponse), (refused, 1, NotFound)],
)
def test_after_a_failure_the_seat_is_free(
    script: Callable[[Peer], Then | None], times: int, kind: type[Exception]
) -> None:
    def play(peer: Peer) -> Then | None:
        return script(peer) if peer.number <= times else whole(peer)

    with serving(play) as server:
        client = build(server)
        with pytest.raises(kind):
            client.get_document_file(document_id="5")
        assert client.get_document_file(document_id="5").read() == CONTENT
        client.close()


def test_the_seat_is_free_while_the_document_is_read() -> None:
    with serving(whole) as server:
        client = build(server)
        first, second = (client.get_document_file(document_id="5") for _turn in range(2))
        assert first.read() == second.read() == CONTENT
        client.close()


def test_a_disk_without_room_is_told_as_our_own_fault_and_leaves_the_seat_free(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with serving(whole) as server:
        client = build(server, str(folder))
        with pytest.raises(NoRoom):
            client.get_document_file(document_id="5")
        folder.mkdir()
        assert client.get_document_file(document_id="5").read() == CONTENT
        client.close()
