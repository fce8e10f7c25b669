"""An A4 document in the office's font, Liberation Sans, which is embedded: it looks the same in every reader.

The font has the letters of every language written in Latin, Greek or Cyrillic script; Arabic ones come from a
part of DejaVu Sans. Any other letter prints as a question mark.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont

from portal.web.paper.arabic import draw_arabic, is_arabic
from portal.web.paper.tags import begin_tags, decoration, group, is_in_table, tag

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
FAMILY = "office"
STYLES = {"": "LiberationSans-Regular.ttf", "B": "LiberationSans-Bold.ttf"}
ARABIC = "arabic"
ARABIC_STYLES = {"": "DejaVuSansArabic-Regular.ttf", "B": "DejaVuSansArabic-Bold.ttf"}
MARGIN_MM = 25
POINT_MM = 25.4 / 72
CELL_EDGE_MM = 1.0
"""The space that fpdf2 leaves at each side of a text."""
LINE = 0.5
"""Millimetres of line height for each point of letter size."""
GAP_MM = 1.25
"""Above and below the text of a row."""
# Characters the font lacks, and what looks the same.
SAME_LOOK = str.maketrans({"\u202f": "\u00a0", "\u2011": "-"})


def open_sheet(
    title: str,
    *,
    language: str,
    made_at: datetime | None = None,
    margin_mm: float = MARGIN_MM,
    is_tagged: bool = False,
) -> "FPDF":
    """An empty document without a page. The same ``made_at`` and content give the same bytes.

    ``is_tagged``: a screen reader can read what the functions here write, see ``tags``.
    """
    from fpdf import FPDF  # noqa: PLC0415 - half of what starting a process took: read with the first paper

    sheet = FPDF(format="A4")
    for style, name in STYLES.items():
        sheet.add_font(FAMILY, style, FONTS / name)
    sheet.set_margin(margin_mm)
    sheet.set_title(title)
    sheet.set_lang(language)
    if made_at is not None:
        sheet.set_creation_date(made_at)
    if is_tagged:
        begin_tags(sheet)
    return sheet


def write(
    sheet: "FPDF", text: str, *, size: float = 11, style: str = "", after: float = 2, kind: str = "P"
) -> None:
    """A paragraph at the left margin; ``after``: millimetres of space below it; ``kind``: as ``tags.tag``."""
    left, width = sheet.l_margin, sheet.w - sheet.l_margin - sheet.r_margin
    _write_lines(sheet, text, left=left, width=width, size=size, style=style, kind=kind)
    sheet.set_xy(left, sheet.get_y() + after)


def write_at(
    sheet: "FPDF",
    text: str,
    *,
    left: float,
    top: float,
    width: float,
    size: float = 11,
    style: str = "",
    kind: str = "P",
) -> float:
    """A paragraph in a column of its own, in millimetres of the page. Returns where it ends."""
    sheet.set_y(top)
    _write_lines(sheet, text, left=left, width=width, size=size, style=style, kind=kind)
    return float(sheet.get_y())


def write_row(sheet: "FPDF", term: str, value: str, *, term_mm: float = 55, size: float = 11) -> None:
    """A term and its value beside it, in bold: a row of the current table, if there is one."""
    left = sheet.l_margin
    widths = (term_mm, sheet.w - left - sheet.r_margin - term_mm)
    kinds, ends = (("TH Row", "TD") if is_in_table(sheet) else ("P", "P")), []
    _reserve_height(sheet, zip((term, value), widths, ("", "B"), strict=True), size=size)
    top = sheet.get_y() + GAP_MM
    with _row(sheet):
        for text, width, style, kind in zip((term, value), widths, ("", "B"), kinds, strict=True):
            end = write_at(sheet, text, left=left, top=top, width=width, size=size, style=style, kind=kind)
            ends.append(end)
            left += width
    sheet.set_xy(sheet.l_margin, max(ends) + GAP_MM)


@contextmanager
def _row(sheet: "FPDF") -> Iterator[None]:
    if not is_in_table(sheet):
        yield
        return
    with group(sheet, "TR"):
        yield


def _reserve_height(sheet: "FPDF", texts: Iterable[tuple[str, float, str]], *, size: float) -> float:
    """Begin a new page when these texts, each with its width and style, do not fit. Returns their height."""
    counts = [
        len(break_lines(fit(text), width_mm=width, size=size, style=style)) for text, width, style in texts
    ]
    height = max(counts) * size * LINE
    if sheet.will_page_break(height + 2 * GAP_MM):
        sheet.add_page()
    return height


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row of a table. ``align``: "L" or "R"."""

    text: str
    width_mm: float
    align: str = "L"


def write_cells(
    sheet: "FPDF", cells: Iterable[Cell], *, size: float = 11, style: str = "", is_head: bool = False
) -> None:
    """A row of a table, whole on one page, with a thin line under it; ``is_head``: of its headings."""
    known = tuple(cells)
    height = _reserve_height(sheet, ((one.text, one.width_mm, style) for one in known), size=size)
    top, left = sheet.get_y() + GAP_MM, sheet.l_margin
    look: dict[str, Any] = {"size": size, "style": style}
    if is_in_table(sheet):
        look["kind"] = "TH Column" if is_head else "TD"
    with _row(sheet):
        for one in known:
            sheet.set_y(top)
            _write_lines(sheet, one.text, left=left, width=one.width_mm, align=one.align, **look)
            left += one.width_mm
    bottom = top + height + GAP_MM
    sheet.set_draw_color(190)
    with decoration(sheet):
        sheet.line(sheet.l_margin, bottom, left, bottom)
    sheet.set_xy(sheet.l_margin, bottom)


def _write_lines(
    sheet: "FPDF",
    text: str,
    *,
    left: float,
    width: float,
    size: float,
    style: str,
    align: str = "L",
    kind: str = "P",
) -> None:
    """A paragraph; its part on each page is tagged separately."""
    height = size * LINE
    if is_arabic(text):
        _add_arabic(sheet)
    sheet.set_font(FAMILY, size=size, style=style)
    left_over = list(break_lines(fit(text), width_mm=width, size=size, style=style))
    while left_over:
        if sheet.will_page_break(height):
            sheet.add_page()
        with tag(sheet, kind):
            for line in _take_fitting(sheet, left_over, height):
                sheet.set_x(left)
                sheet.cell(width, height, draw_arabic(line), align=align, new_x="LMARGIN", new_y="NEXT")


def _add_arabic(sheet: "FPDF") -> None:
    """Only documents that need these fonts carry them."""
    if ARABIC in sheet.fonts:
        return
    for style, name in ARABIC_STYLES.items():
        sheet.add_font(ARABIC, style, FONTS / name)
    sheet.set_fallback_fonts([ARABIC])


def _take_fitting(sheet: "FPDF", lines: list[str], height: float) -> Iterator[str]:
    """Take as many lines off the front as fit on the page; at least one."""
    yield lines.pop(0)
    while lines and not sheet.will_page_break(height):
        yield lines.pop(0)


@lru_cache(maxsize=4096)
def break_lines(text: str, *, width_mm: float, size: float, style: str = "") -> tuple[str, ...]:
    """The lines of a paragraph; a word too long for a line is cut. Cached, because form letters repeat."""
    room = (width_mm - 2 * CELL_EDGE_MM) / (size * POINT_MM)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if measure(longer, style) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *cut, line = _cut_word(word, room, style)
            lines += cut
        lines.append(line)
    return tuple(lines)


def _cut_word(word: str, room: float, style: str) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and measure(parts[-1] + letter, style) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def measure(text: str, style: str = "") -> float:
    """How wide a text is, in heights of its letters (em)."""
    widths = _read_widths(style)
    return sum(widths.get(ord(c), 0.6) for c in text)


@cache
def _read_widths(style: str) -> dict[int, float]:
    return _read_font(ARABIC_STYLES[style]) | _read_font(STYLES[style])


def _read_font(name: str) -> dict[int, float]:
    with TTFont(FONTS / name, lazy=True) as font:
        advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {letter: advances[name][0] / em for letter, name in font.getBestCmap().items()}


def fit(text: str) -> str:
    """``text`` with accents composed, and a question mark for each character that the font lacks."""
    plain, letters = unicodedata.normalize("NFC", text).translate(SAME_LOOK), _read_widths("")
    return "".join(c if ord(c) in letters or c == "\n" else "?" for c in plain)
