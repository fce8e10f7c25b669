"""A sheet to reply on, made without writing in the file; and its slip, typed in as the person's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.desk.case import decorators
from portal.letters.batch.address_window import WINDOWS
from portal.letters.reply.reply_sheet import BARS_MM
from portal.messages.models import Message
from portal.outbox.services import deliver_due
from portal.plans.models import Proposal
from portal.receipts.models import Receipt
from portal.web.paper.barcode import draw_barcode
from portal.web.paper.sheet import open_sheet
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.letters.conftest import HOME
from tests.pages.letters.test_batch import READS, MakeBatch, print_batch
from tests.paper import Box, find_text, read_barcodes, read_codes, read_words
from tests.practice import PracticeFile, PracticeOffice

pytestmark = pytest.mark.django_db
# None of them writes in the file, as GetSaldo would.
SHEET_READS = READS | {"Dossier/Get", "Dossier/GetBalances"}
MAY = (
    "letters.view_batch",
    "letters.make_batch",
    "letters.type_reply",
    "desk.view_case",
    "plans.view_proposal",
    "plans.decide_proposal",
    "talk.view_thread",
    "talk.answer_thread",
)
TITLES = {
    "nl": "Uw dossier op één blad",
    "fr": "Votre dossier sur une page",
    "de": "Ihre Akte auf einer Seite",
}


@pytest.fixture
def file(client: Client, practice: PracticeOffice, office: object) -> PracticeFile:
    """Somebody of the office, with a file of the practice office."""
    make_staff(permissions=MAY)
    sign_in_staff(client)
    client.cookies["language"] = "en"
    return practice.file("nl-woman")


def at(file: PracticeFile, page: str = "") -> str:
    return f"{HOME}reply/{file.file_id}/{page}"


def slip(file: PracticeFile, **typed: str) -> dict[str, str]:
    return {
        "party": file.party_id,
        "language": "nl",
        "kind": "plan",
        "amount": "50",
        "words": "Ik ben ziek.",
        "is_signed": "on",
        "once": "first",
        **typed,
    }


def save_slip(visit: Visit, file: PracticeFile, *, status: int = 303, **typed: str) -> Any:
    """See what it comes to, then keep it."""
    page = visit(at(file, "typed/"), slip(file, **typed))
    seen = next(field.get("value") for field in page.all("input") if field.get("name") == "seen")
    return visit(at(file, "typed/"), slip(file, **typed) | {"seen": seen, "send": "1"}, status=status)


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_sheet_tells_the_case_on_one_page(
    client: Client, visit: Visit, file: PracticeFile, practice: PracticeOffice, language: str
) -> None:
    page = visit(at(file))
    assert page.main_forms()[0].get("data-again") is not None, "a download can be taken twice"
    fields = page.form_fields()
    practice.clear_calls()
    answer = client.post(at(file), {**fields, "party": file.party_id, "language": language, "envelope": "BE"})
    (words,) = read_words(answer.content)
    assert TITLES[language] in words
    assert file.file in words
    assert "1.234,56" in words or "1 234,56" in words
    ((code,),) = read_codes(answer.content)
    assert code.startswith("BCD\n002\n1\nSCT\n")
    assert "EUR1234.56" in code
    window = WINDOWS["BE"]
    frame = Box(window.left, window.top, window.left + window.width, window.top + window.height)
    assert find_text(answer.content, "Voorbeeldlaan").is_inside(frame)
    assert b"/StructTreeRoot" in answer.content
    assert {call["operation"] for call in practice.calls()} <= SHEET_READS
    assert Event.objects.filter(act="reply-sheet-made", file_id=file.file_id).exists()


ASK, PAY = "Ik kan elke maand betalen", "Betalen met een overschrijving"


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("slug", "said", "code"),
    [
        ("stopped", ["Vraag het kantoor om raad voordat u betaalt"], ""),
        ("overpaid", ["U hebt te veel betaald", "25,50"], ""),
        ("paid-off", ["hoeft u niets meer te betalen"], ""),
        ("one-cent", ["één cent"], ""),
        ("refused", ["Bel het kantoor voor een plan"], "EUR2300.11"),
        ("running-plan", ["100,00", "900,00"], "EUR100.00"),
        ("arrears", ["225,00", "975,00"], "EUR225.00"),
    ],
)
def test_sheet_offers_what_the_persons_own_page_offers(
    client: Client,
    visit: Visit,
    clerk: Any,
    practice: PracticeOffice,
    make_batch: MakeBatch,
    slug: str,
    said: list[str],
    code: str,
) -> None:
    """From the file at the desk, and for a row of a batch."""
    clerk.user_permissions.add(Permission.objects.get(codename="view_case"))
    other = practice.file(slug)
    assert "own page says" in visit(at(other)).text
    alone = client.post(at(other), {"party": other.party_id, "language": "nl", "envelope": "BE"}).content
    batch = make_batch(f"Dossier;Taal\n{other.file};nl")
    client.post(f"{HOME}{batch.pk}/rows/", {"include": "1"})
    for content in (alone, print_batch(client, batch, paper="reply")):
        (words,) = read_words(content)
        for one in said:
            assert one.casefold() in words.casefold()
        assert ASK not in words
        ((found,),) = read_codes(content) if code else (("",),)
        assert code in found
        assert (PAY in words) == bool(code)
        if code:
            assert find_text(content, "Of scan de code").bottom + 1 < find_text(content, "Hier afknippen").top


def test_sheet_with_a_request_that_waits_offers_no_second_one(
    client: Client, visit: Visit, file: PracticeFile
) -> None:
    sheet = {"party": file.party_id, "language": "nl", "envelope": "BE"}
    assert "own page says" not in visit(at(file)).text
    assert ASK in read_words(client.post(at(file), sheet).content)[0]
    save_slip(visit, file)
    (words,) = read_words(client.post(at(file), sheet).content)
    assert ASK not in words
    assert PAY in words


@pytest.mark.parametrize("threshold", [None, 128], ids=["grey", "black-and-white"])
def test_bars_of_the_slip_find_the_file(
    client: Client, visit: Visit, file: PracticeFile, threshold: int | None
) -> None:
    """Staff scan what came back into the search: a scanner types the number and presses Enter."""
    an = get_user_model().objects.get(username="an")
    an.user_permissions.add(Permission.objects.get(codename="search_files"))
    sheet = client.post(at(file), {"party": file.party_id, "language": "nl", "envelope": "BE"})
    ((scanned,),) = read_barcodes(sheet.content, threshold=threshold)
    assert scanned == file.file
    found = client.post("/desk/search/", {"text": scanned}, follow=True)
    assert found.request["PATH_INFO"] == f"/desk/file/{file.file_id}/"
    assert at(file, "typed/") in found.content.decode()


def test_long_name_leaves_the_bars_free(client: Client, practice: PracticeOffice, file: PracticeFile) -> None:
    long = practice.file("long-name")
    answer = client.post(at(long), {"party": long.party_id, "language": "nl", "envelope": "BE"})
    assert read_barcodes(answer.content) == [[long.file]]
    cut = find_text(answer.content, "Hier afknippen")
    assert find_text(answer.content, f"{long.file} –").top > cut.bottom + BARS_MM + 3


def test_number_that_bars_cannot_say_stands_there_in_words(client: Client) -> None:
    sheet = open_sheet("Bars", language="nl", margin_mm=20, is_tagged=True)
    sheet.add_page()
    for number in ("ÄÖ/1", "26/004512-b", "9" * 40):
        draw_barcode(sheet, number, right=190, top=100, height_mm=6)
    assert read_barcodes(bytes(sheet.output())) == [[]]


def test_batch_gives_a_sheet_for_each_letter(
    make_batch: MakeBatch, client: Client, practice: PracticeOffice, office: object
) -> None:
    numbers = [practice.file(slug).file for slug in ("nl-woman", "fr-man")]
    batch = make_batch("\n".join(numbers))
    pages = read_words(print_batch(client, batch, paper="reply"))
    assert len(pages) == 2
    assert [number in page for number, page in zip(numbers, pages, strict=True)] == [True, True]
    assert TITLES["nl"] in pages[0]
    assert TITLES["fr"] in pages[1]
    assert "claimant" not in pages[0]
    stored = str(vars(batch.letters.first()))
    assert batch.letters.first().claimant_sealed  # type: ignore[union-attr]
    assert "Energie" not in stored


def test_slip_becomes_the_request_of_the_person(
    client: Client, visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    page = visit(at(file, "typed/"), slip(file))
    assert "50.00 a month, 25 months" in page.text
    assert not Proposal.objects.exists(), "only shown"
    address = save_slip(visit, file).answer["Location"]
    proposal = Proposal.objects.exclude(state="draft").get()
    assert (proposal.monthly_cents, proposal.words, proposal.language) == (5000, "Ik ben ziek.", "nl")
    assert (proposal.party_id, proposal.asked_through) == (file.party_id, "paper")
    receipt = Receipt.objects.get(kind=Receipt.Kind.PLAN_SENT, subject=proposal.number)
    done = visit(address).text
    assert f"{proposal.number} is kept" in done
    assert receipt.code in done
    event = Event.objects.get(act="plan-asked")
    assert event.actor == "staff"
    assert event.staff_id
    assert event.details["through"] == "paper"
    assert event.details["monthly_cents"] == 5000
    desk = visit(f"/desk/plans/{proposal.pk}/").text
    assert "the person, on paper, typed in by staff" in desk
    assert not [call for call in practice.calls() if call["operation"] == "TagorService/GetSaldo"]
    person = Client()
    person.cookies["language"] = "en"
    letter = person.get(f"/h/{file.hash}/", follow=True)
    assert letter.status_code == 200


def test_request_on_paper_keeps_to_the_rules_and_replaces_only_on_purpose(
    client: Client, visit: Visit, file: PracticeFile
) -> None:
    save_slip(visit, file)
    first = Proposal.objects.exclude(state="draft").get()
    again = save_slip(visit, file, amount="40", status=422)
    assert f"The request {first.number} is open." in again.text
    assert Proposal.objects.get() == first, "the person reads of no plan that was not sent"
    save_slip(visit, file, amount="40", supersede="on")
    first.refresh_from_db()
    assert first.state == "superseded"
    event = Event.objects.get(act="plan-superseded")
    assert event.actor == "staff"
    assert (event.details["monthly_cents"], event.details["new_monthly_cents"]) == (5000, 4000)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": ""}, "Fill in an amount."),
        ({"amount": "99999"}, "or less."),
        ({"first_on": "01/01/2031"}, "Fill in a date from"),
        ({"is_signed": ""}, "Only a signed slip is a request."),
        ({"party": "4711"}, "Choose one of these."),
        ({"kind": "words", "words": ""}, "Write a few words."),
    ],
)
def test_slip_that_cannot_be_taken_says_why(
    visit: Visit, file: PracticeFile, typed: dict[str, str], said: str
) -> None:
    assert said in visit(at(file, "typed/"), slip(file, **typed), status=422).text
    assert not Proposal.objects.exists()
    assert not Message.objects.exists()


def test_changed_after_it_was_shown_is_shown_again(visit: Visit, file: PracticeFile) -> None:
    page = visit(at(file, "typed/"), slip(file))
    seen = next(field.get("value") for field in page.all("input") if field.get("name") == "seen")
    other = slip(file, amount="60") | {"seen": seen, "send": "1"}
    assert "60" in visit(at(file, "typed/"), other).text
    assert not Proposal.objects.exists()


def test_staff_read_what_comes_of_it_at_that_moment(
    visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    """The office closes between the look and the press: it is shown again."""
    practice.set_clock("2026-03-03T10:00:00+01:00")
    page = visit(at(file, "typed/"), slip(file))
    seen = next(field.get("value") for field in page.all("input") if field.get("name") == "seen")
    practice.set_clock("2026-03-03T20:00:00+01:00")
    again = visit(at(file, "typed/"), slip(file) | {"seen": seen, "send": "1"})
    assert again.text != page.text
    assert not Proposal.objects.exists()


def test_balance_that_nobody_knows_is_not_called_nothing(
    visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    practice.set_parameter("codes", "opaque")
    page = visit(at(file, "typed/"), slip(file), status=422)
    assert "Tagor keeps no balance of this file now." in page.text
    assert "Nothing is owed" not in page.text
    visit(at(file, "typed/"), slip(file, kind="words"), status=303)
    assert Message.objects.get().text == "Ik ben ziek."


def test_words_on_paper_become_a_message_of_the_person(
    visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    typed = slip(file, kind="words", words="Ik betaalde al.", is_signed="")
    address = visit(at(file, "typed/"), typed, status=303).answer["Location"]
    message = Message.objects.get()
    assert (message.text, message.author, message.staff.username) == ("Ik betaalde al.", "paper", "an")  # type: ignore[union-attr]
    assert f"{message.reference} is kept" in visit(address).text
    event = Event.objects.get(act="message-sent")
    assert (event.actor, event.details["through"]) == ("staff", "paper")
    queue = visit("/desk/queue/team/").text
    assert f"({message.thread.number}), on paper" in queue
    page = visit(f"/desk/messages/{message.thread_id}/")
    assert "The person, on paper, typed in by staff – an" in page.text
    deliver_due(now=timezone.now() + timedelta(minutes=1))
    sent = practice.calls("Message/Add")[-1]
    assert "typed in" in str(sent) or "papier" in str(sent)


def test_words_pressed_twice_are_one_message(visit: Visit, file: PracticeFile) -> None:
    typed = slip(file, kind="words")
    first, second = (visit(at(file, "typed/"), typed, status=303).answer["Location"] for _press in range(2))
    assert first == second
    assert Message.objects.count() == 1
    visit(at(file, "typed/"), typed | {"once": "second"}, status=303)
    assert Message.objects.count() == 2


def test_only_who_may_makes_sheets_and_types_in(client: Client, visit: Visit, file: PracticeFile) -> None:
    client.logout()
    make_staff("bob", permissions=["desk.view_case", "letters.view_batch"])
    sign_in_staff(client, "bob")
    assert client.get(at(file)).status_code == 403
    assert client.post(at(file, "typed/"), slip(file)).status_code == 403
    assert "on paper" not in visit(f"/desk/file/{file.file_id}/").text


def test_tagor_away_is_said(
    client: Client, visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    practice.fault("tagor", "503", operation="Dossier/Get")
    visit(at(file), status=503)
    visit(at(file, "typed/"), status=503)


@pytest.mark.parametrize("page", ["", "typed/"])
def test_link_that_tagor_does_not_tell_now_is_an_error(
    visit: Visit, file: PracticeFile, practice: PracticeOffice, page: str
) -> None:
    practice.fault("tagor", "503", operation="Document/GetMergefield")
    visit(at(file, page), status=503)


def test_only_who_owes_is_offered_without_a_link(
    visit: Visit, file: PracticeFile, practice: PracticeOffice
) -> None:
    expired = practice.file("expired-hash")
    people = next(one for one in visit(at(expired)).all("select") if one.get("name") == "party")
    offered = [option.get("value") for option in people.iter() if option.get("value")]
    assert offered == [expired.party_id]


@pytest.mark.parametrize("page", ["", "typed/"])
def test_file_in_which_nobody_is_known_to_owe_is_said(
    visit: Visit, file: PracticeFile, practice: PracticeOffice, page: str
) -> None:
    """Codes that say nothing, and no link that tells for whom it is."""
    practice.set_parameter("codes", "opaque")
    assert "names nobody who owes" in visit(at(practice.file("expired-hash"), page)).text


def test_slow_tagor_holds_the_page_no_longer_than_its_deadline(
    visit: Visit, file: PracticeFile, practice: PracticeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decorators, "DESK_FILE_S", 0.2)
    practice.fault("tagor", "slow", operation="Document/GetMergefield", seconds=1.5)
    visit(at(file, "typed/"), status=503)


def test_slip_page_reads_the_file_once(visit: Visit, file: PracticeFile, practice: PracticeOffice) -> None:
    practice.clear_calls()
    visit(at(file, "typed/"))
    assert [call["operation"] for call in practice.calls()].count("Dossier/Get") == 1


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_pages_in_every_language(client: Client, visit: Visit, file: PracticeFile, language: str) -> None:
    client.cookies["language"] = language
    visit(at(file))
    visit(at(file, "typed/"))
    visit(at(file, "typed/"), slip(file))
