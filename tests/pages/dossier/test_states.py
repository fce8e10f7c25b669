"""The gallery: the first page of a file in every state of file, plan and payment (docs/states.md).

Each page has one leading number, what matters most first, at most one filled button, and no two sentences
that contradict each other. Each state is read in English word by word, and in each of the other languages,
where it must show, offer and lead to the same.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal.office.models import Office
from portal.payments.attempt.references import make_reference, make_token
from portal.payments.models import Attempt
from portal.plans.models import Counter, Proposal
from tests.pages.conftest import Visit
from tests.pages.page import XHTML, Page
from tests.practice import PracticeFile

SignIn = Callable[..., PracticeFile]
LANGUAGES = ("nl", "fr", "de", "en")
PAPER = Path(__file__).parents[3] / "docs" / "states.md"

FILES = {
    "nl-woman": "You owe today",
    "running-plan": "Your next payment",
    "arrears": "Late in your plan",
    "stopped": "Balance of this file",
    "paid-off": "You owe today",
    "overpaid": "You paid too much",
    "no-plan": "You owe today",
}
"""Each kind of file, and the number that leads while nothing else happens."""
ACTIONS = {
    "nl-woman": ("/pay/", {"kind": "full"}),
    "running-plan": ("/pay/", {"kind": "other", "amount": "100.00"}),
    "arrears": ("/pay/", {"kind": "arrears"}),
    "stopped": ("/messages/", {}),
    "paid-off": ("/file/paid-proof/", {}),
    "overpaid": ("/messages/new/money-back/", {}),
    "no-plan": ("/pay/", {"kind": "full"}),
}
"""What the one filled button of each kind of file leads to, while nothing else happens."""
PLANS: dict[str, str] = {
    "": "",
    "undo": "You can take it back until",
    "review": "A person looks at your request",
    "asked": "The office asks you something",
    "countered": "The office proposes another plan",
    "declined": "The office does not agree",
    "expired": "You did not answer the office’s proposal in time",
}
"""Each state of a request, and what its news says."""
PAYMENTS: dict[str, str] = {
    "": "",
    "at_bank": "was started",
    "seen": "You paid €50.00",
    "booked": "Your payment of €50.00 is booked",
    "bank_refused": "did not go through",
    "bank_cancelled": "",
    "needs_review": "The office looks at your payment",
}
"""Each state of an online payment of €50, and what its news says."""
NOTHING_OWED = ("paid-off", "overpaid")


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask_plan(office: Office, seeded: PracticeFile, state: str) -> None:
    now = timezone.now()
    ends = {"declined": {"decided_at": now}, "expired": {"decided_at": now}}
    proposal = Proposal.objects.create(
        office=office,
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        kind="months",
        months=6,
        monthly_cents=9000,
        balance_cents=54000,
        first_on=now.date() + timedelta(days=20),
        submitted_at=now,
        undo_until=now + timedelta(minutes=9) if state == "undo" else now,
        question="Why?" if state == "asked" else "",
        state=state,
        **ends.get(state, {}),
    )
    if state in {"countered", "expired"}:
        is_open = state == "countered"
        Counter.objects.create(
            proposal=proposal,
            kind="months",
            months=6,
            monthly_cents=9000,
            first_on=proposal.first_on,
            expires_on=now.date() + timedelta(days=8 if is_open else -1),
            state=Counter.State.OPEN if is_open else Counter.State.EXPIRED,
        )


def pay(office: Office, seeded: PracticeFile, state: str) -> None:
    now = timezone.now()
    moments: dict[str, Any] = {"started_at": now}
    if state in {"seen", "booked"}:
        moments |= {"seen_at": now}
    if state == "booked":
        moments |= {"booked_at": now}
    Attempt.objects.create(
        office=office,
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        token=make_token(),
        reference=make_reference(),
        amount_cents=5000,
        state=state,
        **moments,
    )


def list_filled(page: Page) -> list[str]:
    """The words of the filled buttons of the main part."""
    (main,) = page.all("main")
    found = []
    for element in main.iter():
        classes = (element.get("class") or "").split()
        is_button = element.tag in {f"{XHTML}a", f"{XHTML}button"} and "button" in classes
        if is_button and "button--quiet" not in classes:
            found.append(" ".join("".join(element.itertext()).split()))
    return found


def read_action(page: Page) -> tuple[str, dict[str, str]]:
    """Where the filled button leads, and with what."""
    (main,) = page.all("main")
    for form in main.iter(f"{XHTML}form"):
        if any((one.get("class") or "") == "button" for one in form.iter(f"{XHTML}button")):
            sent = {one.get("name", ""): one.get("value", "") for one in form.iter(f"{XHTML}input")}
            return form.get("action", ""), {name: sent[name] for name in ("kind", "amount") if name in sent}
    (link,) = [one for one in main.iter(f"{XHTML}a") if (one.get("class") or "") == "button"]
    return link.get("href", ""), {}


def read_skeleton(page: Page) -> list[tuple[str, str, str, str]]:
    """All that leads somewhere, and all that tells a state, in order: the same in every language."""
    (main,) = page.all("main")
    shown = ("notice", "fact", "button", "state", "card", "gap")
    return [
        (
            one.tag.removeprefix(XHTML),
            " ".join(name for name in (one.get("class") or "").split() if name.startswith(shown)),
            one.get("href") or one.get("action") or "",
            one.get("value", "") if one.get("name") == "kind" else "",
        )
        for one in main.iter()
        if one.get("class") or one.get("href") or one.get("action") or one.get("name") == "kind"
    ]


def list_by_class(page: Page, name: str) -> list[Element]:
    return [one for one in page.tree.iter() if name in (one.get("class") or "").split()]


def read_lead(page: Page) -> str:
    labels = list_by_class(page, "fact__label")
    assert len(labels) == 1, [label.text for label in labels]
    return " ".join("".join(labels[0].itertext()).split())


def check_page(page: Page, slug: str, plan: str, payment: str) -> None:
    """What holds in every state, in every language."""
    filled = list_filled(page)
    assert len(filled) <= 1, filled
    read_lead(page)
    hrefs = list(page.links().values())
    pays = [form for form in page.main_forms() if form.get("action") == "/pay/"]
    if slug in NOTHING_OWED or slug == "stopped" or payment == "needs_review":
        assert not pays, "asks to pay"
    if slug in NOTHING_OWED:
        assert "/plan/" not in hrefs, "offers a plan where nothing is owed"
        assert "/pay/" not in hrefs, "offers to pay where nothing is owed"
    proof = [form for form in page.main_forms() if form.get("action") == "/file/paid-proof/"]
    assert bool(proof) == (slug == "paid-off")


def check_english(page: Page, slug: str, plan: str, payment: str) -> None:
    """Leading number, news, and nothing that says the opposite."""
    text, lead = page.text, read_lead(page)
    news = [" ".join("".join(one.itertext()).split()) for one in list_by_class(page, "notice__body")]
    for expected in (PLANS[plan], PAYMENTS[payment]):
        assert not expected or any(expected in one for one in news), f"no news “{expected}”: {news}"
    if payment == "seen" and slug not in {"arrears", *NOTHING_OWED}:
        assert lead == "You owe after booking", lead
    elif payment != "needs_review":
        assert lead.startswith(FILES[slug]), lead
    if plan in {"undo", "review", "asked", "countered"}:
        assert "Ask for a plan that you can keep" not in text, "a second request beside the first"
    if slug == "stopped":
        assert "Ask the office before you pay" in text
    assert len(re.findall("You owe today", text)) <= 1
    if not plan and not payment:
        assert read_action(page) == ACTIONS[slug]


@pytest.mark.parametrize("slug", FILES)
def test_every_state_says_one_thing(
    slug: str, sign_in: SignIn, visit: Visit, client: Client, office: Office
) -> None:
    seeded = sign_in(slug, "en")
    visit("/file/")
    plans = [plan for plan in PLANS if not plan or slug not in NOTHING_OWED]
    for plan, payment in product(plans, PAYMENTS):
        with undone():
            if plan:
                ask_plan(office, seeded, plan)
            if payment:
                pay(office, seeded, payment)
            try:
                client.cookies["language"] = "en"
                page = visit("/file/")
                check_page(page, slug, plan, payment)
                check_english(page, slug, plan, payment)
                for language in LANGUAGES[:3]:
                    client.cookies["language"] = language
                    translated = visit("/file/")
                    check_page(translated, slug, plan, payment)
                    assert read_skeleton(translated) == read_skeleton(page), language
            except AssertionError as error:
                raise AssertionError(
                    f"{slug}, plan {plan or '–'}, payment {payment or '–'}: {error}"
                ) from error


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_news_in_every_language(
    language: str, sign_in: SignIn, visit: Visit, client: Client, office: Office
) -> None:
    seeded = sign_in("arrears", language)
    for plan, payment in [*((plan, "") for plan in PLANS), *(("", payment) for payment in PAYMENTS)]:
        with undone():
            if plan:
                ask_plan(office, seeded, plan)
            if payment:
                pay(office, seeded, payment)
            page = visit("/file/")
            assert page.all("html")[0].get("lang") == language
            check_page(page, "arrears", plan, payment)


def test_the_paper_lists_every_state() -> None:
    text = PAPER.read_text("utf-8")
    rows = set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))
    assert rows == {name for name in (*FILES, *PLANS, *PAYMENTS) if name}
