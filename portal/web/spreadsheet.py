"""Lists that leave as CSV: a spreadsheet opens them without running anything."""

import csv
import io
import unicodedata
from collections.abc import Iterable

from django.http import HttpResponse

# A cell that begins so is a formula to a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
WITHOUT_INK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe0e\ufe0f\uffa0")
"""Letters and marks that show nothing: joiners, fillers, the empty Braille cell, choices of a form."""
UNSEEN = frozenset({"Cc", "Cf"})
"""Unicode's control and format characters: a spreadsheet may pass over them."""


def write_csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    """Rows as CSV that a spreadsheet opens without running anything."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([guard_cell(text) for text in header])
    writer.writerows([guard_cell(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guard_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a plain negative number stays one."""
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
    """A download of that name, which no cache keeps."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response
