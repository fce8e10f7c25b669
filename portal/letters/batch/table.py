"""A list of files as people have it: pasted lines, or a CSV file of any make, as rows of texts.

Excel writes semicolons and the letters of Windows (code page 1252), other programs commas, tabs and UTF-8.
"""

import csv
import io
from dataclasses import dataclass

MOST_ROWS = 10_000
MOST_COLUMNS = 60
MOST_CELL = 300
MOST_BYTES = 5_000_000
DELIMITERS = ";,\t|"


class TableError(ValueError):
    """The list cannot be used. ``code``: empty, too-many, too-wide or unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Table:
    """``header`` names the columns; empty when the first line is a row like the others."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(len(self.header), max((len(row) for row in self.rows), default=0))


def decode(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 when it says so, else as Windows wrote it.

    Raises: TableError for a file that is no text.
    """
    is_wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    encodings = ("utf-16",) if is_wide else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableError("unreadable")


def read_table(text: str) -> Table:
    """The rows of a list. Raises: TableError when there is none, or when it is too long or too wide."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = _find_delimiter(lines)
    try:
        raw = list(csv.reader(io.StringIO(lines), delimiter=delimiter))
    except csv.Error:
        raise TableError("unreadable") from None
    rows = [tuple(cell.strip()[:MOST_CELL] for cell in row) for row in raw if any(c.strip() for c in row)]
    if not rows:
        raise TableError("empty")
    if max(map(len, rows)) > MOST_COLUMNS:
        raise TableError("too-wide")
    has_header = not any(c.isdecimal() for cell in rows[0] for c in cell)
    header, rows = (rows[0], rows[1:]) if has_header else ((), rows)
    if not rows:
        raise TableError("empty")
    if len(rows) > MOST_ROWS:
        raise TableError("too-many")
    return Table(header, tuple(rows))


def _find_delimiter(text: str) -> str:
    """The delimiter found in most of the first lines; a list with only numbers needs none."""
    first = [line for line in text.split("\n", 21)[:20] if line.strip()]
    counts = {mark: sum(mark in line for line in first) for mark in DELIMITERS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ";"
