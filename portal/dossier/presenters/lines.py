"""The page with every line: date, plain words, amount, and the totals."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.dossier.presenters.words import Meaning, explain, find_meaning, name_line
from portal.dossier.statement import Statement
from portal.file.kinds import Kind
from portal.file.parts import APART, LineReading
from portal.integrations.tagor.values.account import Line
from portal.web.formats import money, short_day

LINES_A_PAGE = 50
ALL_PAGES = "all"


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line: what it is in plain words, and ``text``, what the office itself wrote.

    ``meaning``: one sentence on what it is. ``pieces``: (word, amount) it is made of; ``on_its_way``: it
    counts for nothing yet; ``cents``: the amount.
    """

    line_id: str
    when: str
    kind: str
    meaning: str
    text: str
    pieces: list[tuple[str, str]]
    amount: str
    on_its_way: bool
    cents: int


@dataclass(frozen=True, slots=True)
class LinesPage:
    """One page of lines and where it stands; page numbers are None where there is no such page."""

    rows: list[LineRow]
    number: int
    page_count: int
    previous: int | None
    next: int | None
    shows_all: bool
    line_count: int

    @property
    def is_paged(self) -> bool:
        """Whether there are other pages."""
        return self.page_count > 1


def present_lines(statement: Statement, wanted_page: str) -> LinesPage:
    """The wanted page of lines; the first or last when there is no such page, every line for "all"."""
    lines = statement.lines or ()
    shows_all = wanted_page == ALL_PAGES
    paginator = Paginator(lines, max(len(lines), 1) if shows_all else LINES_A_PAGE)
    page: Page[Line] = paginator.get_page(1 if shows_all else wanted_page)
    reading = statement.sums.fit(statement.expected_cents).reading if statement.sums else APART
    return LinesPage(
        rows=[_present_line(line, statement, reading) for line in page],
        number=page.number,
        page_count=paginator.num_pages,
        previous=page.number - 1 if page.has_previous() else None,
        next=page.number + 1 if page.has_next() else None,
        shows_all=shows_all and len(lines) > LINES_A_PAGE,
        line_count=len(lines),
    )


def explain_lines(statement: Statement) -> list[tuple[str, str]]:
    """What each word on the page means."""
    found = (_find_meaning(line, statement) for line in statement.lines or ())
    return explain(one for one in found if one)


def _find_meaning(line: Line, statement: Statement) -> Meaning | None:
    return find_meaning(line, statement.kinds.get(line.line_id), statement.own.get(line.line_id))


def _present_line(line: Line, statement: Statement, reading: LineReading) -> LineRow:
    kind, own_word = statement.kinds.get(line.line_id), statement.words.get(line.line_id, "")
    meaning = _find_meaning(line, statement)
    word = name_line(line, meaning, own_word)
    return LineRow(
        line_id=line.line_id,
        when=short_day(line.booked_on) if line.booked_on else _("no date"),
        kind=word,
        meaning=str(meaning.text) if meaning else "",
        text=line.description if line.description != word else "",
        pieces=_list_pieces(line, reading),
        amount=money(reading.get_total(line)),
        on_its_way=kind is Kind.EXPECTED,
        cents=reading.get_total(line),
    )


def _list_pieces(line: Line, reading: LineReading) -> list[tuple[str, str]]:
    """The components of the amount, when there is more than one."""
    pieces = [
        (pgettext("part of a line", "amount"), reading.get_amount(line)),
        (pgettext("part of a line", "fee"), line.fee_cents),
        (pgettext("part of a line", "expenses"), line.cost_cents),
        (pgettext("part of a line", "VAT"), line.vat_cents),
    ]
    present = [(word, money(cents)) for word, cents in pieces if cents]
    return present if len(present) > 1 else []
