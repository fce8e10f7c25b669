"""Ask to change or to delay: kept at once with a number, told to the office once, changing nothing itself."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from portal import registry
from portal.audit.models import Event
from portal.office.models import Office
from portal.outbox.models import Delivery
from portal.outbox.services import deliver_due
from portal.plans.models import ChangeRequest
from portal.web.bank_days import move_to_bank_day
from portal.web.formats import short_day
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.pages.plans.conftest import SignIn
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

CHANGE = "/plan/running/change/"
SLUG = "running-plan"
Ask = Callable[..., Page]
TITLES = {
    "nl": "We hebben uw aanvraag",
    "fr": "Nous avons votre demande",
    "de": "Wir haben Ihren Antrag",
    "en": "We have your request",
}


def in_days(days: int) -> str:
    return short_day(timezone.localdate() + timedelta(days=days))


@pytest.fixture
def ask(visit: Visit) -> Ask:
    """Fill in the page; the answer must be ``status`` (303: the check page is next)."""

    def fill_in(*, status: int = 303, **typed: Any) -> Page:
        page = visit(CHANGE)
        return visit(page.form_action(), {**page.form_fields(), **typed}, status=status)

    return fill_in


@pytest.fixture
def send(ask: Ask, visit: Visit) -> Callable[..., str]:
    """Ask, check and send; the address of the receipt."""

    def through(**typed: Any) -> str:
        address = ask(**typed).answer["Location"]
        page = visit(address)
        visit(page.form_action(), page.form_fields(), status=303)
        return str(address)

    return through


def list_messages(practice: PracticeOffice, slug: str = SLUG) -> list[dict[str, Any]]:
    return list(practice.state(slug)["messages"])


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_receipt_at_once_in_every_language(
    language: str, sign_in: SignIn, visit: Visit, send: Callable[..., str]
) -> None:
    sign_in(SLUG, language)
    page = visit(send(kind="other", text="xyz"))
    change = ChangeRequest.objects.get()
    assert page.heading == TITLES[language]
    assert change.number in page.text
    assert change.sent_at is not None
    assert f"{timezone.localtime(change.sent_at):%H:%M}" in page.text
    if language != "en":
        for english in ("Kept, on its way", "Your words", "something else", "What happens next"):
            assert english not in page.text


def test_delay_reaches_the_office_once_as_a_message_in_the_file(
    sign_in: SignIn, visit: Visit, send: Callable[..., str], practice: PracticeOffice
) -> None:
    seeded = sign_in(SLUG, "fr")
    before = len(list_messages(practice))
    address = send(kind="later", later_on=in_days(60), text="Je suis payé plus tard.")
    assert len(list_messages(practice)) == before
    with translation.override("fr"):
        deliver_due()
        deliver_due()
    (message,) = list_messages(practice)[before:]
    change = ChangeRequest.objects.get()
    (call,) = practice.calls("Message/Add")
    said = str(call["body"])
    assert change.number in said
    assert "Je suis payé plus tard." in said
    assert message["sender_id"] == seeded.party_id
    assert message["receiver_id"] not in {seeded.party_id, practice.state(SLUG)["claimant"]["party_id"]}
    # In the language of the office, whatever the defendant reads.
    assert "Aanvraag over het afbetalingsplan" in said
    assert change.state == "delivered"
    assert change.text, "staff read it until they have answered"
    assert "Envoyé à l’étude" in visit(address).text


def test_another_party_of_the_file_never_gets_it(
    sign_in: SignIn, send: Callable[..., str], practice: PracticeOffice, office: Office
) -> None:
    seeded = sign_in(SLUG, "en")
    claimant = practice.state(SLUG)["claimant"]
    office.name = claimant["name"]
    office.save()
    send(kind="other", text="Please call me")
    deliver_due()
    (message,) = list_messages(practice)
    assert message["receiver_id"] not in {seeded.party_id, claimant["party_id"]}


def test_nothing_is_changed_by_asking(
    sign_in: SignIn, send: Callable[..., str], practice: PracticeOffice
) -> None:
    sign_in(SLUG, "en")
    before = practice.state(SLUG)["plans"]
    send(kind="lower", amount="50")
    deliver_due()
    assert practice.state(SLUG)["plans"] == before
    assert practice.calls("TagorService/SavePaymentPlan") == []


def test_check_page_shows_it_and_sends_nothing(
    sign_in: SignIn, visit: Visit, ask: Ask, practice: PracticeOffice
) -> None:
    sign_in(SLUG, "en")
    page = visit(ask(kind="day", day="15").answer["Location"])
    assert "Nothing was sent yet." in page.text
    assert "The other day of the month 15" in page.text
    assert not Delivery.objects.exists()
    assert ChangeRequest.objects.get().state == "draft"


def test_pressing_twice_sends_once(
    sign_in: SignIn, visit: Visit, ask: Ask, client: Client, practice: PracticeOffice
) -> None:
    sign_in(SLUG, "en")
    page = visit(ask(kind="lower", amount="50").answer["Location"])
    for _time in range(3):
        assert client.post(page.form_action(), page.form_fields()).status_code == 303
    deliver_due()
    assert Delivery.objects.count() == 1
    assert len(practice.calls("Message/Add")) == 1
    assert Event.objects.filter(act="plan-change-asked").count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose what you want to ask."),
        ({"kind": "later"}, "Fill in the later day."),
        ({"kind": "later", "later_on": "1/1/2020"}, "or later."),
        ({"kind": "later", "later_on": in_days(400)}, "or earlier."),
        ({"kind": "lower"}, "Fill in what you can pay each month."),
        ({"kind": "lower", "amount": "100"}, "Fill in less than you pay now."),
        ({"kind": "lower", "amount": "0,50"}, "Fill in €1.00 or more."),
        ({"kind": "day"}, "Fill in a day from 1 to 28."),
        ({"kind": "day", "day": "29"}, "Fill in a day from 1 to 28."),
        ({"kind": "day", "day": "x"}, "Fill in a day from 1 to 28."),
        ({"kind": "other"}, "Write what you want to ask."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    typed: dict[str, str], said: str, sign_in: SignIn, ask: Ask
) -> None:
    sign_in(SLUG, "en")
    page = ask(status=422, **typed)
    assert said in page.text
    assert "There is something to correct" in page.text
    assert not ChangeRequest.objects.exists()


def test_only_the_field_of_the_choice_counts(sign_in: SignIn, ask: Ask) -> None:
    sign_in(SLUG, "en")
    ask(status=303, kind="day", day="5", amount="x", later_on="yesterday")
    made = ChangeRequest.objects.get()
    assert (made.kind, made.day, made.amount_cents, made.later_on) == ("day", 5, None, None)


def test_tagor_down_takes_the_request_and_delivers_it_later(
    sign_in: SignIn, visit: Visit, send: Callable[..., str], practice: PracticeOffice
) -> None:
    sign_in(SLUG, "en")
    with practice.down():
        page = visit(send(kind="other", text="Please call me"))
        assert "Kept, on its way to the office" in page.text
        deliver_due()
    assert ChangeRequest.objects.get().state == "waiting"
    registry.reset()  # a client that has not just seen Tagor fail
    deliver_due(now=timezone.now() + timedelta(hours=12))
    assert ChangeRequest.objects.get().state == "delivered"
    assert len(list_messages(practice)) == 1


def test_answer_that_never_came_is_looked_up_not_sent_again(
    sign_in: SignIn, send: Callable[..., str], practice: PracticeOffice
) -> None:
    sign_in(SLUG, "en")
    send(kind="other", text="Please call me")
    practice.fault("tagor", "drop", operation="Message/Add", times=1)
    deliver_due()
    assert ChangeRequest.objects.get().state == "waiting"
    for hours in (1, 3, 6):
        deliver_due(now=timezone.now() + timedelta(hours=hours))
    assert len(list_messages(practice)) == 1
    assert len(practice.calls("Message/Add")) == 1
    assert ChangeRequest.objects.get().state == "delivered"


def test_office_that_takes_no_messages_leaves_it_to_a_person(
    sign_in: SignIn, visit: Visit, send: Callable[..., str], practice: PracticeOffice
) -> None:
    sign_in(SLUG, "en")
    address = send(kind="other", text="Please call me")
    practice.fault("tagor", "refuse", operation="Message/Add")
    deliver_due()
    assert ChangeRequest.objects.get().state == "failed"
    assert ChangeRequest.objects.get().text == "Please call me"
    page = visit(address)
    assert "someone at the office looks at it" in page.text
    assert ChangeRequest.objects.get().number in page.text


def test_enough_for_a_day(sign_in: SignIn, visit: Visit, send: Callable[..., str], ask: Ask) -> None:
    sign_in(SLUG, "en")
    for number in range(3):
        send(kind="other", text=f"Question {number}")
    page = visit(CHANGE)
    assert page.heading == "You have already asked"
    assert "info@kantoor.example" in page.text
    assert ChangeRequest.objects.exclude(state="draft").count() == 3


def test_old_draft_is_not_sent(sign_in: SignIn, visit: Visit, ask: Ask, client: Client) -> None:
    sign_in(SLUG, "en")
    address = ask(kind="other", text="Please").answer["Location"]
    page = visit(address)
    ChangeRequest.objects.update(created_at=timezone.now() - timedelta(hours=25))
    answer = client.post(page.form_action(), page.form_fields())
    assert (answer.status_code, answer["Location"]) == (303, CHANGE)
    assert not Delivery.objects.exists()
    ask(kind="other", text="Again")
    assert [one.text for one in ChangeRequest.objects.all()] == ["Again"]


def test_request_of_another_file_is_not_there(
    sign_in: SignIn, visit: Visit, send: Callable[..., str], client: Client
) -> None:
    sign_in(SLUG, "en")
    address = send(kind="other", text="Please")
    sign_in("arrears", "en")
    assert client.get(address).status_code == 404


def test_words_are_not_in_the_audit_trail(sign_in: SignIn, send: Callable[..., str]) -> None:
    sign_in(SLUG, "en")
    send(kind="other", text="My secret words")
    deliver_due()
    assert Event.objects.filter(act="plan-change-delivered").count() == 1
    assert "secret" not in "".join(str(event.details) for event in Event.objects.all())
    assert "secret" not in "".join(str(one.payload) + str(one.result) for one in Delivery.objects.all())


def test_a_change_that_was_not_sent_is_told_deleted_by_its_person_and_gone_after_a_day(
    sign_in: SignIn, visit: Visit, ask: Ask, client: Client
) -> None:
    sign_in(SLUG, "en")
    ask(kind="other", text="I lost my work.")
    assert "A change of your plan that was not sent" in visit("/my-data/").text
    assert "I lost my work." in client.get("/my-data/my-data.json").content.decode()
    asked = visit("/my-data/remove/plan-drafts/")
    visit(asked.form_action(), asked.form_fields(), status=303)
    assert not ChangeRequest.objects.exists()
    assert "A change of your plan that was not sent" not in visit("/my-data/").text
    ask(kind="other", text="I lost my work.")
    forget_all(timezone.now() + timedelta(hours=23))
    assert ChangeRequest.objects.exists()
    forget_all(timezone.now() + timedelta(hours=25))
    assert not ChangeRequest.objects.exists()


def test_the_day_on_which_one_pays_already_is_no_change(
    sign_in: SignIn, ask: Ask, practice: PracticeOffice
) -> None:
    sign_in(SLUG, "en")
    now = date.fromisoformat(practice.state(SLUG)["plans"][-1]["starts_on"]).day
    if now > 28:
        pytest.skip("a day that cannot be asked for")
    page = ask(kind="day", day=str(now), status=422)
    assert "You pay on that day already. Fill in another day." in page.text
    ask(kind="day", day=str(now % 28 + 1))


def test_a_later_day_says_that_banks_are_closed_and_what_falls_before_it(
    sign_in: SignIn, ask: Ask, visit: Visit
) -> None:
    sign_in(SLUG, "en")
    closed = timezone.localdate() + timedelta(days=75)
    closed += timedelta(days=(6 - closed.weekday()) % 7)
    check = visit(ask(kind="later", later_on=short_day(closed)).answer["Location"])
    assert "Banks are closed that day. You pay on Monday" in check.text
    assert re.search(r"By then (more payments|another payment) of your plan", check.text)
    soon = get_next_open_day(check)
    check = visit(ask(kind="later", later_on=short_day(soon)).answer["Location"])
    assert "Banks are closed" not in check.text
    assert "of your plan" not in check.text.split("Nothing was sent yet.")[1].split("You ask, and")[0]


def get_next_open_day(check: Page) -> date:
    """The first bank day after the payment that the check page names."""
    said = re.search(r"The payment (\d+ \w+ \d{4})", check.text)
    assert said is not None
    on = datetime.strptime(said[1], "%d %B %Y").date()  # noqa: DTZ007 - a day
    return move_to_bank_day(on + timedelta(days=1))
