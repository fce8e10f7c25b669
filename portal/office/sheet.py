"""An A4 PDF with the office's letterhead: headings, terms with values, sentences."""

from datetime import datetime
from typing import TYPE_CHECKING

from portal.office.selectors import OfficeFace
from portal.web.paper.sheet import open_sheet, write, write_row
from portal.web.paper.tags import claim_accessible, group

if TYPE_CHECKING:
    from fpdf import FPDF

Part = tuple[str, list[tuple[str, str]]]


def print_sheet(
    face: OfficeFace, *, title: str, parts: list[Part], notes: list[str], language: str, made_at: datetime
) -> bytes:
    """The document. ``parts``: a heading, "" for none, and its terms with values."""
    paper = open_sheet(title, language=language, made_at=made_at, is_tagged=True)
    claim_accessible(paper, title)
    paper.add_page()
    print_office(paper, face)
    write(paper, title, size=22, style="B", kind="H1", after=3)
    for heading, rows in parts:
        if heading:
            write(paper, heading, size=13, style="B", kind="H2", after=1)
        with group(paper, "Table"):
            for term, value in rows:
                write_row(paper, term, value)
        paper.ln(4)
    for note in notes:
        write(paper, note, after=1)
    return bytes(paper.output())


def print_office(paper: "FPDF", face: OfficeFace) -> None:
    """The sender."""
    write(paper, face.name, size=13, style="B", after=0)
    place = " ".join(part for part in (face.postal_code, face.city) if part)
    for line in (face.street, place, face.phone, face.email, face.enterprise_number):
        if line:
            write(paper, line, size=10, after=0)
    paper.ln(10)
