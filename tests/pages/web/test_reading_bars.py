"""Plain words (B1), measured on the pages in each language: no long sentence, short ones on the whole."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import pytest

from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.page import XHTML, Page
from tests.practice import PracticeFile

SignIn = Callable[..., PracticeFile]
PUBLIC = (
    "/",
    "/sign-in/",
    "/new-link/",
    "/letter-check/",
    "/not-me/",
    "/help/",
    "/privacy/",
    "/accessibility/",
)
OF_A_FILE = (
    *("/file/", "/file/lines/", "/file/documents/", "/file/help/", "/file/timeline/", "/file/history/"),
    *("/pay/", "/pay/transfer/", "/plan/", "/plan/none/", "/plan/other/", "/plan/budget/", "/helper/new/"),
    *(
        "/messages/",
        "/messages/new/",
        "/messages/new/question/",
        "/messages/new/dispute/",
        "/messages/contact/",
    ),
    *("/my-data/", "/my-data/debts/", "/helper/"),
)
OF_A_PLAN = ("/file/", "/plan/running/", "/plan/running/change/", "/plan/running/standing-order/")
LONGEST, MEAN = 20, 12
BREAK = "\x1f"
END = re.compile(r"(?<=[.!?])[\s\u00a0\u202f]+(?=[^\Wa-z\d_]|$)")
WORD = re.compile(r"[^\W_]+(?:[-’'.,/][^\W_]+)*")
BLOCKS = {
    f"{XHTML}{name}" for name in ("p", "li", "dd", "td", "th", "summary", "label", "h1", "h2", "h3", "dt")
}


def list_sentences(page: Page) -> Iterator[str]:
    """What ends like a sentence, block by block; labels, names and amounts are none."""
    (main,) = page.all("main")
    for block in main.iter():
        if block.tag in BLOCKS and not any(
            inner.tag in BLOCKS for inner in block.iter() if inner is not block
        ):
            for line in _read(block).split(BREAK):
                text = " ".join(line.split())
                yield from (one for one in END.split(text) if one.endswith((".", "!", "?")))


def _read(block: Element) -> str:
    breaks = f"{XHTML}br"
    parts = [block.text or ""]
    for inner in block:
        parts += [BREAK if inner.tag == breaks else _read(inner) if isinstance(inner.tag, str) else ""]
        parts += [inner.tail or ""]
    return "".join(parts)


def measure(page: Page, path: str) -> list[str]:
    """What is wrong with the sentences of a page."""
    counts = [(len(WORD.findall(one)), one) for one in list_sentences(page)]
    faults = [f"{path}: {count} words: {one}" for count, one in counts if count > LONGEST]
    if counts and sum(count for count, _one in counts) / len(counts) > MEAN:
        faults.append(f"{path}: on average {sum(count for count, _one in counts) / len(counts):.1f} words")
    return faults


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_every_page_of_the_person_keeps_to_short_sentences(
    language: str, sign_in: SignIn, visit: Visit, office: Office
) -> None:
    faults: list[str] = []
    seen = 0
    for slug, paths in (("", PUBLIC), ("nl-woman", OF_A_FILE), ("running-plan", OF_A_PLAN)):
        if slug:
            sign_in(slug, language)
        for path in paths:
            page = visit(f"{path}?lang={language}")
            assert page.all("html")[0].get("lang") == language
            seen += len(list(list_sentences(page)))
            faults += measure(page, path)
    assert faults == []
    assert seen > 150
