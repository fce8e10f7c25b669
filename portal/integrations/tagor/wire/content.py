"""Reads the answer with a document as it arrives: what is large in it never stands in memory."""

import binascii
import json
import re
from typing import IO, Self

from portal.integrations.error_mapping import TooLargeError
from portal.integrations.errors import UnexpectedResponse

MOST_BESIDE = 2_000_000
"""Bytes of the answer beside the document."""
# No quote stands inside a text of JSON without a backslash before it, so this is the key and nothing else.
_KEY = re.compile(rb'(?<!\\)"inhoud"\s{0,8}:\s{0,8}"', re.IGNORECASE)
_LONGEST_KEY = 32
_LONGEST_ESCAPE = len(r"\u002B")
_WHITE = b" \t\r\n"


class ContentReader:
    """Decodes the base64 of the first ``Inhoud`` into ``file``; the rest of the answer has "" in its place.

    ``begin`` gives it empty, for each attempt. A fault of the base64 or of the disk waits for ``rewind``.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.begin()

    def begin(self) -> Self:
        """As new."""
        self._file.seek(0)
        self._file.truncate()
        self._beside, self._left = bytearray(), b""
        self._is_found = self._is_inside = False
        self._fault: Exception | None = None
        return self

    def take(self, part: bytes, /) -> None:
        """The next part of the answer. Raises: TooLargeError for too much beside the document."""
        if self._is_inside:
            self._take_content(part)
            return
        self._beside += part
        if not self._is_found:
            self._find_content(since=len(self._beside) - len(part) - _LONGEST_KEY)
        if len(self._beside) > MOST_BESIDE:
            raise TooLargeError

    def finish(self) -> bytes:
        """The answer without its document."""
        return bytes(self._beside)

    def rewind(self) -> int:
        """Put the file at its start; its size in bytes. Raises: UnexpectedResponse, OSError."""
        if isinstance(self._fault, OSError):
            raise self._fault
        if self._fault is not None:
            raise UnexpectedResponse("content is not base64")
        size = self._file.tell()
        self._file.seek(0)
        return size

    def _find_content(self, *, since: int) -> None:
        key = _KEY.search(self._beside, max(since, 0))
        if key is None:
            return
        content = bytes(self._beside[key.end() :])
        del self._beside[key.end() :]
        self._is_found = self._is_inside = True
        self._take_content(content)

    def _take_content(self, part: bytes) -> None:
        content, quote, beside = part.partition(b'"')
        self._is_inside = not quote
        if self._fault is None:
            try:
                self._decode(content, is_last=bool(quote))
            except (ValueError, OSError) as error:
                self._fault = error
        if quote:
            self.take(quote + beside)

    def _decode(self, part: bytes, *, is_last: bool) -> None:
        """Write what is complete. Its last four signs wait: only they may be filled up with ``=``."""
        raw, escape = self._left + part, b""
        if not is_last and (at := raw.rfind(b"\\", -_LONGEST_ESCAPE)) >= 0:
            raw, escape = raw[:at], raw[at:]
        if b"\\" in raw:
            raw = json.loads(b'"%b"' % raw).encode("ascii")
        signs = raw.translate(None, _WHITE)
        complete = len(signs) if is_last else max(len(signs) - 1, 0) // 4 * 4
        if not is_last and b"=" in signs[:complete]:
            raise ValueError("something follows the end")
        self._file.write(binascii.a2b_base64(signs[:complete], strict_mode=True))
        self._left = signs[complete:] + escape
