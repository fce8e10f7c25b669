"""What a person with a letter does, step by step, by addresses and forms: it reads in any language."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from tests.e2e.checks import check_state, check_width
from tests.e2e.processes import Portal
from tests.practice import PracticeFile

LANGUAGES = ("nl", "fr", "de", "en")


@dataclass
class Person:
    """Someone at a browser. Counts the clicks and words it costs them.

    ``axe`` must be off when scripts are: axe is a script and would wait for ever.
    """

    page: Page
    portal: Portal
    axe: bool = True
    clicks: int = 0
    typed: int = 0
    seen: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Every state a person sees is checked."""
        self.seen.append(self.page.url)
        if self.axe:
            check_state(self.page)
        else:
            check_width(self.page)

    def go(self, path: str) -> None:
        """Type or follow an address of the portal."""
        self.page.goto(f"{self.portal.url}{path}")
        self.check()

    def click(self, target: Locator | str, *, leads_to: str = "") -> None:
        """One click, and a look at what it gives.

        ``leads_to``: the address to which a script goes some time after the click, as Playwright takes it.
        """
        self.clicks += 1
        found = self.page.locator(target) if isinstance(target, str) else target
        found.click()
        if leads_to:
            self.page.wait_for_url(leads_to)
        self.page.wait_for_load_state()
        if self.page.url.startswith(self.portal.url):
            self.check()

    def type(self, name: str, text: str) -> None:
        """Fill one field."""
        self.typed += 1
        self.page.locator(f"main [name={name}]").fill(text)

    def choose(self, name: str, value: str) -> None:
        """Pick a radio by its value, as a finger does: on its label."""
        self.clicks += 1
        radio = self.page.locator(f"main input[name={name}][value='{value}']")
        self.page.locator(f"label[for='{radio.get_attribute('id')}']").click()

    def read_in_every_language(self) -> Iterator[str]:
        """Look at this page in each language in turn."""
        address = urlsplit(self.page.url).path
        for language in LANGUAGES:
            self.go(f"{address}?lang={language}")
            yield language

    def open_all(self) -> None:
        """Unfold whatever is folded, and look once more."""
        folded = self.page.locator("main details:not([open]) > summary")
        while folded.count():
            folded.first.click()
        self.check()

    def has_focus(self, selector: str) -> bool:
        """Whether that element has the focus now."""
        return bool(self.page.evaluate("one => document.activeElement.matches(one)", selector))

    def count_sheets(self) -> int:
        """On how many sheets of A4 the page prints."""
        paper = self.page.pdf(format="A4", prefer_css_page_size=True)
        return len(re.findall(rb"/Type\s*/Page\b", paper))

    # Steps -------------------------------------------------------------------------------------------

    def open_letter(self, seeded: PracticeFile) -> None:
        """Scan the code of the letter, then open the file."""
        self.go(f"/h/{seeded.hash}/")
        assert seeded.hash not in self.page.url
        self.click("main form button")
        expect(self.page).to_have_url(f"{self.portal.url}/file/")

    def come_in(self, seeded: PracticeFile) -> None:
        """Open the letter without a look at its pages: for journeys that begin behind them."""
        axe, self.axe = self.axe, False
        self.open_letter(seeded)
        self.axe = axe

    def sign_in(self, seeded: PracticeFile) -> None:
        """Type the file number and PIN of the letter."""
        self.go("/sign-in/")
        self.type("file", seeded.file)
        self.type("pin", seeded.pin)
        self.click("main form button")
        expect(self.page).to_have_url(f"{self.portal.url}/file/")

    def start_paying(self) -> None:
        """From the balance to the page that hands over to the payment page."""
        self.click("main form[action='/pay/'] button")
        assert "/pay/go/" in self.page.url, self.page.url

    def send(self, button: str = "main form[action^='/plan/check/'] button") -> str:
        """Send a request for a plan; its page renews itself, so it is looked at while it holds still.

        The address of that page.
        """
        self.clicks += 1
        self.page.locator(button).click()
        self.page.wait_for_url("**/plan/sent/**")
        address = urlsplit(self.page.url).path
        self.go(f"{address}?hold=1")
        return address

    def ask_for_less(self, amount: str, words: str) -> str:
        """From "another amount" to a request outside the rules that was sent; the address of its page."""
        self.type("amount", amount)
        self.type("words", words)
        self.click("main form button[type=submit]")
        assert "/plan/date/" in self.page.url, self.page.url
        self.click("main form button[type=submit]")
        return self.send()

    def enter_payment_page(self) -> None:
        """Over to the bank."""
        self.click(self.page.locator("main form[method=post] button").first)
        assert self.page.url.startswith(self.portal.office.base_url), self.page.url

    def pay_at_bank(self, card: str = "4100000000000000") -> None:
        """The bank's own page: card, pay, back to the office."""
        self.page.locator("#number").fill(card)
        self.page.locator("button[value=card]").click()
        self.come_back()
        self.page.wait_for_url(f"{self.portal.url}/pay/status/**")
        self.check()

    def come_back(self) -> None:
        """Press the bank's button back to the office, unless its script was faster."""
        with suppress(PlaywrightError):
            self.page.locator("form#return button").click(timeout=2_000)
