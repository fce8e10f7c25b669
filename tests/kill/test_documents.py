"""Large documents, many at once: fetched, read slowly, left half-way. The portal stays as small as it was."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from portal.dossier.on_the_way import MOST_AT_ONCE
from tests.kill.payer import Payer
from tests.kill.processes import Site, wait_for

LEAST_BYTES = 15_000_000
MOST_MORE_KB = 100_000
"""The portal may grow by this; eight of these documents in memory would be 900 MB."""


@pytest.fixture(scope="module", autouse=True)
def few_connections() -> Iterator[None]:
    """A pool that eight readers would use up if they held it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_POOL_SIZE", "2")
        yield


@pytest.fixture
def reader(site: Site, payer: Payer) -> Payer:
    """Somebody signed in to a file with a large scan, which has been opened once."""
    site.start_portal(threads=2 * MOST_AT_ONCE)
    letter = payer.get(f"/h/{site.office.file('documents').hash}/")
    payer.post(letter.form_action(), letter.form_fields())
    assert fetch(payer) > LEAST_BYTES
    return payer


def find_scan(payer: Payer) -> str:
    links = payer.get("/file/documents/").links()
    return next(href for words, href in links.items() if words.startswith("Ingescand vonnis"))


def fetch(payer: Payer) -> int:
    """How many bytes came, of as many as were promised."""
    with payer.browser.stream("GET", payer.site.url + find_scan(payer)) as answer:
        assert answer.status_code == 200
        came = sum(map(len, answer.iter_raw(65_536)))
    assert answer.headers["Content-Length"] == str(came)
    return came


def list_processes(site: Site) -> list[Path]:
    """Those of the portal: granian's own, and the one that serves."""
    main = site.portals[site.public_port].number
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    return [Path(f"/proc/{one}") for one in (str(main), *children)]


def begin_measuring(site: Site) -> int:
    """The memory now, in kB; from here on ``measure`` tells the most there was."""
    for process in list_processes(site):
        (process / "clear_refs").write_text("5")
    return measure(site)


def measure(site: Site) -> int:
    lines = [line for one in list_processes(site) for line in (one / "status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def dawdle(payer: Payer, address: str, open_now: ExitStack) -> socket.socket:
    """Ask for a document and read no more of it than its first bytes."""
    connection = open_now.enter_context(socket.socket())
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", payer.site.public_port))
    cookies = "; ".join(f"{one.name}={one.value}" for one in payer.browser.cookies.jar)
    connection.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n".encode())
    return connection


def test_eight_at_once_arrive_whole_and_take_no_memory(site: Site, reader: Payer) -> None:
    before = begin_measuring(site)
    with ThreadPoolExecutor(MOST_AT_ONCE) as crowd:
        sizes = list(crowd.map(lambda _one: fetch(reader), range(MOST_AT_ONCE)))
    assert min(sizes) > LEAST_BYTES
    assert measure(site) - before < MOST_MORE_KB


def test_slow_readers_hold_neither_memory_nor_connections_and_make_place_when_they_go(
    site: Site, reader: Payer
) -> None:
    address = find_scan(reader)
    before = begin_measuring(site)
    with ExitStack() as open_now:
        slow = [dawdle(reader, address, open_now) for _one in range(MOST_AT_ONCE)]
        assert all(one.recv(15) == b"HTTP/1.1 200 OK" for one in slow)
        assert reader.get("/file/documents/").status == 200
        full = reader.get(address)
        assert full.status == 503
        assert "Many people open documents now." in full.text
        assert measure(site) - before < MOST_MORE_KB
    wait_for(lambda: reader.browser.get(site.url + address).status_code == 200)
