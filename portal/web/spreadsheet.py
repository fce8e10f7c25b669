"""Lists that leave as CSV: a spreadsheet opens them without running anything."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

# A cell that begins so is a formula to a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    """Rows as CSV that a spreadsheet opens without running anything."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([guard_cell(text) for text in header])
    writer.writerows([guard_cell(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def guard_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a plain negative number stays one."""
    if not text.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS):
        return text
    if text.startswith("-") and text[1:].replace(",", "").replace(".", "").isdecimal():
        return text
    return f"'{text}"


def make_csv_response(content: bytes, *, name: str) -> HttpResponse:
    """A download of that name, which no cache keeps."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response
