"""The payer at the payment page of the practice office, over real HTTP."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from django.test import Client
from django.utils import timezone

from portal.access.session import Defendant
from portal.integrations.tagor.values.account import Credential
from portal.payments.models import Attempt
from tests.markup import read
from tests.pages.conftest import Visit
from tests.pages.page import XHTML, Page
from tests.practice import PracticeFile, PracticeOffice

GOOD_CARD, REFUSED_CARD = "4100 0000 0000 0000", "4100 0000 0000 0005"
SignIn = Callable[..., PracticeFile]
Ask = Callable[..., Page]


@dataclass(frozen=True)
class WayBack:
    """What the payer's browser brings home: the path of our return address and the form it posts."""

    path: str
    fields: dict[str, str]


@dataclass
class Bank:
    """The payment page. Each act submits our hand-over form, as a browser does."""

    def open(self, hand_over: Page) -> str:
        """Submit the hand-over form; the token of the opened payment."""
        (form,) = hand_over.main_forms()
        assert form.get("method") == "post"
        fields = hand_over.form_fields()
        answer = httpx.post(form.get("action", ""), data=fields, timeout=30, trust_env=False)
        assert answer.status_code == 200, answer.text
        return str(fields["redirectionData"])

    def act(self, hand_over: Page, act: str, **more: str) -> WayBack:
        token = self.open(hand_over)
        address = hand_over.form_action() + "/act"
        fields = {"redirectionData": token, "act": act, "behaviour": "normal", **more}
        answer = httpx.post(address, data=fields, timeout=30, trust_env=False)
        assert answer.status_code == 200, answer.text
        return _read_way_back(answer.text)

    def pay(self, hand_over: Page, behaviour: str = "normal") -> WayBack:
        return self.act(hand_over, "card", number=GOOD_CARD, behaviour=behaviour)


def _read_way_back(text: str) -> WayBack:
    tree = read(text)
    form = next(tree.iter(f"{XHTML}form"), None)
    if form is None:  # an expired payer gets a plain link
        link = next(link for link in tree.iter(f"{XHTML}a") if "/pay/return/" in link.get("href", ""))
        return WayBack(urlsplit(link.get("href", "")).path, {})
    fields = {item.get("name", ""): item.get("value", "") for item in form.iter(f"{XHTML}input")}
    return WayBack(urlsplit(form.get("action", "")).path, fields)


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def ask_online(visit: Visit) -> Ask:
    """Post the form of the pay page for a seeded file; the page that follows."""

    def ask(
        seeded: PracticeFile, kind: str = "full", amount: str = "", *, status: int = 200, **more: str
    ) -> Page:
        data = {"kind": kind, "amount": amount, "method": "online", "mark": make_mark(seeded), **more}
        return visit("/pay/", data, status=status, follow=True)

    return ask


def make_mark(seeded: PracticeFile) -> str:
    """The mark that the forms of this file carry."""
    now = timezone.now()
    return Defendant(seeded.file_id, seeded.party_id, Credential("Hash", "unused"), now, now).mark


def the_attempt() -> Attempt:
    """The only attempt there is."""
    return Attempt.objects.get()


def list_starts(practice: PracticeOffice) -> int:
    """How often Tagor was asked to start a payment."""
    return len(practice.calls("Pay/Start"))


def the_start(practice: PracticeOffice) -> dict[str, str]:
    """What Tagor was asked to start, once."""
    (call,) = practice.calls("Pay/Start")
    asked: dict[str, str] = call["body"]["request"]
    return asked


def come_home(way: WayBack, *, by_post: bool = True) -> str:
    """Come back from the payment page in a browser without any session; where that leads."""
    stranger = Client(enforce_csrf_checks=True)
    if by_post:
        answer = stranger.post(
            way.path, urlencode(way.fields), content_type="application/x-www-form-urlencoded"
        )
    else:
        answer = stranger.get(way.path)
    assert answer.status_code == 303
    return str(answer["Location"])
