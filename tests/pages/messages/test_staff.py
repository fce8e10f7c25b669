"""What staff do with a conversation: ready answers, files, a colleague, a pause, a reason, clocks."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from portal import registry
from portal.audit.models import Event
from portal.desk.models import Hold
from portal.file.known_numbers import recall_numbers
from portal.file.respite.selectors import get_respite
from portal.management.commands.seed_demo import CODE_TEMPLATES, NOTE_KIND
from portal.messages.models import AnswerTemplate, Message, MessageRules, Thread, Upload
from portal.messages.notes.delivery import list_kinds
from portal.office.models import Office
from portal.office.selectors import get_office_row
from portal.outbox.models import Delivery
from portal.sandbox.seeds.codes import code_id
from portal.sandbox.seeds.papermodels import CONFIRMATION_CODES
from portal.web import formats
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import Deliver, SignIn, Write
from tests.pages.page import Page
from tests.practice import PracticeOffice
from tests.unit.uploads.papers import PLACE, make_pdf, make_photo

pytestmark = pytest.mark.sqlite
TEMPLATES = "/desk/messages/templates/"
ADMIN = (
    "talk.view_thread",
    "talk.answer_thread",
    "talk.pause_thread",
    "talk.change_messagerules",
    "desk.view_case",
)


@pytest.fixture
def thread(sign_in: SignIn, write: Write) -> Thread:
    """A message that waits."""
    sign_in("nl-woman", "en")
    write()
    return Thread.objects.get()


@pytest.fixture
def an(desk: Any) -> Any:
    return desk("an", *ADMIN)


def address(thread: Thread, rest: str = "") -> str:
    return f"/desk/messages/{thread.pk}/{rest}"


def send(colleague: Any, thread: Thread, *files: tuple[str, bytes], status: int = 303, **typed: Any) -> Page:
    page = colleague.visit(address(thread))
    fields = page.form_fields()
    fields.pop("insert", None)
    papers = [SimpleUploadedFile(name, content) for name, content in files]
    found: Page = colleague.visit(page.form_action(), {**fields, **typed, "files": papers}, status=status)
    return found


def test_ready_answer_is_written_used_and_taken_away(thread: Thread, an: Any) -> None:
    assert "There are no ready answers yet" in an.visit(TEMPLATES).text
    page = an.visit(f"{TEMPLATES}new/")
    text = "Dag, wij bekijken {file} ({conversation}). Bel {phone}. {colleague}"
    texts = {"nl": text, "en": "Hello {office}."}
    an.visit(page.form_action(), {**page.form_fields(), "name": "Received", "kind": "", **texts}, status=303)
    assert "Received" in an.visit(TEMPLATES).text
    Thread.objects.update(language="nl")
    shown = an.visit(address(thread))
    chosen = {"text": "Eerst dit.", "template": AnswerTemplate.objects.get().pk, "insert": "1"}
    inserted = an.visit(shown.form_action(), {**shown.form_fields(), **chosen})
    assert "Nothing was sent yet." in inserted.text
    typed = inserted.form_fields()["text"]
    assert typed.startswith("Eerst dit.\n\nDag, wij bekijken")
    assert thread.number in typed
    assert "{" not in typed
    assert not Message.objects.filter(author="office").exists()
    fields = inserted.form_fields()
    fields.pop("insert", None)
    an.visit(inserted.form_action(), fields, status=303)
    assert Message.objects.get(author="office").text == typed.strip()
    template = AnswerTemplate.objects.get()
    asked = an.visit(f"{TEMPLATES}{template.pk}/remove/")
    an.visit(asked.form_action(), asked.form_fields(), status=303)
    assert not AnswerTemplate.objects.exists()
    assert Event.objects.get(act="answer-template-removed").details["before"]["name"] == "Received"
    gone = an.visit(TEMPLATES)
    back = {**gone.form_fields(), "back": "Received"}
    done = an.visit(gone.form_action(), back, status=303).answer["Location"]
    assert "is kept" in an.visit(done).text
    assert AnswerTemplate.objects.get().texts["nl"] == text
    again = an.visit(gone.form_action(), back, status=303).answer["Location"]
    assert "is kept" not in an.visit(again).text, "it was there already"
    assert "Bring back" not in an.visit(TEMPLATES).text


def test_a_change_of_a_ready_answer_is_shown_kept_and_undone(an: Any) -> None:
    kept = AnswerTemplate.objects.create(office=get_office_row(), name="Received", texts={"nl": "Dag."})
    address = f"{TEMPLATES}{kept.pk}/"
    page = an.visit(address)
    check = an.visit(address, {**page.form_fields(), "nl": "Goedendag.", "kind": "dispute"})
    assert "Dag. Goedendag." in check.text
    assert AnswerTemplate.objects.get().texts == {"nl": "Dag."}
    an.visit(address, {**check.form_fields(), "save": "1"}, status=303)
    assert AnswerTemplate.objects.get().kind == "dispute"
    stale = an.visit(address, {**page.form_fields(), "nl": "Hallo."}, status=422)
    assert "What stands was changed meanwhile." in stale.text
    undo = an.visit(address)
    an.visit(address, {"undo": str(Event.objects.get(act="answer-template-changed").number)}, status=303)
    assert "Undo the newest change" in undo.text
    again = AnswerTemplate.objects.get()
    assert (again.texts, again.kind) == ({"nl": "Dag."}, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("word " * 21 + ".", "A sentence may have 20 words at most."),
        ("Pay to BE68 5390 0754 7034.", "Take the account number or the address out."),
        ("See https://evil.example.", "Take the account number or the address out."),
        ("Hello {national_number}.", "Nothing stands for {national_number}."),
        ("", "Write the text in one language at least."),
    ],
)
def test_ready_answer_passes_the_gate(an: Any, text: str, said: str) -> None:
    page = an.visit(f"{TEMPLATES}new/")
    wrong = an.visit(page.form_action(), {**page.form_fields(), "name": "X", "fr": text}, status=422)
    assert said in wrong.text
    assert not AnswerTemplate.objects.exists()


def test_ready_answer_of_another_kind_or_language_is_not_offered(thread: Thread, an: Any) -> None:
    office = Office.objects.get()
    AnswerTemplate.objects.create(office=office, name="Wrong kind", kind="paid", texts={"en": "Thank you."})
    AnswerTemplate.objects.create(office=office, name="Wrong language", texts={"fr": "Merci."})
    AnswerTemplate.objects.create(office=office, name="Fits", kind="question", texts={"en": "Thank you."})
    page = an.visit(address(thread))
    assert "Fits" in page.text
    assert "Wrong" not in page.text


def test_who_may_not_change_rules_may_not_change_ready_answers(desk: Any) -> None:
    desk("els").visit(TEMPLATES, status=403)


def test_file_of_the_office_is_cleaned_reaches_tagor_and_the_person(
    thread: Thread, an: Any, visit: Visit, client: Client, deliver: Deliver, practice: PracticeOffice
) -> None:
    assert PLACE in make_photo()
    send(an, thread, ("plan.jpg", make_photo()), ("brief.pdf", make_pdf(hostile=True)), text="See the files.")
    page = visit(f"/messages/with-office/{thread.token}/")
    links = {words: href for words, href in page.links().items() if words in {"plan.jpg", "brief.pdf"}}
    assert len(links) == 2
    before = {name: client.get(href) for name, href in links.items()}
    assert PLACE not in before["plan.jpg"].content
    assert b"alert" not in before["brief.pdf"].content
    assert before["brief.pdf"]["Content-Disposition"].startswith("attachment")
    deliver()
    sent = [one for one in practice.state("nl-woman")["documents"] if "M-" in one["name"]]
    assert len(sent) == 2
    assert base64.b64decode(sent[0]["data"]) in {one.content for one in before.values()}
    assert all(not bytes(one.sealed_content) for one in Upload.objects.all())
    after = {name: client.get(href).getvalue() for name, href in links.items()}
    assert after == {name: one.content for name, one in before.items()}


def test_file_that_is_not_taken_keeps_the_words_and_sends_nothing(thread: Thread, an: Any) -> None:
    page = send(an, thread, ("x.exe", b"MZ"), text="These words stay.", status=422)
    assert "Only photos (JPEG, PNG, HEIC) and PDF files can be added." in page.text
    assert "These words stay." in page.html
    assert not Message.objects.filter(author="office").exists()


def test_nobody_else_opens_a_file_of_the_office(
    thread: Thread, an: Any, visit: Visit, client: Client, sign_in: SignIn, write: Write
) -> None:
    send(an, thread, ("plan.jpg", make_photo()), text="See it.")
    upload = Upload.objects.get()
    sign_in("company", "en")
    write()
    own = Thread.objects.exclude(pk=thread.pk).get()
    for token in (thread.token, own.token):
        assert client.get(f"/messages/files/{token}/{upload.pk}/").status_code == 404


def test_colleague_gets_it_with_a_word(thread: Thread, an: Any, desk: Any) -> None:
    els = desk("els")
    page = an.visit(address(thread, "hand-over/"))
    an.visit(page.form_action(), {**page.form_fields(), "note": "x"}, status=422)
    chosen = User.objects.get(username="els")
    data = {**page.form_fields(), "to": str(chosen.pk), "note": "Knows the file."}
    an.visit(page.form_action(), data, status=303)
    assert Hold.objects.get(kind="message", row_id=thread.pk).owner == chosen
    shown = els.visit(address(thread))
    assert "Knows the file." in shown.text
    assert "With els" in shown.text
    again = an.visit(page.form_action(), data | {"to": str(chosen.pk), "note": ""}, status=303)
    assert "done=given" in again.answer["Location"]
    assert Message.objects.filter(author="note").count() == 1


def test_what_is_put_aside_says_so_until_the_person_writes_again(
    thread: Thread, an: Any, visit: Visit
) -> None:
    assert "Waits for an answer" in an.visit("/desk/messages/").text
    until = timezone.localdate() + timedelta(days=2)
    sleep = f"/desk/queue/message/{thread.pk}/sleep/"
    an.visit(sleep, {"until": f"{until:%d/%m/%Y}", "reason": "later"}, status=303)
    with translation.override("en"):
        words = f"Put aside until {formats.day(until)}"
    assert words in an.visit("/desk/messages/").text
    assert words in an.visit(address(thread)).text
    assert thread.number not in an.visit("/desk/").text
    waited = Thread.objects.get().waiting_since
    page = visit(f"/messages/with-office/{thread.token}/")
    visit(page.form_action(), {**page.form_fields(), "text": "Nog iets."}, status=303)
    assert "Put aside until" not in an.visit("/desk/messages/").text
    assert "Put aside until" not in an.visit(address(thread)).text
    assert thread.number in an.visit("/desk/").text
    assert Thread.objects.get().waiting_since == waited, "who writes twice is answered no later"


def test_nothing_is_put_aside_past_the_day_an_answer_was_promised(thread: Thread, an: Any) -> None:
    promised = timezone.localdate() + timedelta(days=3)
    Thread.objects.update(promised_on=promised)
    sleep = f"/desk/queue/message/{thread.pk}/sleep/"
    with translation.override("en"):
        assert f"promised by {formats.day(promised)}" in an.visit(sleep).text
    typed = {"until": f"{promised + timedelta(days=1):%d/%m/%Y}", "reason": "later"}
    page = an.visit(sleep, typed, status=422)
    assert "later" in page.html
    assert typed["until"] in page.html
    assert not Hold.objects.exists()
    an.visit(sleep, typed | {"until": f"{promised:%d/%m/%Y}"}, status=303)


def test_a_conversation_leads_to_its_file(thread: Thread, an: Any, desk: Any) -> None:
    case = f"/desk/file/{thread.file_id}/"
    assert case in an.visit(address(thread)).links().values()
    page = desk("els", "talk.view_thread").visit(address(thread))
    assert case not in page.links().values()
    assert f"File {thread.file_name}" in page.text


def test_lists_name_a_file_that_only_its_person_opened(thread: Thread, visit: Visit) -> None:
    visit("/file/")
    assert recall_numbers([thread.file_id]) == {thread.file_id: "26/004512"}


def test_what_a_colleague_has_taken_is_not_given_away(thread: Thread, an: Any, desk: Any) -> None:
    for name in ("els", "jan"):
        desk(name)
    users = {one.username: one for one in User.objects.all()}
    page = an.visit(address(thread, "hand-over/"))
    Hold.objects.create(kind="message", row_id=thread.pk, owner=users["els"])
    data = {**page.form_fields(), "to": str(users["jan"].pk), "note": "for you"}
    assert "It is with els now" in an.visit(page.form_action(), data, status=409).text
    assert Hold.objects.get().owner == users["els"]
    assert not Message.objects.filter(author="note").exists()


def find_notes(practice: PracticeOffice, thread: Thread) -> list[str]:
    """The notes of the file that name the conversation."""
    return [row["text"] for row in practice.state("nl-woman")["info"] if thread.number in row["text"]]


def pause(colleague: Any, thread: Thread, *, status: int = 303, **typed: Any) -> Page:
    page = colleague.visit(address(thread, "pause/"))
    fields = page.form_fields()
    fields.pop("act", None)
    found: Page = colleague.visit(page.form_action(), {**fields, **typed}, status=status)
    return found


def test_pause_is_read_noted_in_tagor_kept_and_ended(
    thread: Thread, an: Any, visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    MessageRules.objects.create(office=thread.office, note_code_id=list_kinds()[0][0])
    until = timezone.localdate() + timedelta(days=30)
    pause(an, thread, until=until.strftime("%d/%m/%Y"), text="We wait for your counsellor.")
    assert "The office has paused this file until" in visit("/file/").text
    assert "We wait for your counsellor." in visit(f"/messages/with-office/{thread.token}/").text
    found = get_respite(thread.file_id)
    assert found is not None
    assert found.until == until
    deliver()
    assert len(find_notes(practice, thread)) == 1
    assert not Delivery.objects.filter(kind="desk.note").exclude(state="done").exists()
    assert "It rests now" in an.visit(address(thread, "pause/")).text
    pause(an, thread, act="end")
    assert get_respite(thread.file_id) is None
    assert "The office has paused" not in visit("/file/").text
    assert "Your file rests no longer" in visit(f"/messages/with-office/{thread.token}/").text
    deliver()
    assert len(find_notes(practice, thread)) == 2


def test_pause_without_words_says_the_day_in_the_persons_language(thread: Thread, an: Any) -> None:
    Thread.objects.update(language="fr")
    until = timezone.localdate() + timedelta(days=3)
    pause(an, thread, until=until.strftime("%d/%m/%Y"))
    assert Message.objects.get(author="office").text.startswith("L’étude met votre dossier en pause jusqu’au")
    assert not Delivery.objects.filter(kind="desk.note").exists(), "no kind of note was named"
    pause(an, thread, until="01/01/2020", status=422)


def test_dispute_asks_for_rest_and_the_decision_reaches_the_person(
    sign_in: SignIn, write: Write, an: Any, visit: Visit, deliver: Deliver, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    typed = {"extent": "whole", "reasons": ["amount"], "text": "Too much.", "asks": ["rest", "explain"]}
    talk = write("dispute", **typed)
    assert "Let the file rest until the office has answered. Explain the amount to me" in visit(talk).text
    thread = Thread.objects.get()
    assert "The person asks that the file rests" in an.visit(address(thread)).text
    assert "No note of it goes to Tagor" in an.visit(address(thread, "pause/")).text
    MessageRules.objects.create(office=thread.office, note_code_id=list_kinds()[0][0])
    assert "A note of it goes to the file in Tagor" in an.visit(address(thread, "pause/")).text
    until = timezone.localdate() + timedelta(days=14)
    pause(an, thread, until=until.strftime("%d/%m/%Y"), text="We stop until we have looked at it.")
    assert "We stop until we have looked at it." in visit(talk).text
    assert "The office has paused this file until" in visit("/file/").text
    assert "The person asks that the file rests" not in an.visit(address(thread)).text
    with practice.down():
        deliver()
    registry.reset()
    deliver(after=timedelta(hours=2))
    assert len(find_notes(practice, thread)) == 1


def test_pause_over_news_asks_again(thread: Thread, an: Any, visit: Visit) -> None:
    page = an.visit(address(thread, "pause/"))
    talk = visit(f"/messages/with-office/{thread.token}/")
    visit(talk.form_action(), {**talk.form_fields(), "text": "One more thing."}, status=303)
    fields = page.form_fields() | {"until": (timezone.localdate() + timedelta(days=3)).strftime("%d/%m/%Y")}
    assert "Something was written meanwhile" in an.visit(page.form_action(), fields, status=409).text
    assert get_respite(thread.file_id) is None


def test_needs_stand_on_the_file_and_the_conversation_without_why(
    sign_in: SignIn, write: Write, an: Any, practice: PracticeOffice
) -> None:
    seeded = sign_in("nl-woman", "en")
    write("support")
    write("question")
    for page in (f"/desk/file/{seeded.file_id}/", address(Thread.objects.filter(kind="question").get())):
        shown = an.visit(page).text
        assert "What makes it easier for this person" in shown
        assert "Call me instead of writing" in shown
        assert "More time to answer" in shown
    Thread.objects.filter(kind="support").update(
        state="closed", closed_at=timezone.now(), waiting_since=None, close_reason="taken-back"
    )
    assert "What makes it easier" not in an.visit(f"/desk/file/{seeded.file_id}/").text


def test_clocks_run_until_the_answer_and_the_end(thread: Thread, an: Any) -> None:
    Thread.objects.update(sent_at=timezone.now() - timedelta(days=3))
    assert "No answer yet, for" in an.visit(address(thread)).text
    send(an, thread, text="Here it is.")
    shown = an.visit(address(thread)).text
    assert "First answer after" in shown
    assert "Open for" in shown
    page = an.visit(address(thread, "close/"))
    an.visit(page.form_action(), {**page.form_fields(), "reason": "right", "text": ""}, status=303)
    shown = an.visit(address(thread)).text
    assert "Closed after" in shown
    assert "You were right, and the file is put right" in shown


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_pages_in_every_language(thread: Thread, an: Any, language: str) -> None:
    AnswerTemplate.objects.create(office=Office.objects.get(), name="X", texts={"en": "Thank you."})
    an.client.cookies["language"] = language
    for page in (
        TEMPLATES,
        f"{TEMPLATES}new/",
        f"{TEMPLATES}{AnswerTemplate.objects.get().pk}/remove/",
        address(thread),
        address(thread, "pause/"),
        address(thread, "hand-over/"),
    ):
        an.visit(page)


def test_kind_of_note_is_chosen_by_its_name_and_kept_while_tagor_is_away(
    an: Any, practice: PracticeOffice
) -> None:
    page = an.visit("/desk/messages/rules/")
    with translation.override("en"):
        code, words = list_kinds()[0]
    assert words in page.text
    check = an.visit(page.form_action(), page.form_fields() | {"note_code_id": code})
    assert f"No note in the file {words}" in check.text
    an.visit(check.form_action(), {**check.form_fields(), "save": "1"}, status=303)
    with practice.down():
        away = an.visit("/desk/messages/rules/")
        assert "As it is now" in away.text
        an.visit(away.form_action(), away.form_fields() | {"note_code_id": code, "save": "1"}, status=303)
    assert MessageRules.objects.get().note_code_id == code
    an.visit(page.form_action(), away.form_fields() | {"note_code_id": "1"}, status=422)
    event = Event.objects.get(act="message-rules-changed")
    an.visit(page.form_action(), {"undo": str(event.number)}, status=303)
    assert MessageRules.objects.get().note_code_id == ""


def test_demo_names_what_the_practice_office_has() -> None:
    assert code_id("TQINFO", "NOTA") == NOTE_KIND
    assert [f"{name}={code}" for name, code in CONFIRMATION_CODES.items()] == CODE_TEMPLATES
