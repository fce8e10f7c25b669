"""A receipt on one A4 page, as PDF."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.office.selectors import OfficeFace
from portal.office.sheet import print_office
from portal.receipts.models import Receipt
from portal.receipts.presenters import ReceiptPage
from portal.web.formats import pair
from portal.web.paper.qr import draw_qr
from portal.web.paper.sheet import open_sheet, write, write_row
from portal.web.paper.tags import claim_accessible, group

if TYPE_CHECKING:
    from fpdf import FPDF

QR_MM = 32


def print_receipt(
    receipt: Receipt,
    page: ReceiptPage,
    face: OfficeFace,
    *,
    title: str,
    notes: list[str],
    language: str,
    payer: str = "",
) -> bytes:
    """The document. ``notes`` are the sentences under the facts; the same receipt gives the same bytes.

    ``payer``: only on the paper that the person asked for while signed in; a code shows nobody a name.
    """
    paper = open_sheet(title, language=language, made_at=receipt.issued_at, is_tagged=True)
    claim_accessible(paper, title)
    paper.add_page()
    print_office(paper, face)
    write(paper, title, size=22, style="B", kind="H1", after=1)
    write(paper, pair(page.act, page.word) if page.word else page.act, size=13, after=1 if page.since else 6)
    if page.since:
        write(paper, page.since, style="B", after=6)
    with group(paper, "Table"):
        for term, value in (*([(_("Paid for"), payer)] if payer else []), *page.rows):
            write_row(paper, term, value)
    paper.ln(6)
    for note in notes:
        write(paper, note, after=1)
    _print_code(paper, page)
    return bytes(paper.output())


def _print_code(paper: "FPDF", page: ReceiptPage) -> None:
    paper.ln(8)
    left, top = paper.get_x(), paper.get_y()
    draw_qr(paper, page.address, left=left, top=top, side_mm=QR_MM)
    paper.set_xy(left + QR_MM + 6, top + 8)
    paper.set_left_margin(left + QR_MM + 6)
    write(paper, page.code, size=14, style="B", after=1)
    write(paper, page.address, size=9, after=0)
