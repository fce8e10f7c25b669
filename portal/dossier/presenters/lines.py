"""The page with every line: date, plain words, amount, and what the lines come to."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.dossier.presenters.words import get_kind_word
from portal.file.parts import INFORMATIVE
from portal.integrations.tagor.values.account import CodeText, Line
from portal.web.formats import money, short_day

LINES_A_PAGE = 50
ALL_PAGES = "all"


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line. ``pieces``: (word, amount) it is made of; ``on_its_way``: it counts for nothing yet."""

    when: str
    kind: str
    text: str
    pieces: list[tuple[str, str]]
    amount: str
    on_its_way: bool


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


def present_lines(lines: tuple[Line, ...], natures: Mapping[str, CodeText], wanted_page: str) -> LinesPage:
    """The wanted page of ``lines``; the first or last when there is no such page, every line for "all"."""
    shows_all = wanted_page == ALL_PAGES
    paginator = Paginator(lines, max(len(lines), 1) if shows_all else LINES_A_PAGE)
    page: Page[Line] = paginator.get_page(1 if shows_all else wanted_page)
    return LinesPage(
        rows=[_present_line(line, natures.get(line.nature_code_id)) for line in page],
        number=page.number,
        page_count=paginator.num_pages,
        previous=page.number - 1 if page.has_previous() else None,
        next=page.number + 1 if page.has_next() else None,
        shows_all=shows_all and len(lines) > LINES_A_PAGE,
        line_count=len(lines),
    )


def _present_line(line: Line, nature: CodeText | None) -> LineRow:
    return LineRow(
        when=short_day(line.booked_on) if line.booked_on else _("no date"),
        kind=get_kind_word(nature) if nature else line.description or pgettext("part of a line", "line"),
        text=line.description if nature else "",
        pieces=_list_pieces(line),
        amount=money(line.total_cents),
        on_its_way=nature is not None and nature.code.upper() == INFORMATIVE,
    )


def _list_pieces(line: Line) -> list[tuple[str, str]]:
    """What the amount is made of, when it is more than one thing."""
    pieces = [
        (pgettext("part of a line", "amount"), line.amount_cents),
        (pgettext("part of a line", "fee"), line.fee_cents),
        (pgettext("part of a line", "expenses"), line.cost_cents),
        (pgettext("part of a line", "VAT"), line.vat_cents),
    ]
    present = [(word, money(cents)) for word, cents in pieces if cents]
    return present if len(present) > 1 else []
