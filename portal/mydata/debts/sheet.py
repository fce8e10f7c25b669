"""All debts and the budget of a person on one page, for a debt counsellor. It bears no name of an office."""

from datetime import datetime

from django.utils.translation import gettext as _

from portal.mydata.debts.presenters import Overview, Rows
from portal.web.formats import moment
from portal.web.paper.sheet import open_sheet, write, write_row
from portal.web.paper.tags import claim_accessible, group

SIZE = 10
TERM_MM = 85
MARGIN_MM = 18


def print_overview(view: Overview, *, language: str, made_at: datetime) -> bytes:
    """The document, as PDF."""
    title = _("My debts and my budget")
    paper = open_sheet(title, language=language, made_at=made_at, margin_mm=MARGIN_MM, is_tagged=True)
    claim_accessible(paper, title)
    paper.add_page()
    write(paper, title, size=18, style="B", kind="H1", after=1)
    write(paper, _("Made on %(moment)s.") % {"moment": moment(made_at)}, size=SIZE, after=3)
    debts: Rows = [(one.creditor, one.words) for one in view.debts]
    parts = (
        (_("What comes in and goes out each month"), view.budget),
        (_("This debt"), view.this_file),
        (_("Other debts"), debts),
        (_("All together"), view.together),
    )
    for heading, rows in parts:
        if rows:
            write(paper, heading, size=12, style="B", kind="H2", after=0)
            with group(paper, "Table"):
                for term, value in rows:
                    write_row(paper, term, value, term_mm=TERM_MM, size=SIZE)
        paper.ln(2)
    for sentence in view.missing:
        write(paper, sentence, size=SIZE, after=1)
    return bytes(paper.output())
