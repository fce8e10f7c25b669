"""The parser that judges every page knows the faults that a browser forgives."""

import pytest

from tests.markup import XHTML, list_faults, read, read_faultless

PAGE = (
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>x</title></head><body>{}</body></html>'
)
FAULTY = {
    "element left open": "<div><p>a</p>",
    "end of nothing": "</div>x",
    "block in a paragraph": "<p><div>x</div></p>",
    "crossed": "<b><i>x</b></i>",
    "attribute twice": '<p class="a" class="b">x</p>',
    "no space between attributes": '<p class="a"id="b">x</p>',
    "tag left open": "<p cl",
    "link in a link": '<a href="x">a<a href="y">b</a></a>',
    "form in a form": '<form action="x"><form action="y"></form></form>',
    "button in a button": "<button>a<button>b</button></button>",
    "words in a table": "<table>foo<tbody><tr><td>x</td></tr></tbody></table>",
    "cell without a row": "<table><tbody><td>x</td></tbody></table>",
    "unknown entity": "<p>&foo; x</p>",
    "entity left open": "<p>&copy x</p>",
    "closed by itself": "<div/>x",
    "heading ended as another": "<h1>a</h2>",
    "NUL": "<p>a\0b</p>",
}


@pytest.mark.parametrize("body", FAULTY.values(), ids=FAULTY)
def test_fault_is_known(body: str) -> None:
    assert list_faults(PAGE.format(body))
    with pytest.raises(AssertionError):
        read_faultless(PAGE.format(body))


def test_page_without_its_type_is_faulty() -> None:
    assert list_faults(PAGE.format("").removeprefix("<!doctype html>"))


def test_faultless_page_is_read_as_a_browser_reads_it() -> None:
    html = PAGE.format(
        "<form action='/x'><input name='a' required><textarea name='b'>\n\nx</textarea></form>"
        '<table><tbody><tr><td>&amp;</td></tr></tbody></table><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    )
    assert list_faults(html) == []
    root = read(html)
    assert root.find(f".//{XHTML}input").get("required") == ""
    assert root.find(f".//{XHTML}textarea").text == "\nx"
    assert root.find(".//{http://www.w3.org/2000/svg}svg").get("viewBox") == "0 0 1 1"
    assert read_faultless(html).findtext(".//td") == "&"


def test_an_answer_of_nothing_is_an_empty_page() -> None:
    assert read("").find(f".//{XHTML}body").text is None
