"""QR codes: drawn on paper as vectors, or as a picture for somebody else's page.

Error level M at least: a tenth of the code may be dirty or torn. The quiet zone of four modules around it is
part of the standard (ISO/IEC 18004); on paper the caller leaves it white.
"""

import io
from typing import TYPE_CHECKING

import segno

from portal.web.paper.tags import tag

if TYPE_CHECKING:
    from fpdf import FPDF

QUIET_MODULES = 4
SMALLEST_MODULE_MM = 0.45
"""Below this, phones and scanners at 200 dpi (3.5 dots a module) begin to fail."""


def draw_qr(sheet: "FPDF", text: str, *, left: float, top: float, side_mm: float, words: str = "") -> None:
    """The code as black squares ``side_mm`` wide, without its quiet zone, in millimetres of the page.

    ``words``: a description for people who cannot see it; the text itself when that says it best.
    """
    rows = [bytes(row) for row in _make(text).matrix]
    module = side_mm / len(rows)
    sheet.set_fill_color(0)
    with tag(sheet, "Figure", words=words or text):
        for down, row in enumerate(rows):
            for start, length in _find_runs(row):
                sheet.rect(left + start * module, top + down * module, length * module, module, style="F")


def make_qr_svg(text: str) -> bytes:
    """The code as an SVG file with its quiet zone."""
    out = io.BytesIO()
    _make(text).save(out, kind="svg", scale=10, border=QUIET_MODULES, light="#fff", lineclass=None)
    return out.getvalue()


def make_qr_png(text: str, *, scale: int = 20) -> bytes:
    """The code as a black and white PNG file with its quiet zone, ``scale`` dots a module."""
    out = io.BytesIO()
    _make(text).save(out, kind="png", scale=scale, border=QUIET_MODULES)
    return out.getvalue()


def get_module_mm(text: str, *, side_mm: float) -> float:
    """How wide one module is when the code is ``side_mm`` wide."""
    return side_mm / len(_make(text).matrix)


def _make(text: str) -> segno.QRCode:
    return segno.make(text, micro=False, error="m")


def _find_runs(row: bytes) -> list[tuple[int, int]]:
    """Runs of dark modules: start and length. One rectangle for each leaves no hairlines."""
    runs: list[tuple[int, int]] = []
    start = -1
    for place, is_dark in enumerate((*row, 0)):
        if is_dark and start < 0:
            start = place
        elif not is_dark and start >= 0:
            runs.append((start, place - start))
            start = -1
    return runs
