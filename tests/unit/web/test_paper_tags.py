"""Papers can be read aloud: all of them is a heading, a paragraph, a picture with words, or decoration."""

import io
from datetime import UTC, datetime
from typing import Any

import pikepdf

from portal.office.selectors import get_office_face
from portal.office.sheet import print_sheet
from portal.web.paper.qr import draw_qr
from portal.web.paper.sheet import Cell, open_sheet, write, write_cells, write_row
from portal.web.paper.tags import claim_accessible, group

AT = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
SHOWS = {"Tj", "TJ", "re", "f", "S", "l"}


def find_untagged(page: Any) -> list[str]:
    """What is drawn outside every tag."""
    depth, bare = 0, []
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
        if operator in SHOWS and depth == 0:
            bare.append(operator)
    assert depth == 0
    return bare


def make_paper() -> bytes:
    paper = open_sheet("Receipt", language="nl", made_at=AT, is_tagged=True)
    claim_accessible(paper, "Receipt")
    paper.add_page()
    write(paper, "Receipt", size=22, style="B", kind="H1")
    for number in range(120):
        write(paper, f"Sentence {number}, " + "long enough for a second line of the paper " * 3)
    write_cells(paper, [Cell("02/03/2026", 28), Cell("Payment", 80), Cell("€ 5,00", 30, align="R")])
    draw_qr(paper, "https://portal.example/receipt/A", left=30, top=30, side_mm=30)
    return bytes(paper.output())


def test_nothing_is_drawn_outside_a_tag() -> None:
    with pikepdf.open(io.BytesIO(make_paper())) as pdf:
        assert len(pdf.pages) > 2
        assert [find_untagged(page) for page in pdf.pages] == [[] for _page in pdf.pages]


def test_the_tree_has_a_heading_paragraphs_and_a_picture_with_words() -> None:
    with pikepdf.open(io.BytesIO(make_paper())) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "nl"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        kids = list(root.StructTreeRoot.K[0].K)
        kinds = [str(kid.S) for kid in kids]
        assert kinds[0] == "/H1"
        assert kinds.count("/P") >= 123
        assert [str(kid.Alt) for kid in kids if str(kid.S) == "/Figure"] == [
            "https://portal.example/receipt/A"
        ]
        assert "pdfuaid:part" in root.Metadata.read_bytes().decode()


def make_table() -> bytes:
    paper = open_sheet("Statement", language="nl", made_at=AT, is_tagged=True)
    paper.add_page()
    with group(paper, "Table"):
        write_row(paper, "File", "26/004512")
        write_row(paper, "Name", "A name of two lines " * 8)
    with group(paper, "Table"):
        write_cells(paper, [Cell("Day", 28), Cell("What", 90), Cell("Sum", 30)], is_head=True)
        for number in range(80):
            words = f"Line {number}\nIn the words of the office"
            write_cells(paper, [Cell("02/03/2026", 28), Cell(words, 90), Cell("€ 5,00", 30, align="R")])
    write(paper, "The end")
    return bytes(paper.output())


def list_rows(table: Any) -> list[list[str]]:
    assert [str(row.S) for row in table.K] == ["/TR"] * len(table.K)
    return [[str(cell.S) for cell in row.K] for row in table.K]


def test_tables_have_rows_headings_and_cells() -> None:
    with pikepdf.open(io.BytesIO(make_table())) as pdf:
        assert len(pdf.pages) > 2
        assert [find_untagged(page) for page in pdf.pages] == [[] for _page in pdf.pages]
        facts, lines, end = pdf.Root.StructTreeRoot.K[0].K
        assert list_rows(facts) == [["/TH", "/TD"]] * 2
        assert list_rows(lines) == [["/TH"] * 3, *([["/TD"] * 3] * 80)]
        assert (str(facts.S), str(end.S)) == ("/Table", "/P")
        assert str(facts.K[0].K[0].A.Scope) == "/Row"
        assert {str(cell.A.Scope) for cell in lines.K[0].K} == {"/Column"}


def test_every_cell_names_its_page_and_its_parent() -> None:
    with pikepdf.open(io.BytesIO(make_table())) as pdf:
        pages = [page.objgen for page in pdf.pages]
        names = pdf.Root.StructTreeRoot.ParentTree.Nums
        kept = {int(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        last = -1
        for row in pdf.Root.StructTreeRoot.K[0].K[1].K:
            (number,) = {pages.index(cell.Pg.objgen) for cell in row.K}
            assert number >= last, "rows follow each other"
            last = number
            for cell in row.K:
                assert cell.P.objgen == row.objgen
                on_page = kept[int(pdf.pages[number].StructParents)]
                assert on_page[int(cell.K[0])].objgen == cell.objgen
        assert last > 0


def test_every_tag_of_a_page_has_its_place_in_the_tree() -> None:
    with pikepdf.open(io.BytesIO(make_paper())) as pdf:
        names = pdf.Root.StructTreeRoot.ParentTree.Nums
        lengths = {int(names[at]): len(names[at + 1]) for at in range(0, len(names), 2)}
        for page in pdf.pages:
            steps = pikepdf.parse_content_stream(page)
            numbers = [int(step.operands[1].MCID) for step in steps if str(step.operator) == "BDC"]
            assert numbers == list(range(len(numbers)))
            assert lengths[int(page.StructParents)] == len(numbers)


def test_the_sheet_of_the_office_is_tagged(db: None) -> None:
    content = print_sheet(
        get_office_face(),
        title="Title",
        parts=[("Part", [("Term", "Value")])],
        notes=["Note"],
        language="en",
        made_at=AT,
    )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert find_untagged(pdf.pages[0]) == []
        kinds = [str(kid.S) for kid in pdf.Root.StructTreeRoot.K[0].K]
        assert kinds.count("/H1") == kinds.count("/H2") == kinds.count("/Table") == 1
