"""A payer without scripts: starts a payment, opens the page, presses its buttons."""

from typing import Any

import httpx

from tests.contract.sandbox.wire import Tagor
from tests.markup import read_faultless
from tests.practice import PracticeOffice


class Page:
    """A page as a browser without scripts has it: its forms, and its words."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self.text = answer.text
        self.root = read_faultless(answer.text)

    @property
    def title(self) -> str:
        return str(self.root.findtext(".//h1"))

    @property
    def action(self) -> str:
        return str(self.root.find(".//form").get("action"))

    @property
    def hidden(self) -> dict[str, str]:
        fields = self.root.findall(".//input[@type='hidden']")
        return {field.get("name"): field.get("value") for field in fields}


def begin(tagor: Tagor, slug: str = "nl-woman", **more: str) -> dict[str, Any]:
    body = {
        "Amount": "12,34",
        "TDOS_Id": tagor.office.file(slug).file_id,
        "ReturnUrl": "pay/return/abc/",
    } | more
    return tagor.ask("Pay/Start", body)


def open_page(office: PracticeOffice, started: dict[str, Any]) -> Page:
    fields = {name: started[name] for name in ("redirectionVersion", "redirectionData")}
    return Page(office.client.post(started["redirectionUrl"], data=fields))


def press(office: PracticeOffice, page: Page, act: str, **fields: str) -> Page:
    return Page(office.client.post(page.action, data=page.hidden | {"act": act} | fields))


def new_payments(office: PracticeOffice, slug: str = "nl-woman") -> list[dict[str, Any]]:
    return [payment for payment in office.state(slug)["payments"] if not payment["confirmed"]]


def pay(tagor: Tagor, act: str = "bancontact", **fields: str) -> Page:
    return press(tagor.office, open_page(tagor.office, begin(tagor)), act, **fields)
