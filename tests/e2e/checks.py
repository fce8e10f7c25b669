"""What every state of every journey is held to: accessibility, layout, no foreign host."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def check_state(page: Page) -> None:
    """No axe violation, no sideways scroll. With scripts off only what the page itself allows is checked."""
    check_width(page)
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    violations = results.response["violations"]
    told = [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes']]}" for v in violations]
    assert not told, f"{page.url}: {told}"


def check_width(page: Page) -> None:
    """Nothing is wider than the window."""
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1], f"{page.url}: {widths}"
