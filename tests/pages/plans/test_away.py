"""While the office's system is away: it says so, and a request is taken all the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache

from portal import registry
from portal.plans.models import Proposal
from tests.pages.conftest import Visit
from tests.pages.plans.conftest import Choose, Deliver, Draft, Saves, Send, SignIn
from tests.practice import PracticeOffice

Ask = Callable[..., str]


def test_a_request_is_taken_while_tagor_is_away_and_delivered_later(
    sign_in: SignIn,
    visit: Visit,
    draft: Draft,
    send: Send,
    deliver: Deliver,
    saves: Saves,
    practice: PracticeOffice,
) -> None:
    sign_in("nl-woman", "en")
    visit("/plan/")
    with practice.down():
        page = visit("/plan/")
        assert "We cannot reach the office’s system now" in page.text
        check = draft(choice="amount", amount="77,70")
        assert "as soon as its system works again" in visit(check).text
        sent = visit(send(check).answer["Location"])
        assert sent.heading == "We have received your request"
        assert "Code of your receipt:" in sent.text
        deliver()
    waiting = visit(str(sent.answer.request["PATH_INFO"]))
    assert waiting.heading == "Your request is being sent"
    registry.reset()  # the pause after so many failures takes real time
    deliver(after=timedelta(days=1))
    (saved,) = saves()
    assert saved["Bedrag"] == 77.7


def test_the_debt_alone_is_enough_to_ask(
    sign_in: SignIn, visit: Visit, ask: Ask, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    visit("/file/")
    with practice.down():
        page = visit("/plan/")
        assert "€1,234.56" in page.text
        assert "offer-" not in page.html
        ask(choice="months", months="10")
    assert Proposal.objects.filter(months=10, state="undo").exists()


def test_when_nothing_is_known_it_says_so_and_gives_other_ways(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    with practice.down():
        for address in ("/plan/", "/plan/other/"):
            page = visit(address, status=503)
            assert "So we cannot show what is possible." in page.text
            assert page.links()["Try again"] == "/plan/"
            assert {"/pay/transfer/", "/file/help/"} <= set(page.links().values())


def test_what_was_typed_stays_when_tagor_goes_away(
    sign_in: SignIn, visit: Visit, choose: Choose, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    page = visit("/plan/")
    with practice.down():
        again = visit("/plan/", {**page.form_fields(), "choice": "amount", "amount": "veel"}, status=422)
    assert again.form_fields()["amount"] == "veel"
    assert "We cannot reach the office’s system now" in again.text


@pytest.mark.parametrize("fault", ["refuse", "garbage"])
def test_a_fault_is_a_page_that_leads_back_to_what_was_typed(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice, fault: str
) -> None:
    sign_in("nl-woman", "en")
    form = visit("/plan/other/")
    practice.fault("tagor", fault)
    registry.reset()
    cache.clear()
    typed = {"amount": "15,50", "words": "I lost my job."}
    page = visit("/plan/other/", {**form.form_fields(), **typed}, status=503)
    assert "What you filled in is kept." in page.text
    looking = visit("/plan/", status=503)
    assert "There is a fault on our side. Tell the office this reference" in looking.text
    assert looking.links()["Try again"] == "/plan/"
    assert "/pay/transfer/" in looking.links().values()
    practice.clear_faults()
    registry.reset()
    again = visit(page.links()["Try again"])
    assert again.heading == form.heading
    assert typed.items() <= again.form_fields().items()


def test_a_document_that_is_refused_is_a_page_too(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("documents", "en")
    address = next(href for href in visit("/file/documents/").links().values() if "/file/documents/" in href)
    practice.fault("tagor", "refuse")
    visit(address, status=503)
