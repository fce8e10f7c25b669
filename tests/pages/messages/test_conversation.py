"""A person writes; the office has it once, reads and answers; the person reads the answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal import registry
from portal.file.visit import visit_by_office
from portal.integrations.tagor.values.parties import NewMessage
from portal.messages.conversation.history import list_history_entries
from portal.messages.models import Message, MessageRules, Thread
from portal.office.hours.words import NAME as HOURS
from portal.office.kept_choice import KeptChoice
from portal.office.models import Office
from portal.outbox.models import Delivery
from portal.receipts.models import Receipt
from tests.money import set_money
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import FILLED_IN, Deliver, SignIn, Write
from tests.pages.page import Page
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite
InTagor = Callable[..., list[dict[str, Any]]]


def test_message_arrives_once_with_a_receipt_and_its_answer_is_read(
    sign_in: SignIn, visit: Visit, write: Write, deliver: Deliver, desk: Any, in_tagor: InTagor
) -> None:
    seeded = sign_in("nl-woman", "en")
    address = write("question", text="Is this <b>right</b>?")
    page = visit(address)
    assert "Kept here, on its way to the office" in page.text
    assert "Is this <b>right</b>?" in page.text
    assert "The office promises an answer by" in page.text
    code = next(href for href in page.links().values() if href.startswith("/receipt/"))
    assert "Message to the office" in visit(code).text
    deliver()
    (told,) = in_tagor()
    assert told["sender_id"] == seeded.party_id
    assert "Is this <b>right</b>?" in told["body"]
    assert "With the office, not opened yet" in visit(address).text

    thread, colleague = Thread.objects.get(), desk()
    assert "Waits for an answer" in colleague.visit("/desk/messages/").text
    colleague.answer(thread, "It is right.")
    deliver()
    assert len(in_tagor()) == 2
    assert [one["read"] for one in in_tagor()] == [True, False]

    home = visit("/file/")
    assert "The office answered you" in home.text
    assert home.links()["Read the answer"] == address
    page = visit(address)
    assert "It is right." in page.text
    assert "Read by the office on" in page.text
    assert "The office answered you" not in visit("/file/").text
    deliver()
    assert [one["read"] for one in in_tagor()] == [True, True]
    assert "Read by the person on" in colleague.visit(f"/desk/messages/{thread.pk}/").text


@pytest.mark.parametrize("kind", FILLED_IN)
def test_every_kind_goes_from_its_form_to_an_answer(
    kind: str, sign_in: SignIn, visit: Visit, write: Write, deliver: Deliver, desk: Any, in_tagor: InTagor
) -> None:
    sign_in("nl-woman", "en")
    address = write(kind)
    deliver()
    assert len(in_tagor()) == 1
    desk().answer(Thread.objects.get(kind=kind), "This is our answer.")
    assert "This is our answer." in visit(address).text


def test_call_is_promised_in_the_hours_of_the_office(
    sign_in: SignIn, visit: Visit, write: Write, fill_in: Callable[..., Page], desk: Any, office: Office
) -> None:
    """The office's own hours, its times off left out; the day chosen is the day that is promised."""
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "9:00-12:00, 13:30-16:00")
    KeptChoice.objects.create(office=office, name=HOURS, values=week)
    sign_in("nl-woman", "en")
    page = visit("/messages/new/call-back/")
    slots = [one.get("value", "") for one in page.all("input") if one.get("name") == "part"]
    assert slots[-1] == "any"
    assert len(slots) >= 9
    fill_in("call-back", status=422, phone="0470 12 34 56", part="morning")
    address = write("call-back", phone="0470 12 34 56", part=slots[-2])
    day, start, end = slots[-2].split("/")
    assert Thread.objects.get().promised_on == date.fromisoformat(day)
    assert f"{start}–{end}" in visit(address).text
    assert f"{start}–{end}" in desk().visit(f"/desk/messages/{Thread.objects.get().pk}/").text


def test_sending_twice_is_one_message(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page], deliver: Deliver, in_tagor: InTagor
) -> None:
    sign_in("nl-woman")
    check = visit(fill_in("question").answer["Location"])
    for _ in range(2):
        visit(check.form_action(), check.form_fields(), status=303)
    deliver()
    assert (Message.objects.count(), len(in_tagor())) == (1, 1)


def test_who_lost_the_answer_is_told_that_the_same_words_were_sent(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page], write: Write
) -> None:
    sign_in("nl-woman", "en")
    address = write("paid")
    again = visit(fill_in("paid").answer["Location"])
    assert "You sent this already" in again.text
    assert "Nothing was sent yet" not in again.text
    assert again.links()["See the message that you sent"] == address.partition("?")[0]
    for other in ({"text": "Other words."}, {"amount": "7"}):
        assert (
            "Nothing was sent yet"
            in visit(fill_in("paid", **{**FILLED_IN["paid"], **other}).answer["Location"]).text
        )
    assert "Nothing was sent yet" in visit(fill_in("question").answer["Location"]).text


def test_writing_on_twice_is_one_message(
    sign_in: SignIn, visit: Visit, write: Write, deliver: Deliver, in_tagor: InTagor
) -> None:
    sign_in("nl-woman")
    page = visit(write())
    fields = {**page.form_fields(), "text": "Nog iets."}
    for _ in range(2):
        visit(page.form_action(), fields, status=303)
    deliver()
    deliver()
    assert [one["subject"][-12:] for one in in_tagor()] == [
        f"[{one.reference}]" for one in Message.objects.all()
    ]


def test_draft_is_the_persons_own_and_can_be_changed(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page], desk: Any
) -> None:
    sign_in("nl-woman", "en")
    check = visit(fill_in("paid").answer["Location"])
    assert "1 February 2026" in check.text
    assert "€120.50" in check.text
    thread = Thread.objects.get()
    desk().visit(f"/desk/messages/{thread.pk}/", status=404)
    form = visit(check.links()["Change my message"])
    assert form.form_fields()["paid_on"] == "01/02/2026"
    visit(form.form_action(), {**form.form_fields(), "how": "cash"}, status=303)
    assert Thread.objects.count() == 1
    assert "In cash" in visit(f"/messages/check/{thread.token}/").text


def test_what_was_written_stands_among_what_was_asked(
    sign_in: SignIn, visit: Visit, write: Write, client: Client, desk: Any
) -> None:
    sign_in("couple-one", "en")
    assert "There is nothing yet." in visit("/file/history/").text
    write("dispute")
    write("question")
    page = visit("/file/history/")
    dispute, question = Thread.objects.order_by("pk")
    codes = {one.subject: one.code for one in Receipt.objects.filter(kind=Receipt.Kind.MESSAGE_RECEIVED)}
    for thread, title in ((dispute, "I do not agree"), (question, "A question")):
        assert page.links()[title] == f"/messages/with-office/{thread.token}/"
        assert thread.number in page.text
        assert codes[f"{thread.number}-1"] in page.text
    assert page.text.count("Sent, waiting for the office") == 2
    desk().answer(dispute, "We looked at it.")
    assert "The office answered" in visit("/file/history/").text
    own = visit_by_office(file_id=dispute.file_id, party_id=dispute.party_id)
    for scopes, count in ((["view", "pay"], 0), (["view", "message"], 2)):
        helper = replace(own, who="helper", scopes=frozenset(scopes))
        assert len(list(list_history_entries(helper))) == count
    sign_in("couple-two", "en")
    assert "There is nothing yet." in visit("/file/history/").text


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_line_is_called_as_on_the_page_of_the_lines(sign_in: SignIn, visit: Visit, language: str) -> None:
    sign_in("nl-woman", language)
    words = {"".join(one.itertext()) for one in visit("/file/lines/").all("strong")}
    options = [one.text or "" for one in visit("/messages/new/line/").all("option") if one.get("value")]
    named = {option.split(" – ")[1] for option in options}
    assert named
    assert named <= words


@pytest.mark.parametrize(("kind", "name"), [("paid", "paid_on"), ("pause", "asked_on"), ("moved", "since")])
def test_day_without_a_year_lies_behind(
    sign_in: SignIn, fill_in: Callable[..., Page], visit: Visit, kind: str, name: str
) -> None:
    """Who writes that they paid "on the 1st of the month" did not mean the next year."""
    sign_in("nl-woman", "en")
    day = timezone.localdate() - timedelta(days=29)
    fill_in(kind, **{**FILLED_IN[kind], name: f"{day.day}/{day.month}"})
    assert Thread.objects.get().answers[name] == day.isoformat()


def test_everything_works_while_tagor_is_away(
    sign_in: SignIn, visit: Visit, write: Write, deliver: Deliver, practice: PracticeOffice, in_tagor: InTagor
) -> None:
    sign_in("nl-woman", "en")
    with practice.down():
        address = write("line", text="Which?")
        assert "Kept here" in visit(address).text
        assert "We cannot ask now what else the office wrote" in visit("/messages/").text
        deliver()
    registry.reset()  # Tagor is back, and the portal need not wait to notice
    deliver(after=timedelta(hours=2))
    assert len(in_tagor()) == 1


def test_lost_answer_of_tagor_sends_nothing_twice(
    sign_in: SignIn, write: Write, deliver: Deliver, practice: PracticeOffice, in_tagor: InTagor, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    address = write()
    practice.fault("tagor", "drop", operation="Message/Add", times=1)
    deliver()
    assert Delivery.objects.get(kind="messages.send").state == "doubtful"
    deliver(after=timedelta(hours=1))
    assert len(in_tagor()) == 1
    assert "With the office" in visit(address).text


def test_answer_written_in_tagor_itself_is_read_here(
    sign_in: SignIn, visit: Visit, write: Write, deliver: Deliver, practice: PracticeOffice, in_tagor: InTagor
) -> None:
    seeded = sign_in("nl-woman", "en")
    address = write()
    deliver()
    (told,) = in_tagor()
    answer_in_tagor(practice, seeded.file_id, told, "From Tagor itself.")
    page = visit(address)
    assert "From Tagor itself." in page.text
    assert "The office answered" in page.text
    assert visit(address).text.count("From Tagor itself.") == 1
    assert Thread.objects.get().state == "answered"


def test_messages_between_others_are_never_shown(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("company", "en")
    page = visit("/messages/")
    state = practice.state("company")
    hidden = [one for one in state["messages"] if "Stand van zaken" in one["subject"]]
    assert hidden, "the seed has a message between office and claimant"
    assert "Stand van zaken" not in page.text


def test_nobody_opens_the_conversation_of_another(
    sign_in: SignIn, visit: Visit, write: Write, fill_in: Callable[..., Page], client: Client
) -> None:
    sign_in("nl-woman")
    address, draft = write(), fill_in("paid").answer["Location"]
    form = visit(address)
    sign_in("company")
    for path in (address, draft):
        visit(path, status=404)
    own = visit("/messages/new/question/")
    mark = own.form_fields()["mark"]
    visit(form.form_action(), {**form.form_fields(), "text": "x", "mark": mark}, status=404)
    assert Thread.objects.filter(state="draft").count() == 1
    assert Message.objects.count() == 1
    assert visit(f"/messages/new/paid/?change={draft.split('/')[-2]}").form_fields()["paid_on"] == ""


def test_two_people_of_one_file_do_not_read_each_other(sign_in: SignIn, visit: Visit, write: Write) -> None:
    sign_in("nl-woman", "en")
    address = write()
    Thread.objects.update(party_id="9000000000000000999")
    visit(address, status=404)
    assert "You have not written" in visit("/messages/").text
    assert "The office has your message" not in visit("/file/").text


def test_notice_says_only_that_there_is_an_answer(
    sign_in: SignIn,
    write: Write,
    deliver: Deliver,
    desk: Any,
    office: Office,
    practice: PracticeOffice,
) -> None:
    MessageRules.objects.create(office=office, mail_template="BERICHT")
    sign_in("nl-woman", "en")
    write(text="A secret question")
    colleague = desk()
    colleague.answer(Thread.objects.get(), "A secret answer")
    deliver()
    (sent,) = practice.get("outbox")
    assert sent["template"] == "BERICHT"
    assert "secret" not in sent["body"]
    assert "secret" not in sent["subject"]


def test_words_are_sealed_at_rest(sign_in: SignIn, write: Write, desk: Any) -> None:
    sign_in("nl-woman")
    write(text="zeer geheim")
    desk().answer(Thread.objects.get(), "ook geheim")
    kept = [*Thread.objects.values_list("sealed_answers", flat=True)]
    kept += Message.objects.values_list("sealed_text", flat=True)
    assert "geheim" not in " ".join(kept)
    assert "geheim" not in str(list(Delivery.objects.values_list("payload", "result", "before")))


def answer_in_tagor(practice: PracticeOffice, file_id: str, told: dict[str, Any], body: str) -> None:
    """Somebody of the office answers in Tagor's own program."""
    registry.tagor().send_message(
        file_id=file_id,
        message=NewMessage(
            sender_id=told["receiver_id"],
            receiver_id=told["sender_id"],
            subject=f"Re: {told['subject']}",
            body=body,
        ),
    )


PAUSED_BY_LAW = "the law can pause the collection for a consumer"


@pytest.mark.parametrize("kind", ["dispute", "pause"])
def test_what_the_law_of_belgium_gives_before_a_judgment_is_said_there_alone(
    kind: str, sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page]
) -> None:
    sign_in("nl-woman", "en")
    belgian = visit(fill_in(kind).answer["Location"]).text
    assert PAUSED_BY_LAW in belgian
    assert "It does not always stop the file." in belgian
    set_money(iban="NL91ABNA0417164300")
    dutch = visit(fill_in(kind).answer["Location"]).text
    assert PAUSED_BY_LAW not in dutch
    assert "It does not always stop the file." in dutch


def test_several_reasons_are_sentences_because_a_semicolon_is_set_otherwise_in_french(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page]
) -> None:
    sign_in("nl-woman", "fr")
    text = visit(fill_in("dispute").answer["Location"]).text
    assert "Le montant est faux. Les frais ou les intérêts sont faux" in text
