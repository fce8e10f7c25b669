"""Lists: numbers, links, skip and top; never all at once, never without end, never to another host."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.unit.integrations.openapi.library import JSON, LooseDialect, answer_with, library
from tests.unit.integrations.socket_server import Peer, Received, SocketServer

ROWS = [{"id": number} for number in range(1, 8)]


def query(received: Received) -> dict[str, str]:
    return {name: texts[0] for name, texts in parse_qs(urlsplit(received.line.split()[1]).query).items()}


class Lister:
    """A server that pages as it is asked, by one of the three ways."""

    server: SocketServer

    def __init__(self, way: str, **more: Any) -> None:
        self.way, self.more, self.asked = way, more, list[dict[str, str]]()

    def __call__(self, peer: Peer) -> None:
        asked = query(self.server.received[-1])
        self.asked.append(asked)
        peer.answer(200, json.dumps(getattr(self, self.way)(asked)).encode(), JSON)

    def numbers(self, asked: dict[str, str]) -> Any:
        number, size = int(asked["page"]), int(asked["per_page"])
        rows = ROWS[(number - 1) * size : number * size]
        return {"items": rows, "page": number, "pages": -(-len(ROWS) // size), "total": len(ROWS)}

    def links(self, asked: dict[str, str]) -> Any:
        number, size = int(asked.get("page", "1")), int(asked["perPage"])
        if self.more.get("deaf"):
            number = 1
        rows = ROWS[(number - 1) * size : number * size]
        pages = -(-len(ROWS) // size)
        said: dict[str, Any] = {"total": len(ROWS), "per_page": size, "current": number, "total_pages": pages}
        said["links"] = []
        if self.more.get("linked") and number < pages:
            said["links"] = {"next": f"http://elsewhere.invalid/x?page={number + 1}&cursor=c{number}&token=t"}
        return {"data": rows, "meta": {"pagination": said}}

    def skip(self, asked: dict[str, str]) -> Any:
        start, size = int(asked["$skip"]), int(asked["$top"])
        return {"value": ROWS[start : start + size], **self.more}


@pytest.mark.parametrize(
    ("operation_id", "way"), [("list_books", "numbers"), ("list_logs", "links"), ("list_people", "skip")]
)
def test_pages_are_asked_for_as_rows_are_taken(operation_id: str, way: str) -> None:
    lister = Lister(way)
    with library(lister, dialect=LooseDialect) as (client, server):
        lister.server = server
        rows = client.iterate(operation_id, size=3)
        assert [next(rows)["id"] for _row in range(3)] == [1, 2, 3]
        assert len(lister.asked) == 1
        assert [row["id"] for row in rows] == [4, 5, 6, 7]
        assert len(lister.asked) == 3


def test_no_more_rows_than_wanted() -> None:
    lister = Lister("numbers")
    with library(lister) as (client, server):
        lister.server = server
        assert [row["id"] for row in client.iterate("list_books", size=3, most=4)] == [1, 2, 3, 4]
        assert len(lister.asked) == 2
        assert not list(client.iterate("list_books", most=0))


def test_page_tells_where_it_stands() -> None:
    lister = Lister("numbers")
    with library(lister) as (client, server):
        lister.server = server
        page = client.get_page("list_books", number=3, size=3)
        assert (page.number, page.pages, page.total, page.has_more) == (3, 3, 7, False)
        assert client.get_page("list_books", size=3).has_more
        assert client.get_page("list_books", size=500).size == 50


def test_link_is_followed_for_its_parameters_only() -> None:
    lister = Lister("links", linked=True)
    with library(lister, dialect=LooseDialect) as (client, server):
        lister.server = server
        assert len(list(client.iterate("list_logs", size=3))) == 7
    assert lister.asked == [
        {"perPage": "3"},
        {"perPage": "3", "page": "2", "cursor": "c1"},
        {"perPage": "3", "page": "3", "cursor": "c2"},
    ]


def test_server_that_does_not_know_the_page_sends_its_first_once() -> None:
    lister = Lister("links", deaf=True)
    with library(lister, dialect=LooseDialect) as (client, server):
        lister.server = server
        rows = list(client.iterate("list_logs", size=3))
        assert len(lister.asked) == 2
        assert len(rows) == 3
        assert not client.get_page("list_logs", number=2, size=3).has_more


def test_skip_goes_on_until_a_short_page_or_the_total() -> None:
    for more in ({}, {"total": 7}):
        lister = Lister("skip", **more)
        with library(lister) as (client, server):
            lister.server = server
            assert len(list(client.iterate("list_people", size=5))) == 7
            assert [one["$skip"] for one in lister.asked] == ["0", "5"]


def test_empty_page_ends_the_list() -> None:
    with library(answer_with({"items": [], "page": 1, "pages": 99})) as (client, server):
        assert not list(client.iterate("list_books"))
    assert len(server.received) == 1


def test_list_without_paging_is_one_page() -> None:
    with library(answer_with([{"id": 1}]), dialect=LooseDialect) as (client, _server):
        result = client.call("find_books", body="<a/>")
        assert [row["id"] for row in result.items] == [1]


@pytest.mark.parametrize(
    "link", ["http://[", {"href": "http://[/?page=2"}, ["x"], 5, "x" * 5000, "\x00", "?%00=%ff", {"href": {}}]
)
def test_link_that_is_none_breaks_no_list(link: Any) -> None:
    answer = {"data": ROWS, "meta": {"pagination": {"links": {"next": link}, "current": 1}}}
    with library(lambda peer: peer.answer(200, json.dumps(answer).encode(), JSON), dialect=LooseDialect) as (
        client,
        server,
    ):
        assert len(list(client.iterate("list_logs", most=50))) == len(ROWS)
    assert len(server.received) <= 2


def test_list_without_end_ends() -> None:
    lister = Lister("numbers")
    lister.numbers = (
        lambda asked: {  # type: ignore[method-assign]
            "items": ROWS[:1],
            "page": int(asked["page"]),
            "pages": 10**9,
        }
    )
    with library(lister) as (client, server):
        lister.server = server
        assert len(list(client.iterate("list_books", most=10**9))) == len(server.received) == 500
