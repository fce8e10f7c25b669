"""JSON of a server that means harm: it costs no time, no memory and no page."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from portal.integrations.exchange import MOST_DEEP, Answer


def read(content: bytes) -> Any:
    return Answer(200, {}, content).parse_json()


def nest(depth: int, opening: bytes = b'{"a":', closing: bytes = b"}") -> bytes:
    return opening * depth + b"1" + closing * depth


@pytest.mark.parametrize(
    "content",
    [
        b'{"price": 1e999999999}',
        b'{"price": -1E+400}',
        b'{"price": 1e-999999999}',
        b'{"price": 0.' + b"1" * 4000 + b"}",
    ],
)
def test_a_number_nobody_can_write_out_is_no_number(content: bytes) -> None:
    with pytest.raises(ValueError, match="number"):
        read(content)


@pytest.mark.parametrize(
    "text",
    ["0.10", "12345678901234567890.01", "1e3", "-2.5E-7", "0", "9007199254740993"],
)
def test_amounts_stay_exact(text: str) -> None:
    assert Decimal(read(text.encode())) == Decimal(text)


@pytest.mark.parametrize(
    "content",
    [
        nest(MOST_DEEP + 1),
        nest(MOST_DEEP + 1, b"[", b"]"),
        nest(500, b'[{"errors":', b"}]"),
        nest(100_000, b"[", b"]"),
        b'[{"said": "]]]"}, ' + nest(MOST_DEEP) + b"]",
    ],
)
def test_what_is_nested_too_deeply_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        read(content)


def test_brackets_in_a_text_are_only_text() -> None:
    assert read(b'{"said": "' + b"[{" * 5000 + b'"}')["said"] == "[{" * 5000
    assert read(nest(MOST_DEEP, b"[", b"]"))


@pytest.mark.parametrize("spelling", [rb"a\ud800b", rb"a\uDFFFb", rb"a\u0000b", rb"a\udc00\ud800b"])
def test_what_no_page_and_no_database_takes_is_replaced(spelling: bytes) -> None:
    found = read(b'[{"name": "' + spelling + b'", "' + spelling + b'": ["' + spelling + b'"]}, 1, null]')

    texts = list(walk(found))
    assert len(texts) == 4
    assert all(text in {"name", "a\ufffdb", "a\ufffd\ufffdb"} for text in texts)
    "".join(texts).encode()


def test_whole_characters_and_escaped_backslashes_stay() -> None:
    assert read(rb'{"a": "\ud83d\ude00", "b": "\\u0000 \\ud800"}') == {"a": "😀", "b": r"\u0000 \ud800"}


def walk(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from walk(one)
    elif isinstance(value, str):
        yield value
