"""The tag tree of a PDF, with tables: fpdf2's own only has elements directly under the document.

ISO 32000-1, 14.7.2 and 14.8.4.3.4. Imported only when the first PDF is made, like fpdf2 itself.
"""

from typing import Any

from fpdf.structure_tree import StructElem, StructureTreeBuilder
from fpdf.syntax import PDFArray


class _Element(StructElem):
    """One element. ``a``: attributes, such as the scope of a heading cell."""

    a: str | None = None


class _Kids(PDFArray):
    """All elements in reading order; only those directly under the document are serialised as kids."""

    def __init__(self) -> None:
        super().__init__()
        self.top = PDFArray()

    def serialize(self, *args: Any, **options: Any) -> str:
        """The references to the top elements."""
        return str(self.top.serialize(*args, **options))


class TagTree(StructureTreeBuilder):
    """``open_groups``: the tables and rows being written, outermost first."""

    def __init__(self) -> None:
        super().__init__()
        self.doc_struct_elem.k = _Kids()
        self.open_groups: list[StructElem] = []

    def add_marked_content(
        self,
        page_number: int,
        struct_type: str,
        mcid: int | None = None,
        title: str | None = None,
        alt_text: str | None = None,
    ) -> tuple[StructElem, int]:
        """An element for what is drawn, inside the open groups."""
        del title
        page = self.spid_per_page_number.setdefault(page_number, len(self.spid_per_page_number))
        element = self._add(struct_type, page_number, kids=[] if mcid is None else [mcid], alt=alt_text)
        self.struct_tree_root.parent_tree.nums[page].append(element)
        return element, page

    def begin(self, kind: str, page_number: int) -> None:
        """Open a table or a row: what follows belongs to it."""
        self.open_groups.append(self._add(f"/{kind}", page_number, kids=[]))

    def end(self) -> None:
        """Close the innermost group."""
        self.open_groups.pop()

    def _add(
        self, struct_type: str, page_number: int, *, kids: list[int], alt: str | None = None
    ) -> StructElem:
        kids_of_all: Any = self.doc_struct_elem.k
        parent = self.open_groups[-1] if self.open_groups else self.doc_struct_elem
        element = _Element(struct_type, parent, kids, page_number=page_number, alt=alt)
        (self.open_groups[-1].k if self.open_groups else kids_of_all.top).append(element)
        kids_of_all.append(element)
        return element
