"""The statement of a file on paper, and as a table for a spreadsheet."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.dossier.presenters.lines import ALL_PAGES, LineRow, present_lines
from portal.dossier.presenters.parts_table import PartsTable, present_parts
from portal.dossier.statement import Statement
from portal.integrations.tagor.values.account import FileInfo
from portal.office.selectors import OfficeFace
from portal.office.sheet import print_office
from portal.web.formats import moment, money, plain_amount, short_day
from portal.web.paper.sheet import Cell, open_sheet, write, write_cells, write_row
from portal.web.paper.tags import claim_accessible, group
from portal.web.spreadsheet import write_csv

if TYPE_CHECKING:
    from fpdf import FPDF

DATE_MM, AMOUNT_MM = 28, 34


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """What is printed, as text in the active language. ``facts``: file number, names, the balance."""

    title: str
    facts: list[tuple[str, str]]
    rows: list[LineRow]
    parts: PartsTable | None
    notes: list[str]


def present_paper(statement: Statement, head: FileInfo | None) -> StatementPaper:
    """Every line, what they come to, and what the office says is owed."""
    balance = statement.balance
    facts = [
        (_("File number"), head.file_name if head else ""),
        (_("Your name"), head.defendant if head else ""),
        (_("You owe this to (claimant)"), head.claimant if head else ""),
        (_("Balance of this file"), money(balance.cents) if balance else ""),
        (_("The office was asked on"), moment(balance.as_of) if balance else ""),
    ]
    parts = present_parts(statement.sums, statement.expected_cents) if statement.sums else None
    told = []
    if parts is not None:
        counts = _("The balance of the office counts.") if parts.difference else ""
        told = [parts.difference, counts, parts.on_its_way]
    return StatementPaper(
        title=_("Overview of your file"),
        facts=[(term, value) for term, value in facts if value],
        rows=present_lines(statement, ALL_PAGES).rows,
        parts=parts,
        notes=[note for note in (*told, _("It is an overview, not an invoice.")) if note],
    )


def print_statement(page: StatementPaper, face: OfficeFace, *, language: str, made_at: datetime) -> bytes:
    """The document; the same page gives the same bytes."""
    paper = open_sheet(page.title, language=language, made_at=made_at, is_tagged=True)
    claim_accessible(paper, page.title)
    paper.add_page()
    print_office(paper, face)
    write(paper, page.title, size=22, style="B", kind="H1", after=3)
    with group(paper, "Table"):
        for term, value in page.facts:
            write_row(paper, term, value)
    paper.ln(6)
    with group(paper, "Table"):
        _print_lines(paper, page)
    if page.parts:
        paper.ln(6)
        write(paper, _("What the lines come to"), size=13, style="B", kind="H2", after=1)
        with group(paper, "Table"):
            for word, amount in (*page.parts.rows, (_("Total of the lines"), page.parts.total)):
                write_row(paper, word, amount)
        paper.ln(4)
    for note in page.notes:
        write(paper, note, after=1)
    return bytes(paper.output())


def write_table(statement: Statement) -> bytes:
    """Every line as CSV; amounts as plain numbers in the language's own form, on their way or not."""
    rows = present_lines(statement, ALL_PAGES)
    header = [
        pgettext("file", "Date"),
        pgettext("file", "What"),
        _("In the words of the office"),
        pgettext("file", "Amount"),
        _("Counted in the sum"),
    ]
    cells = [
        [
            short_day(line.booked_on) if line.booked_on else "",
            row.kind,
            line.description,
            plain_amount(row.cents),
            _("not yet") if row.on_its_way else _("yes"),
        ]
        for row, line in zip(rows.rows, statement.lines or (), strict=True)
    ]
    return write_csv(header, cells)


def _print_lines(paper: "FPDF", page: StatementPaper) -> None:
    heads = (pgettext("file", "Date"), pgettext("file", "What"), pgettext("file", "Amount"))
    _print_cells(paper, *heads, is_head=True)
    for row in page.rows:
        words = row.kind
        if row.text:
            words += "\n" + _("In the words of the office: %(text)s") % {"text": row.text}
        if row.on_its_way:
            words += "\n" + _("on its way, not in the sum yet")
        _print_cells(paper, row.when, words, row.amount)


def _print_cells(paper: "FPDF", when: str, words: str, amount: str, *, is_head: bool = False) -> None:
    middle = paper.w - paper.l_margin - paper.r_margin - DATE_MM - AMOUNT_MM
    cells = [Cell(when, DATE_MM), Cell(words, middle), Cell(amount, AMOUNT_MM, align="R")]
    write_cells(paper, cells, size=10, style="B" if is_head else "", is_head=is_head)
