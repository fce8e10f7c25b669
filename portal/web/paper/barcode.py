"""Bars that a hand scanner at a desk types as a number: Code 39, which every scanner reads."""

import re
from typing import TYPE_CHECKING

from portal.web.paper.tags import decoration

if TYPE_CHECKING:
    from fpdf import FPDF

TEXT = re.compile(r"[0-9A-Z./+ -]{1,18}")
WIDE_MM = 0.75
WIDTHS_OF_SIGN = 3 + 6 / 3 + 1 / 3
"""Three of nine bars and gaps of a sign are wide; the others, and the gap behind it, a third of that."""


def draw_barcode(sheet: "FPDF", text: str, *, right: float, top: float, height_mm: float) -> None:
    """The bars of ``text`` up to ``right``, in millimetres; nothing for a text that bars cannot say.

    The number itself must stand beside it: for a reader of the screen the bars are decoration.
    """
    if not TEXT.fullmatch(text):
        return
    width = (len(text) + 2) * WIDTHS_OF_SIGN * WIDE_MM
    with decoration(sheet):
        sheet.set_fill_color(0)
        sheet.code39(f"*{text}*", right - width, top, w=WIDE_MM, h=height_mm)
