"""HTML in tests: what a browser would have to forgive in it, and its elements.

html5ever, the parser of Servo, knows the faults; libxml2 reads a page without any in no time.
"""

from typing import Any

from lxml import etree
from markupever import HtmlOptions, Parser

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
SWITCHES = {
    "async",
    "autofocus",
    "checked",
    "defer",
    "disabled",
    "hidden",
    "multiple",
    "novalidate",
    "open",
    "readonly",
    "required",
    "selected",
}


def list_faults(html: str) -> list[str]:
    """Every fault of a whole page, in the parser's words."""
    parser = Parser(HtmlOptions(full_document=True, exact_errors=True))
    parser.process(html.encode())
    parser.finish()
    return list(parser.errors())


def read_faultless(html: str) -> Any:
    """The elements of a page, their names without a namespace. Raises: AssertionError for one with faults."""
    assert not (faults := list_faults(html)), faults
    return _parse(html)


def _parse(html: str) -> Any:
    return etree.fromstring((html or "<body></body>").encode(), etree.HTMLParser(encoding="utf-8"))


def read(html: str) -> Any:
    """The elements as a browser has them, in their namespaces."""
    root = _parse(html)
    for element in root.iter(etree.Element):
        parent = element.getparent()
        is_drawn = element.tag == "svg" or (parent is not None and parent.tag.startswith(SVG))
        element.tag = f"{SVG if is_drawn else XHTML}{element.tag}"
        for name in SWITCHES & set(element.attrib):
            element.set(name, "")  # libxml2 writes out the name once more
        if "viewbox" in element.attrib:
            element.set("viewBox", element.attrib.pop("viewbox"))
    for area in root.iter(f"{XHTML}textarea"):
        area.text = (area.text or "").removeprefix("\n")
    return root
