"""The answer with a document, read as it arrives: whatever its parts are, the same as read whole."""

import base64
import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest

from portal.integrations.error_mapping import TooLargeError
from portal.integrations.errors import UnexpectedResponse
from portal.integrations.tagor.wire.content import MOST_BESIDE, ContentReader

CONTENT = bytes(range(256)) * 3 + b"?>"
SIGNS = base64.b64encode(CONTENT).decode()


def read(answer: str, *, size: int = 1 << 20) -> tuple[bytes, dict[str, str]]:
    """The document and the row beside it, of an answer that comes in parts of ``size``."""
    file = io.BytesIO()
    reader, raw = ContentReader(file), answer.encode()
    for at in range(0, len(raw), size):
        reader.take(raw[at : at + size])
    row: dict[str, str] = json.loads(reader.finish())
    length = reader.rewind()
    content = file.read()
    assert len(content) == length
    return content, row


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 64, 4096])
@pytest.mark.parametrize(
    "text",
    [
        SIGNS,
        "\\r\\n".join(SIGNS[at : at + 76] for at in range(0, len(SIGNS), 76)),  # as MIME breaks lines
        SIGNS.replace("/", "\\/"),  # as OpenEdge writes a slash
        SIGNS.replace("+", "\\u002B").replace("=", "\\u003d"),  # as .NET does
    ],
)
def test_a_document_is_the_same_in_parts_of_any_size(text: str, size: int) -> None:
    answer = f'{{"Naam": "Brief", "INHOUD" :\n "{text}", "Na": "later"}}'
    assert read(answer, size=size) == (CONTENT, {"Naam": "Brief", "INHOUD": "", "Na": "later"})


@pytest.mark.parametrize("size", [1, 3, 4096])
@pytest.mark.parametrize(
    "text",
    [
        SIGNS[:-1],
        f"{SIGNS}AAAA",  # something after the end
        f"{SIGNS[:400]}!{SIGNS[400:]}",
        f"{SIGNS[:400]}\\u00e9{SIGNS[400:]}",
        f'{SIGNS[:400]}\\"{SIGNS[400:]}',
        f"{SIGNS[:400]}\\q{SIGNS[400:]}",
        f"{SIGNS[:400]}={SIGNS[400:]}",
    ],
)
def test_a_broken_one_is_no_document(text: str, size: int) -> None:
    file = io.BytesIO()
    reader = ContentReader(file)
    raw = f'{{"Inhoud": "{text}"}}'.encode()
    for at in range(0, len(raw), size):
        reader.take(raw[at : at + size])
    with pytest.raises(UnexpectedResponse):
        reader.rewind()


@pytest.mark.parametrize("size", [1, 4096])
def test_a_text_that_looks_like_the_key_is_left_alone(size: int) -> None:
    row = {"Naam": '"Inhoud": "QUJD', "Ook": 'x"inhoud', "Inhoud": "", "Tweede": "e"}
    assert read(json.dumps(row), size=size) == (b"", row)


def test_each_attempt_begins_empty() -> None:
    file = io.BytesIO()
    reader = ContentReader(file)
    reader.take(b'{"Inhoud": "QUJDREVGR0hJ')
    assert reader.begin() is reader
    reader.take(b'{"Inhoud": "WFla"}')
    assert reader.finish() == b'{"Inhoud": ""}'
    assert (reader.rewind(), file.read()) == (3, b"XYZ")


def test_a_full_disk_is_told_as_such() -> None:
    class Full(io.BytesIO):
        def write(self, *_args: object) -> int:
            raise OSError(28, "No space left on device")

    reader = ContentReader(Full())
    reader.take(b'{"Inhoud": "QUJD"}')
    assert reader.finish() == b'{"Inhoud": ""}'
    with pytest.raises(OSError, match="No space"):
        reader.rewind()


def test_too_much_beside_the_document_is_refused() -> None:
    reader = ContentReader(io.BytesIO())
    reader.take(b'{"Ander": "' + b"x" * (MOST_BESIDE - 100))
    with pytest.raises(TooLargeError):
        reader.take(b"x" * 200)


def test_a_large_document_takes_no_memory() -> None:
    class Nothing(io.BytesIO):
        def write(self, data: object) -> int:
            del data
            return 0

    def parts() -> Iterator[bytes]:
        yield b'{"Inhoud": "'
        for _block in range(320):
            yield b"QUJD" * 16_000
        yield b'"}'

    reader = ContentReader(Nothing())
    tracemalloc.start()
    try:
        for part in parts():
            reader.take(part)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000
