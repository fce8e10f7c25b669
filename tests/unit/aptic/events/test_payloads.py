"""What is posted is read the same whatever its form, or refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.aptic.events.receiving.identifiers import read_identifiers
from portal.aptic.events.receiving.payloads import (
    MAX_EVENTS,
    PostedEvent,
    UnreadableError,
    clean,
    read_events,
)

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def read(body: Any) -> tuple[PostedEvent, ...]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_events(content, now=NOW, zone="Europe/Brussels")


def read_one(**event: Any) -> PostedEvent:
    (told,) = read(event)
    return told


@pytest.mark.parametrize("key", ["event", "eventName", "type"])
def test_the_name_may_stand_under_three_keys(key: str) -> None:
    assert read([{key: " Payment "}])[0].name == "payment"


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-11-22T09:59:00Z", datetime(2026, 11, 22, 9, 59, tzinfo=UTC)),
        ("2026-11-22T10:59:00+01:00", datetime(2026, 11, 22, 9, 59, tzinfo=UTC)),
        ("2026-11-22T10:59:00", datetime(2026, 11, 22, 9, 59, tzinfo=UTC)),
        ("2026-11-22T09:59:00.1234567Z", datetime(2026, 11, 22, 9, 59, 0, 123456, tzinfo=UTC)),
        ("2026-11-22T10:09:00Z", datetime(2026, 11, 22, 10, 9, tzinfo=UTC)),
        ("2026-11-22T10:11:00Z", None),  # a clock so far ahead would make all others late
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        (1763805600, None),
        (None, None),
    ],
)
def test_moment(said: object, moment: datetime | None) -> None:
    assert read_one(event="payment", timestamp=said).said_at == moment


def test_secret_is_taken_apart_from_what_is_kept() -> None:
    told = read_one(event="payment", secret="hush", data={"amount": 1})
    assert told.secret == "hush"
    assert "hush" not in told.content


def test_the_same_event_told_again_has_the_same_mark() -> None:
    first = read_one(event="payment", id="1", secret="old", timestamp="2026-11-22T09:00:00Z", data={"a": 1})
    again = read_one(data={"a": 1}, id="1", event="payment", timestamp="2026-11-22T09:00:05Z", secret="new")
    assert first.fingerprint == again.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        {"event": "payment", "id": "2", "data": {"a": 1}},
        {"event": "disbursement", "id": "1", "data": {"a": 1}},
        {"event": "payment", "id": "1", "data": {"a": 2}},
        {"event": "payment", "data": {"a": 1}},
    ],
)
def test_another_event_has_another_mark(other: dict[str, Any]) -> None:
    assert read_one(**other).fingerprint != read_one(event="payment", id="1", data={"a": 1}).fingerprint


def test_without_an_id_the_whole_event_is_its_name() -> None:
    event = {"event": "payment", "timestamp": "2026-11-22T09:00:00Z", "data": {"a": 1}}
    later = {**event, "timestamp": "2026-11-22T09:00:01Z"}
    assert read_one(**event, secret="old").fingerprint == read_one(**event, secret="new").fingerprint
    assert read_one(**event).fingerprint != read_one(**later).fingerprint


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        b"[]",
        b"5",
        b"null",
        b'["payment"]',
        b'[{"event": "payment"}, 5]',
        b'{"event": "payment"',
        b'{"event": "pay\xff"}',
        b'{"data": NaN}',
        b'{"data": 1e999}',
        b'{"data": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"data": ' + b'{"a": ' * 30 + b"1" + b"}" * 31,
        json.dumps([{"event": "payment"}] * (MAX_EVENTS + 1)).encode(),
        '{"event": "payment"}'.encode("utf-16"),
    ],
)
def test_refused(body: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(body)


@pytest.mark.parametrize(
    "body",
    [
        b'\xef\xbb\xbf{"event": "payment"}',
        b'{"event": "payment", "data": {"name": "\\ud800"}}',
        b'{"event": "payment", "id": "\\u0000\\ud800"}',
        b'{"event": "payment", "data": ' + b"9" * 4000 + b"}",
        b'{"event": "payment", "data": ' + b'{"a": ' * 18 + b"1" + b"}" * 19,
    ],
)
def test_odd_but_read(body: bytes) -> None:
    (told,) = read(body)
    assert told.name == "payment"
    assert told.remote_id == ""
    assert told.content.isascii()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a\0b\nc\ud800", "abc"),
        (12, "12"),
        (True, ""),
        (None, ""),
        ([], ""),
        (10**500, ""),
        ("x" * 99, "x" * 9),
    ],
)
def test_texts_for_columns_are_clean(value: object, text: str) -> None:
    assert clean(value, 9) == text


def test_clues_are_found_in_any_spelling_and_one_level_down() -> None:
    identifiers = read_identifiers(
        {"Account_No": "A1", "accountId": 7, "customer": {"debtorId": "d", "accountNumber": "x"}, "n": [1]}
    )
    assert identifiers.of_file == (("number", "x"), ("number", "A1"), ("account", "7"))
    assert identifiers.of_person == (("debtor", "d"),)
    assert identifiers.file_name == "x"


def test_events_about_the_same_are_in_one_lane() -> None:
    one, same = (
        read_identifiers({"accountNumber": "A1", "debtorId": "d"}),
        read_identifiers({"accountNumber": "A1"}),
    )
    assert one.lane == same.lane != ""
    assert read_identifiers({"debtorId": "d"}).lane not in {"", one.lane}
    assert read_identifiers({"amount": 1}).lane == ""
