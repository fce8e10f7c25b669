"""Every list of the desk at every width: rows stay low, words stay whole, the head stays on top."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.backstage import fill_desk
from tests.e2e.checks import check_width
from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

DESK_LISTS = (
    "/desk/queue/team/",
    "/desk/insight/audit/",
    "/desk/deliveries/",
    "/desk/services/runs/",
    "/desk/services/define/",
    "/desk/services/webhooks/",
    "/desk/events/",
    "/desk/events/checks/",
    "/desk/file/crm/?q=2",
    "/desk/file/mirror/",
    "/desk/settings/people/",
)
SYSTEMS = ("dossierdata", "cirrus")
WIDTHS = (320, 1024, 1280, 1920)
TABLE_FROM = 1024
# Three lines of text and what surrounds them.
MOST_PX = 84
FEWEST_LETTERS = 10
WHAT_THIS_TEST_DID = ("events_event", "events_contactcheck")

# What the tables of the page look like now: their display, row heights, overflow, and each word that is
# broken within itself, as the pieces that stand on each line.
MEASURE = r"""() => [...document.querySelectorAll(".sheet")].map((sheet) => {
  const lineOf = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return Math.round(range.getBoundingClientRect().top);
  };
  const split = (node, from, to) => {
    const pieces = [""];
    for (let at = from; at < to; at += 1) {
      const isBroken = at > from && lineOf(node, at) !== lineOf(node, at - 1);
      if (isBroken && /\w/.test(node.data[at]) && /\w/.test(node.data[at - 1])) pieces.push("");
      pieces[pieces.length - 1] += node.data[at];
    }
    return pieces;
  };
  const broken = [];
  const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("caption, .visually-hidden, thead, option")) continue;
    for (const match of node.data.matchAll(/[^\s-]{2,}/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      if (range.getClientRects().length < 2) continue;
      const pieces = split(node, match.index, match.index + match[0].length);
      if (pieces.length > 1) broken.push(pieces);
    }
  }
  const covered = [...sheet.querySelectorAll("td :is(a, button, label)")].filter((one) => {
    const box = one.getClientRects()[0];
    if (!box || box.top < 0 || box.bottom > innerHeight) return false;
    const top = document.elementFromPoint(box.left + 3, box.top + box.height / 2);
    return top && !one.contains(top) && !top.contains(one);
  });
  const rows = [...sheet.tBodies[0].rows];
  return {
    isTable: getComputedStyle(sheet).display === "table",
    heights: rows.map((row) => row.getBoundingClientRect().height),
    overflow: sheet.scrollWidth - sheet.parentElement.clientWidth,
    broken,
    covered: covered.map((one) => one.innerText),
  };
})"""


@pytest.fixture
def desk(portal: Portal) -> Iterator[Portal]:
    """Every list has rows."""
    fill_desk(portal)
    yield portal
    for table in WHAT_THIS_TEST_DID:
        portal.write(f"DELETE FROM {table}")  # noqa: S608 - our own names


def list_crm_lists(clerk: Clerk, system: str) -> list[str]:
    """The addresses of every kind of record of a system."""
    clerk.go(f"/desk/crm/{system}/")
    links = clerk.page.locator(".kinds a").all()
    return [link.get_attribute("href") or "" for link in links]


def test_rows_are_low_and_words_whole_at_every_width(desk: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False, language="de"), desk, axe=False)  # the longest words
    clerk.sign_in_at_desk()
    clerk.connect()
    lists = [*DESK_LISTS, *(path for system in SYSTEMS for path in list_crm_lists(clerk, system))]
    with_rows = 0
    for path in lists:
        clerk.page.set_viewport_size({"width": 1280, "height": 900})
        clerk.page.goto(f"{desk.url}{path}")
        with_rows += bool(clerk.page.locator(".sheet").count())
        for width in WIDTHS:
            clerk.page.set_viewport_size({"width": width, "height": 900})
            check_width(clerk.page)
            for table in clerk.page.evaluate(MEASURE):
                check_table(table, f"{path} at {width}", must_be_table=width >= TABLE_FROM)
    assert with_rows > len(DESK_LISTS) + 20


def check_table(table: dict[str, Any], where: str, *, must_be_table: bool) -> None:
    """Low rows, nothing cut off at the side, no word in pieces but as a card's last resort."""
    assert table["overflow"] <= 0, where
    assert not table["covered"], f"{where}: nobody can press {table['covered'][:3]}"
    if must_be_table:
        assert table["isTable"], where
    if table["isTable"]:
        assert not table["broken"], f"{where}: {table['broken'][:3]}"
        assert max(table["heights"]) <= MOST_PX, f"{where}: {table['heights']}"
    for pieces in table["broken"]:
        assert min(len(piece) for piece in pieces[:-1]) >= FEWEST_LETTERS, f"{where}: {pieces}"


def test_the_whole_text_shows_to_whoever_looks_at_the_row(desk: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False), desk)
    clerk.sign_in_at_desk("/desk/crm/cirrus/contacts/")
    page, row = clerk.page, clerk.page.locator(".sheet tbody tr").nth(1)
    mail = row.locator(".clip", has_text="@").first
    assert is_cut(mail)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert row.evaluate("row => row.contains(document.activeElement)")
    assert not is_cut(mail)
    clerk.check()
    page.keyboard.press("k")
    assert is_cut(mail)
    row.hover()
    page.wait_for_timeout(600)
    assert not is_cut(mail)


def is_cut(text: Any) -> bool:
    """Whether part of a text cannot be seen."""
    return bool(text.evaluate("e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ["/desk/crm/cirrus/contacts/", "/desk/events/", "/desk/deliveries/"])
def test_the_head_stays_and_nothing_shines_through(
    desk: Portal, new_page: NewPage, path: str, dark: bool
) -> None:
    clerk = Clerk(new_page(phone=False, dark=dark), desk, axe=False)
    clerk.sign_in_at_desk(path)
    page = clerk.page
    for down in (100, 213, 327):
        page.evaluate("down => scrollTo(0, down + document.querySelector('.sheet').offsetTop)", down)
        assert page.evaluate(HEAD_IS_ON_TOP)


HEAD_IS_ON_TOP = """() => [...document.querySelectorAll(".sheet thead th")].every((head) => {
  const {left, top, width, height} = head.getBoundingClientRect();
  const isOpaque = /^rgb\\(/.test(getComputedStyle(head).backgroundColor);
  const at = (part) => document.elementFromPoint(left + width * part, top + height / 2);
  return isOpaque && top >= 0 && top < 2 && [0.1, 0.5, 0.9].every((part) => head.contains(at(part)));
})"""


def tab_back(page: Page, times: int) -> None:
    """Shift and Tab, some times."""
    for _ in range(times):
        page.keyboard.press("Shift+Tab")


def test_focus_is_never_under_the_head(desk: Portal, new_page: NewPage) -> None:
    clerk = Clerk(new_page(phone=False), desk, axe=False)
    clerk.sign_in_at_desk("/desk/crm/cirrus/contacts/")
    page = clerk.page
    page.locator(".sheet tbody tr").last.locator("a").last.focus()
    for _ in range(20):
        tab_back(page, 2)
        assert page.evaluate(
            "document.activeElement.getBoundingClientRect().top >="
            " document.querySelector('.sheet thead').getBoundingClientRect().bottom - 1"
        )
