"""A receipt on one A4 page, as PDF.

Set in Helvetica, which every PDF reader has, so nothing has to be installed or embedded. It covers only the
letters of Western Europe (code page 1252); that is enough, because a receipt never holds a person's name. Any
other letter in the office's own name prints as a question mark.
"""

import segno
from fpdf import FPDF, XPos, YPos

from portal.office.selectors import OfficeFace
from portal.receipts.models import Receipt
from portal.receipts.presenters import ReceiptPage

FONT, ENCODING = "Helvetica", "cp1252"
MARGIN_MM, TERM_MM, QR_MM = 25, 55, 32
# Characters that code page 1252 has under another number only.
SAME_LOOK = str.maketrans({"\u202f": "\u00a0", "\u2212": "-", "\u2011": "-"})


def print_receipt(
    receipt: Receipt, page: ReceiptPage, face: OfficeFace, *, title: str, notes: list[str], language: str
) -> bytes:
    """The document. ``notes`` are the sentences under the facts; the same receipt gives the same bytes."""
    paper = _open(title, language=language)
    paper.set_creation_date(receipt.issued_at)
    _print_office(paper, face)
    _write(paper, title, size=22, style="B", after=1)
    _write(paper, f"{page.act}: {page.word}" if page.word else page.act, size=13, after=6)
    for term, value in page.rows:
        _write_row(paper, term, value)
    paper.ln(6)
    for note in notes:
        _write(paper, note, after=1)
    _print_code(paper, page)
    return bytes(paper.output())


def _open(title: str, *, language: str) -> FPDF:
    paper = FPDF(format="A4")
    paper.core_fonts_encoding = ENCODING
    paper.set_margin(MARGIN_MM)
    paper.set_title(title)
    paper.set_lang(language)
    paper.add_page()
    return paper


def _print_office(paper: FPDF, face: OfficeFace) -> None:
    _write(paper, face.name, size=13, style="B", after=0)
    place = " ".join(part for part in (face.postal_code, face.city) if part)
    for line in (face.street, place, face.phone, face.email, face.enterprise_number):
        if line:
            _write(paper, line, size=10, after=0)
    paper.ln(10)


def _print_code(paper: FPDF, page: ReceiptPage) -> None:
    paper.ln(8)
    left, top = paper.get_x(), paper.get_y()
    _draw_qr(paper, page.address, left=left, top=top)
    paper.set_xy(left + QR_MM + 6, top + 8)
    paper.set_left_margin(left + QR_MM + 6)
    _write(paper, page.code, size=14, style="B", after=1)
    _write(paper, page.address, size=9, after=0)


def _draw_qr(paper: FPDF, text: str, *, left: float, top: float) -> None:
    rows = list(segno.make(text, micro=False, error="m").matrix)
    side = QR_MM / len(rows)
    for down, row in enumerate(rows):
        for right, is_dark in enumerate(row):
            if is_dark:
                paper.rect(left + right * side, top + down * side, side, side, style="F")


def _write_row(paper: FPDF, term: str, value: str) -> None:
    paper.set_font(FONT, size=11)
    paper.cell(TERM_MM, 8, _fit(term))
    paper.set_font(FONT, size=11, style="B")
    paper.multi_cell(0, 8, _fit(value), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _write(paper: FPDF, text: str, *, size: int = 11, style: str = "", after: float = 2) -> None:
    paper.set_font(FONT, size=size, style=style)
    paper.multi_cell(0, size * 0.5, _fit(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.ln(after)


def _fit(text: str) -> str:
    return text.translate(SAME_LOOK).encode(ENCODING, "replace").decode(ENCODING)
