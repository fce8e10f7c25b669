"""The A4 sheets: an insert for the office's own letter, or the same with the address behind the window."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from portal.letters.batch.address import PostalAddress
from portal.letters.batch.address_window import SAFE_MM, TOP_MM, WINDOWS, lay_out
from portal.letters.printing.content import Insert, Words, choose_lead, get_words, list_facts
from portal.office.selectors import OfficeFace
from portal.web.paper.qr import draw_qr
from portal.web.paper.sheet import CELL_EDGE_MM, open_sheet, write, write_at, write_row
from portal.web.paper.spoken_address import make_short_address

if TYPE_CHECKING:
    from fpdf import FPDF

SMALLEST_QR_MM, LARGEST_QR_MM = 20, 50
GAP_MM = 8


@dataclass(frozen=True, slots=True)
class Look:
    """How a batch is printed. ``envelope``: the country of its window, "" for a sheet without an address."""

    qr_mm: int = 35
    envelope: str = ""
    with_balance: bool = True


def print_inserts(inserts: Iterable[Insert], look: Look, *, title: str, language: str = "nl") -> bytes:
    """One page for each insert, in its own language."""
    sheet = open_sheet(title, language=language)
    known: dict[str, Words] = {}
    for insert in inserts:
        words = known.get(insert.language) or known.setdefault(insert.language, get_words(insert.language))
        sheet.add_page()
        _print_insert(sheet, insert, words, look)
    return bytes(sheet.output())


def _print_insert(sheet: "FPDF", insert: Insert, words: Words, look: Look) -> None:
    print_sender(sheet, words.face, width=75 if look.envelope else sheet.w - sheet.l_margin - sheet.r_margin)
    if look.envelope:
        print_address(sheet, insert.address, look.envelope, language=insert.language)
        sheet.set_y(105)
    write(sheet, words.title, size=20, style="B", after=1)
    write(sheet, choose_lead(insert, words), after=4)
    for title, text in insert.standing.notes if insert.standing.pay_cents is None else ():
        write(sheet, title, style="B", after=0)
        if text:
            write(sheet, text, after=2)
    for term, value in list_facts(insert, words, with_balance=look.with_balance):
        write_row(sheet, term, value, term_mm=70)
    sheet.ln(5)
    _print_code(sheet, insert, words, look)
    sheet.ln(4)
    for line in words.doubts:
        write(sheet, line, size=10, after=0)
    write(sheet, f"{words.contact} {words.face.phone} {words.face.hours_text}", size=10)


def print_sender(sheet: "FPDF", face: OfficeFace, *, width: float) -> None:
    """The sender, at the top left."""
    place = " ".join(part for part in (face.postal_code, face.city) if part)
    bottom = write_at(sheet, face.name, left=sheet.l_margin, top=15, width=width, size=12, style="B")
    line = "\n".join(part for part in (face.street, place, face.email) if part)
    write_at(sheet, line, left=sheet.l_margin, top=bottom, width=width, size=9)
    sheet.ln(8)


def print_address(sheet: "FPDF", address: PostalAddress, envelope: str, *, language: str) -> None:
    """The address, behind the window."""
    window, layout = WINDOWS[envelope], lay_out(address, envelope, language=language)
    top, width = window.top + SAFE_MM + TOP_MM, window.width - 2 * SAFE_MM
    for line in layout.lines:
        top = write_at(sheet, line, left=window.left + SAFE_MM, top=top, width=width, size=layout.size)


def _print_code(sheet: "FPDF", insert: Insert, words: Words, look: Look) -> None:
    """The code on the left, and everything that belongs to it on the right."""
    left, top = sheet.l_margin, sheet.get_y() + 2
    draw_qr(sheet, insert.link, left=left + CELL_EDGE_MM, top=top, side_mm=look.qr_mm)
    column = left + look.qr_mm + GAP_MM
    width = sheet.w - sheet.r_margin - column
    bottom = top - 1
    for step in words.steps:
        bottom = write_at(sheet, step, left=column, top=bottom, width=width) + 1
    bottom = write_at(sheet, words.words_title, left=column, top=bottom + 2, width=width, size=10)
    bottom = write_at(sheet, insert.check_words, left=column, top=bottom, width=width, size=18, style="B")
    bottom = write_at(sheet, words.words_text, left=column, top=bottom, width=width, size=10)
    bottom = write_at(sheet, words.code_title, left=column, top=bottom + 3, width=width, size=10, style="B")
    by_hand = words.code_by_hand if insert.code else words.sign_in_by_hand
    bottom = write_at(sheet, by_hand, left=column, top=bottom, width=width, size=10)
    path = reverse("access:short-code") if insert.code else reverse("access:sign-in")
    bottom = write_at(sheet, make_short_address(path), left=column, top=bottom, width=width, style="B")
    if insert.code:
        bottom = write_at(sheet, insert.code, left=column, top=bottom, width=width, size=16, style="B")
    sheet.set_xy(left, max(bottom, top + look.qr_mm) + 2)
