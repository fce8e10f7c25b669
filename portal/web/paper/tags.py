"""Tags in a PDF for screen readers: headings, paragraphs, tables, and pictures with a description.

fpdf2 only tags pictures; the rest is done here, in a tree of our own (ISO 32000-1, 14.7 and 14.8).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from fpdf import FPDF

_COUNTS: "WeakKeyDictionary[FPDF, dict[int, int]]" = WeakKeyDictionary()
"""Documents with tags: the number of tags on each page."""
_UA = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def begin_tags(sheet: "FPDF") -> None:
    """From now on everything in this document is tagged; readers show its title, not the file name."""
    from fpdf.prefs import ViewerPreferences  # noqa: PLC0415 - read with the first paper, as fpdf itself

    from portal.web.paper.tag_tree import TagTree  # noqa: PLC0415

    _COUNTS[sheet] = {}
    sheet.struct_builder = TagTree()
    sheet.viewer_preferences = ViewerPreferences(display_doc_title=True)


def claim_accessible(sheet: "FPDF", title: str) -> None:
    """Declare that it meets PDF/UA-1 (ISO 14289-1), if all was written with the tags of this module."""
    sheet.set_xmp_metadata(_UA.format(title=escape(title)))


@contextmanager
def tag(sheet: "FPDF", kind: str, *, words: str = "") -> Iterator[None]:
    """Tag what is drawn inside, on one page.

    ``kind``: "H1", "H2", "P", "TD", "TH Column", "TH Row", or "Figure" with its ``words``.
    """
    counts = _COUNTS.get(sheet)
    if counts is None:
        yield
        return
    number = counts.get(sheet.page, 0)
    counts[sheet.page] = number + 1
    name, _, heads = kind.partition(" ")
    element: Any = sheet._add_marked_content(struct_type=f"/{name}", mcid=number, alt_text=words or None)
    if heads:
        element.a = f"<</O /Table /Scope /{heads}>>"
    sheet._out(f"/{name} <</MCID {number}>> BDC")
    yield
    sheet._out("EMC")


@contextmanager
def group(sheet: "FPDF", kind: str) -> Iterator[None]:
    """A "Table", or a row ("TR") in one: what is tagged inside belongs to it."""
    if sheet not in _COUNTS:
        yield
        return
    tree: Any = sheet.struct_builder
    tree.begin(kind, sheet.page)
    yield
    tree.end()


def is_in_table(sheet: "FPDF") -> bool:
    """Whether a table is being written, so that what comes next is a row of it."""
    return sheet in _COUNTS and bool(cast("Any", sheet.struct_builder).open_groups)


@contextmanager
def decoration(sheet: "FPDF") -> Iterator[None]:
    """Lines and the like, which a screen reader skips."""
    if sheet not in _COUNTS:
        yield
        return
    sheet._out("/Artifact BMC")
    yield
    sheet._out("EMC")
