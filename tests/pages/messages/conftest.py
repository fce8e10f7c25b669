"""The doors of message tests: fill in a form, send it, let the outbox work, read and answer at the desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.messages.models import MessageRules, Thread
from portal.office.models import Office
from portal.outbox.services import deliver_due
from portal.sandbox.seeds.papermodels import CONFIRMATION_CODES
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import enter  # noqa: F401 - a fixture
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
Write = Callable[..., str]
Deliver = Callable[..., None]
Desk = Callable[..., Page]
Ask = Callable[..., Page]

CONTACT = "/messages/contact/"

FILLED_IN: dict[str, dict[str, Any]] = {
    "question": {"text": "Klopt dit nog?"},
    "paid": {"paid_on": "01/02/2026", "how": "transfer", "amount": "120,50", "text": ""},
    "dispute": {
        "extent": "part",
        "reasons": ["amount", "costs"],
        "text": "Dit is te veel.",
        "wish": "Haal de kosten eraf.",
    },
    "line": {"text": "Wat is deze lijn?"},
    "call-back": {"phone": "0470 12 34 56", "part": "morning"},
    "counsellor": {"helper": "administrator", "name": "Mr. Janssens", "reach": "09 000 00 00"},
    "pause": {"helper": "counsellor", "asked_on": "01/02/2026"},
    "moved": {"street": "Dorpsstraat 1", "town": "9000 Gent"},
    "money-back": {"holder": "Lotte Verhoeven", "account": "BE71 0961 2345 6769"},
    "support": {"needs": ["call", "time"]},
    "complaint": {"text": "Niemand antwoordt.", "wish": "Een antwoord."},
}


@pytest.fixture
def fill_in(visit: Visit) -> Callable[..., Page]:
    """Fill in the short form of a kind; the answer must be ``status`` (303: the check page is next)."""

    def go(kind: str, *, status: int = 303, query: str = "", **typed: Any) -> Page:
        page = visit(f"/messages/new/{kind}/{query}")
        values = {**page.form_fields(), **(typed or FILLED_IN[kind])}
        return visit(page.form_action(), values, status=status)

    return go


@pytest.fixture
def write(fill_in: Callable[..., Page], visit: Visit) -> Write:
    """From the form to a message that is sent; the address of its conversation."""

    def go(kind: str = "question", **typed: Any) -> str:
        check = visit(fill_in(kind, **typed).answer["Location"])
        answer = visit(check.form_action(), check.form_fields(), status=303).answer
        address, _mark, said = str(answer["Location"]).partition("?")
        assert said == "sent=1"
        return address

    return go


@pytest.fixture
def deliver() -> Deliver:
    """Let the outbox do what is due by then."""

    def run(*, after: timedelta = timedelta(seconds=1)) -> None:
        deliver_due(now=timezone.now() + after)

    return run


@pytest.fixture
def desk(office: object) -> Callable[[], "Colleague"]:
    """A member of staff in a browser of their own."""

    def open_browser(name: str = "an", *permissions: str) -> Colleague:
        rights = permissions or ("talk.view_thread", "talk.answer_thread", "talk.pause_thread")
        make_staff(name, permissions=rights)
        client = Client()
        client.cookies["language"] = "en"
        sign_in_staff(client, name)
        return Colleague(client)

    return open_browser


class Colleague:
    """Looks at pages and sends their forms."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def visit(self, path: str, data: dict[str, Any] | None = None, *, status: int = 200) -> Page:
        answer = self.client.get(path) if data is None else self.client.post(path, data)
        assert answer.status_code == status, answer.content.decode()[:1500]
        page = Page(answer)
        if page.is_html and page.html:
            page.check()
        return page

    def answer(self, thread: Thread, text: str, *, status: int = 303) -> Page:
        page = self.visit(f"/desk/messages/{thread.pk}/")
        return self.visit(page.form_action(), {**page.form_fields(), "text": text}, status=status)


@pytest.fixture
def in_tagor(practice: PracticeOffice) -> Callable[[str], list[dict[str, Any]]]:
    """The messages of a file in Tagor that came from here."""

    def read(slug: str = "nl-woman") -> list[dict[str, Any]]:
        return [one for one in practice.state(slug)["messages"] if "[M-" in one["subject"]]

    return read


@pytest.fixture
def rules(office: Office) -> MessageRules:
    """The office has templates with codes."""
    lines = "\n".join(f"{name}={code}" for name, code in CONFIRMATION_CODES.items())
    return MessageRules.objects.create(office=office, code_templates=lines)


@pytest.fixture
def ask(visit: Visit, deliver: Deliver) -> Ask:
    """Give an address; the page that asks for the code."""

    def go(name: str, value: str, *, status: int = 303) -> Page:
        page = visit(CONTACT)
        index = next(
            i for i, _form in enumerate(page.main_forms()) if page.form_fields(i).get("kind") == name
        )
        fields = {**page.form_fields(index), name: value}
        answer = visit(page.form_action(index), fields, status=status)
        if status != 303:
            return answer
        deliver()
        return visit(answer.answer["Location"])

    return go


def confirm(visit: Visit, page: Page, code: str, *, status: int = 303) -> Page:
    answer = visit(page.form_action(), {**page.form_fields(), "code": code}, status=status)
    return visit(answer.answer["Location"]) if status == 303 else answer
