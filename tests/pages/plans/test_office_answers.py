"""What the office says back: a proposal of its own, or a question."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.plans.answer.decisions import ask_about_proposal
from portal.plans.answer.two_people import Decider
from portal.plans.models import Counter, Proposal
from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import Deliver, Draft, Saves, SignIn
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

Ask = Callable[..., str]
LAPSED = {
    "en": "You did not answer the office’s proposal in time",
    "nl": "U hebt niet op tijd geantwoord op het voorstel van het kantoor",
    "fr": "Vous n’avez pas répondu à temps à la proposition de l’étude",
    "de": "Sie haben nicht rechtzeitig auf den Vorschlag der Kanzlei geantwortet",
}
Propose = Callable[..., Counter]


@pytest.fixture
def open_answered(
    sign_in: SignIn, draft: Draft, put_in: Callable[..., str], visit: Visit, propose: Propose
) -> object:
    """A request outside the rules, answered by the office with 150 a month: the page of that proposal."""

    def go(language: str = "en", **changes: object) -> Page:
        sign_in("nl-woman", language)
        draft(choice="amount", amount="500")
        address = put_in("review")
        propose(**changes)
        page = visit(address)
        (link,) = [href for href in page.links().values() if href.startswith("/plan/offer/")]
        return visit(link)

    return go


Look = Callable[..., Page]


def press(visit: Visit, page: Page, answer: str, **typed: str) -> Page:
    """The yes form is the first one, the no form the second."""
    fields = page.form_fields(0 if answer == "yes" else 1)
    return visit(page.form_action(), {**fields, "answer": answer, **typed}, follow=True)


def test_theirs_stands_beside_ours(open_answered: Look) -> None:
    page = open_answered()
    for words in ("The plan of the office", "€150.00", "Your plan", "€500.00", "Fifteen is too little"):
        assert words in page.text, words
    assert "You can accept it until" in page.text


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_the_proposal_is_said_in_every_language(open_answered: Look, language: str) -> None:
    page = open_answered(language)
    for words in ("The plan of", "Your plan", "You can take", "does not suit"):
        assert words not in page.text


def test_yes_saves_the_office_s_plan_once(
    open_answered: Look, visit: Visit, deliver: Deliver, saves: Saves, practice: PracticeOffice
) -> None:
    page = open_answered()
    assert press(visit, page, "yes").heading == "Your request is being sent"
    press(visit, page, "yes")
    assert "The plan that you accepted is on its way" in visit("/file/").text
    deliver()
    (saved,) = saves()
    assert saved["Bedrag"] == 150
    token = page.form_action().split("/")[3]
    assert visit(f"/plan/sent/{token}/").heading == "Your plan is agreed"
    assert "€150.00" in visit(f"/plan/sent/{token}/").text
    receipt = Receipt.objects.get(kind=Receipt.Kind.PLAN_TAKEN)
    assert receipt.code in visit(f"/plan/sent/{token}/").text
    shown = visit(f"/receipt/{receipt.code}/").text
    assert "Payment plan that the office proposed" in shown
    assert "€150.00" in shown


def test_no_goes_back_to_the_office_with_the_words(open_answered: Look, visit: Visit, saves: Saves) -> None:
    page = open_answered()
    assert press(visit, page, "no", text="I have less.").heading == "A person looks at your request"
    assert Counter.objects.get().answer == "I have less."
    assert saves() == []


def test_no_needs_no_words_but_not_too_many(open_answered: Look, visit: Visit) -> None:
    page = open_answered()
    fields = {**page.form_fields(1), "answer": "no", "text": "x" * 1001}
    wrong = visit(page.form_action(), fields, status=422)
    assert "This is too long." in wrong.text
    assert press(visit, page, "no").heading == "A person looks at your request"


def test_a_proposal_that_ran_out_cannot_be_taken(open_answered: Look, visit: Visit, saves: Saves) -> None:
    page = open_answered()
    Counter.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    answer = press(visit, page, "yes")
    assert answer.heading == "You did not answer the office’s proposal in time"
    assert "You did not answer the office’s proposal (€150.00 a month," in answer.text
    assert saves() == []


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_a_proposal_that_ran_out_is_told_before_the_worker_saw_it_and_can_be_asked_again(
    open_answered: Look, visit: Visit, language: str
) -> None:
    """Nobody opened the proposal: the first page of the file says it first, and what it was."""
    open_answered(language)
    Counter.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    told = LAPSED[language]
    home = visit("/file/")
    assert Proposal.objects.exclude(state="draft").get().state == "expired"
    assert told in home.text
    assert "150" in home.text.split(told)[1][:200]
    address = f"/plan/?change={Proposal.objects.exclude(state='draft').get().token}"
    assert address in home.links().values()
    form = visit(address)
    assert told in form.text
    fields = form.form_fields()
    assert (fields["choice"], fields["amount"]) == ("amount", "150.00" if language == "en" else "150,00")
    page = visit(f"/plan/sent/{Proposal.objects.exclude(state='draft').get().token}/")
    assert page.heading == told
    assert "150" in page.text
    assert address in page.links().values()
    if language == "en":
        for untrue in ("Nobody answered in time", "was not sent in time", "You can answer until"):
            assert untrue not in home.text + form.text + page.text


def test_what_the_office_proposed_below_its_rules_is_asked_again_in_words(
    open_answered: Look, visit: Visit
) -> None:
    open_answered()
    yesterday = timezone.localdate() - timedelta(days=1)
    Counter.objects.update(expires_on=yesterday, monthly_cents=20_00, months=30)
    home = visit("/file/")
    (again,) = [href for href in home.links().values() if href.startswith("/plan/?change=")]
    form = visit(again, follow=True)
    assert form.heading == "Ask the office for less"
    assert form.form_fields()["amount"] == "20.00"


def test_a_month_later_it_is_no_news(open_answered: Look, visit: Visit) -> None:
    open_answered()
    Counter.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert LAPSED["en"] in visit("/file/").text
    Proposal.objects.update(decided_at=timezone.now() - timedelta(days=31))
    assert LAPSED["en"] not in visit("/file/").text


def test_a_proposal_seen_in_an_old_tab_is_shown_anew(
    open_answered: Look, visit: Visit, propose: Propose
) -> None:
    page = open_answered()
    press(visit, page, "no")
    propose(monthly_cents=200_00)
    fields = {**page.form_fields(), "answer": "yes"}
    anew = visit(page.form_action(), fields, status=409)
    assert "The office has a new proposal" in anew.text
    assert "€200.00" in anew.text
    assert Proposal.objects.get().state == "countered"


def test_another_plan_meanwhile_voids_the_proposal(
    open_answered: Look, visit: Visit, saves: Saves, practice: PracticeOffice
) -> None:
    page = open_answered()
    Counter.objects.update(plan_mark="another")
    answer = press(visit, page, "yes")
    assert "The plan of the office no longer stands" in answer.text
    assert saves() == []


def test_without_a_proposal_there_is_no_page_of_it(sign_in: SignIn, ask: Ask, visit: Visit) -> None:
    sign_in("nl-woman")
    address = ask()
    for name in ("offer", "answer"):
        assert visit(address.replace("sent", name), status=303).answer["Location"] == address


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_a_question_is_answered(
    sign_in: SignIn,
    draft: Draft,
    put_in: Callable[..., str],
    visit: Visit,
    client: Client,
    decider: Decider,
    language: str,
) -> None:
    sign_in("nl-woman", language)
    draft()
    address = put_in("review")
    proposal = Proposal.objects.get()
    ask_about_proposal(proposal, by=decider, version=proposal.version, question="Since <when>?")
    page = visit(address.replace("sent", "answer"))
    assert "Since <when>?" in page.text
    if language == "en":
        assert "The office waits for your answer." in visit("/file/").text
    empty = visit(page.form_action(), page.form_fields(), status=422)
    answered = visit(empty.form_action(), {**empty.form_fields(), "text": "Since May."}, follow=True)
    assert answered.answer.request["PATH_INFO"] == address
    fresh = Proposal.objects.get()
    assert (fresh.state, fresh.answer) == ("review", "Since May.")
    receipt = Receipt.objects.get(kind=Receipt.Kind.PLAN_ANSWERED)
    for words in ("Since <when>?", "Since May.", receipt.code):
        assert words in answered.text
    copy = client.get("/my-data/my-data.json").content.decode()
    assert "Since May." in copy
    assert "Since <when>?" in copy
    again = visit(page.form_action(), {**page.form_fields(), "text": "Later."}, follow=True)
    assert again.status == 200
    assert Proposal.objects.get().answer == "Since May."


def test_an_answer_in_an_old_tab_is_no_answer_to_a_new_question(
    sign_in: SignIn, draft: Draft, put_in: Callable[..., str], visit: Visit, decider: Decider
) -> None:
    sign_in("nl-woman", "en")
    draft()
    address = put_in("review")
    page = None
    for question in ("Since when?", "Who pays your rent?"):
        proposal = Proposal.objects.get()
        ask_about_proposal(proposal, by=decider, version=proposal.version, question=question)
        if page is None:
            page = visit(address.replace("sent", "answer"))
            visit(page.form_action(), {**page.form_fields(), "text": "May."}, status=303)
    assert page is not None
    anew = visit(page.form_action(), {**page.form_fields(), "text": "May, I said."}, status=409)
    assert "Who pays your rent?" in anew.text
    assert "Nothing was sent. Please look at it once more." in anew.text
    assert anew.form_fields()["text"] == "May, I said."
    assert Proposal.objects.get().state == "asked"
    visit(anew.form_action(), anew.form_fields(), status=303)
    assert Proposal.objects.get().answer == "May, I said."


def test_a_page_that_renews_itself_never_asks_the_balance(
    sign_in: SignIn, ask: Ask, visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("nl-woman")
    address = ask()
    deliver()
    sign_in("nl-woman")  # a new session, which knows no balance
    practice.clear_calls()
    visit(address)
    assert practice.calls("TagorService/GetPaymentPlanCriteria")
    assert practice.calls("TagorService/GetSaldo") == []
