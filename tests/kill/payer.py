"""Somebody with a browser that survives whatever happens to the portal."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
from django.http import HttpResponse

from tests.kill.processes import Site
from tests.pages.page import Page

GOOD_CARD = "4100 0000 0000 0000"
SLUG = "nl-woman"


class Payer:
    """One browser. Paths are the portal's; ``port`` chooses one of several portals."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.browser = httpx.Client(timeout=30, trust_env=False, follow_redirects=True)
        self.browser.cookies.set("language", "en", domain="127.0.0.1")
        self.form: dict[str, Any] = {}
        self.way_back = ""

    def sign_in(self) -> None:
        """Open the seeded file by its letter link, and the pay page in a tab that stays open."""
        letter = self.get(f"/h/{self.site.office.file(SLUG).hash}/")
        self.post(letter.form_action(), letter.form_fields())
        fields = self.get("/pay/").form_fields()
        self.form = {**fields, "kind": "full", "amount": "", "method": "online"}

    def get(self, path: str) -> Page:
        return _page(self.browser.get(self.site.url + path))

    def post(self, path: str, fields: dict[str, Any], *, port: int | None = None) -> Page:
        base = f"http://127.0.0.1:{port}" if port else self.site.url
        return _page(self.browser.post(base + path, data=fields))

    def pay_online(self, *, port: int | None = None) -> Page:
        """Press "pay online" for everything, from a pay page that was open before."""
        return self.post("/pay/", self.form, port=port)

    def pay_at_bank(self, hand_over: Page) -> str:
        """Pay with a good card, whether or not the portal lives; the path to come back to."""
        (form,) = hand_over.main_forms()
        action, fields = form.get("action", ""), hand_over.form_fields()
        self.bank(action, fields)
        card = {"redirectionData": str(fields["redirectionData"]), "act": "card", "number": GOOD_CARD}
        done = self.bank(action + "/act", {**card, "behaviour": "normal"})
        self.way_back = "/pay/return/" + done.text.split("/pay/return/")[1].split('"')[0]
        return self.way_back

    def pay_at_service(self, hand_over: Page, act: str = "pay") -> str:
        """The same on the page of Worldline or Mollie, which is opened by its address."""
        address = hand_over.links()["Go to the payment page"]
        assert httpx.get(address, timeout=30, trust_env=False).status_code == httpx.codes.OK
        done = httpx.post(address, data={"act": act, "outcome": "paid"}, timeout=30, trust_env=False)
        self.way_back = urlsplit(done.headers["location"]).path
        return self.way_back

    def bank(self, address: str, fields: dict[str, Any]) -> httpx.Response:
        answer = httpx.post(address, data=fields, timeout=30, trust_env=False)
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer


def lose(act: Callable[[], object]) -> None:
    """Do something whose answer never comes, because the portal dies."""
    try:
        act()
    except httpx.HTTPError:
        return
    raise AssertionError("the portal answered although it was killed")


def _page(answer: httpx.Response) -> Page:
    return Page(cast("HttpResponse", answer))
