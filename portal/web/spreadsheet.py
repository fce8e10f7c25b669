"""CSV exports that are safe to open in a spreadsheet: no cell runs as a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable

from django.http import HttpResponse

# A spreadsheet takes a cell with one of these first characters for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
WITHOUT_INK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe0e\ufe0f\uffa0")
"""Letters and marks that show nothing: joiners, fillers, the empty Braille cell, variation selectors."""
UNSEEN = frozenset({"Cc", "Cf"})
"""Unicode's control and format characters, which a spreadsheet may skip."""


def write_csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    """Rows as CSV that a spreadsheet opens without running anything."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([guard_cell(text) for text in header])
    writer.writerows([guard_cell(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guard_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a plain negative number stays as it is."""
    begins = next((at for at, one in enumerate(text) if not _is_blank(one)), len(text))
    if not (text[begins:].startswith(FORMULA_STARTS) or (text and _is_unseen(text[0]))):
        return text
    if text.startswith("-") and text[1:].replace(",", "").replace(".", "").isdecimal():
        return text
    return f"'{text}"


def _is_blank(character: str) -> bool:
    return character.isspace() or _is_unseen(character)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in UNSEEN or character in WITHOUT_INK


def make_csv_response(content: bytes, *, name: str) -> HttpResponse:
    """A download with that name, which no cache stores."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response
