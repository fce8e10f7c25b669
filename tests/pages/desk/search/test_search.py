"""One box: files, people, requests, payments, receipts; what was typed stays out of every address."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.access.wrong_person.models import WrongPersonReport
from portal.audit.actors import DEFENDANT
from portal.audit.models import Event
from portal.audit.services import record
from portal.messages.models import ContactChange
from portal.office.models import Office
from portal.payments.attempt.states import Event as PaymentEvent
from portal.payments.attempt.states import transition
from portal.payments.models import State
from portal.receipts.models import Receipt
from tests.pages.conftest import Visit
from tests.pages.desk.case.conftest import Enter, enter  # noqa: F401 - a fixture
from tests.pages.page import Page
from tests.practice import PracticeFile, PracticeOffice
from tests.unit.payments.conftest import build_attempt

pytestmark = pytest.mark.sqlite

SEARCH = "/desk/search/"
MAY = (
    "access.handle_wrong_person",
    "desk.search_files",
    "desk.view_case",
    "payments.view_attempt",
    "plans.view_proposal",
)


@pytest.fixture
def seeded(practice: PracticeOffice) -> PracticeFile:
    return practice.file()


def case(seeded: PracticeFile) -> str:
    return f"/desk/file/{seeded.file_id}/"


@pytest.fixture
def search(visit: Visit, client: Client, enter: Enter, seeded: PracticeFile) -> object:  # noqa: F811
    """Search for something; the page that follows, or where it leads."""
    enter(*MAY)

    def go(text: str) -> str | Page:
        address = str(client.post(SEARCH, {"text": text})["Location"])
        if len(text) > 3:
            assert text not in address
            assert text not in str(dict(client.session)), "sealed"
        answer = client.get(address)
        if answer.status_code == 303:
            return str(answer["Location"])
        page = Page(answer)
        page.check()
        return page

    return go


def test_only_who_may_search_does(visit: Visit, enter: Enter, seeded: PracticeFile) -> None:  # noqa: F811
    enter("desk.view_case")
    assert "desk.search_files" in visit(SEARCH, {"text": "Verhoeven"}, status=403).text
    assert "desk-find" not in visit("/desk/").html


@pytest.mark.parametrize("typed", ["26/004512", " 26/004512 ", "26004512", "26-004512", "26/4512", "26 4512"])
def test_a_file_number_opens_its_file(search: object, seeded: PracticeFile, typed: str) -> None:
    assert search(typed) == case(seeded)  # type: ignore[operator]


def test_a_name_finds_its_files_and_stays_out_of_addresses_and_the_trail(
    search: object, seeded: PracticeFile, visit: Visit
) -> None:
    for typed in ("Lotte", "verhoeven lotte"):
        assert case(seeded) in search(typed).links().values(), typed  # type: ignore[operator]
    page = search("Lotte Verhoeven")  # type: ignore[operator]
    assert case(seeded) in page.links().values()
    assert not any("Verhoeven" in (href or "") for href in page.links().values())
    event = Event.objects.filter(act="desk-searched").last()
    assert event is not None
    assert "Verhoeven" not in str(event.details)


@pytest.mark.parametrize(
    "typed", ["0470 00 00 01", "+32 470 00 00 01", "+32 (0)470 00 00 01", "0032470000001"]
)
def test_a_telephone_number_finds_who_has_it(search: object, seeded: PracticeFile, typed: str) -> None:
    page = search(typed)  # type: ignore[operator]
    assert case(seeded) in page.links().values()


def test_a_last_name_alone_says_what_to_write(search: object, seeded: PracticeFile) -> None:
    said = "Write first and last name to find a file there."
    page = search("Verhoeven")  # type: ignore[operator]
    assert case(seeded) not in page.links().values()
    assert said in page.text
    assert said not in search("Lotte").text  # type: ignore[operator]
    assert said not in search("Verhoeven Niemand").text  # type: ignore[operator]


def test_payments_and_receipts_are_found_by_their_codes(search: object, seeded: PracticeFile) -> None:
    attempt = build_attempt(file_id=seeded.file_id, state=State.BOOKED)
    attempt.save()
    assert search(attempt.reference.lower()) == f"/desk/payments/{attempt.pk}/"  # type: ignore[operator]
    other = build_attempt(file_id=seeded.file_id, state=State.AT_BANK, amount_cents=77)
    other.save()
    transition(other.pk, PaymentEvent.SEE)
    code = Receipt.objects.get().code
    assert search(code.replace("-", " ").lower()) == f"/receipt/{code}/"  # type: ignore[operator]


@pytest.mark.parametrize("typed", ["W-2EZH-25DT", "w2ezh25dt", " w-2ezh 25dt"])
def test_a_report_is_found_by_the_number_its_sender_keeps(search: object, typed: str) -> None:
    report = WrongPersonReport.objects.create(
        number="W-2EZH-25DT", kind="not-me", language="nl", told_sealed="x", made_at=timezone.now()
    )
    assert search(typed) == f"/desk/wrong-person/{report.pk}/"  # type: ignore[operator]


def test_receipts_of_reminders_and_of_contact_details_open_their_file(
    search: object, seeded: PracticeFile, office: Office
) -> None:
    event = record("reminders-on", by=DEFENDANT, file_id=seeded.file_id, details={"party": "1"})
    other = record("letter-opened", by=DEFENDANT, file_id=seeded.file_id)
    given = {"office": office, "file_id": seeded.file_id, "party_id": "1", "kind": "email", "masked": "n•••"}
    change = ContactChange.objects.create(state="delivered", confirmed_at=timezone.now(), **given)
    unconfirmed = ContactChange.objects.create(**given)
    for typed in (f"R-{event.number:06d}", f"r{event.number}", change.number, change.number.lower()):
        assert search(typed) == case(seeded), typed  # type: ignore[operator]
    for typed in (f"R-{other.number:06d}", unconfirmed.number):
        assert not isinstance(search(typed), str), typed  # type: ignore[operator]


@pytest.mark.parametrize(
    "typed", ["", "  ", "\x00", "%", "'--", "P-999999", "x" * 500, "\u202e\u0664\u0662", "@", "+"]
)
def test_odd_words_find_nothing_and_break_nothing(search: object, typed: str) -> None:
    page = search(typed)  # type: ignore[operator]
    assert ("Nothing was found" in page.text) == bool(typed.strip(" \x00"))


def test_what_does_not_answer_is_named_and_the_rest_is_shown(
    search: object, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    attempt = build_attempt(file_id=seeded.file_id, file_name="26/004512", state=State.BOOKED)
    attempt.save()
    with practice.down():
        page = search("26/004512")  # type: ignore[operator]
    assert "These gave no answer that we can use: Tagor." in page.text
    assert attempt.reference in page.text


def test_recent_and_pinned_files_stand_there(search: object, seeded: PracticeFile, visit: Visit) -> None:
    visit(case(seeded))
    assert case(seeded) in visit(SEARCH).links().values()
    visit(case(seeded) + "pin/", {"pin": "1"}, status=303)
    assert "Pinned" in visit(SEARCH).text


def test_searching_writes_nothing_in_a_file(search: object, practice: PracticeOffice) -> None:
    practice.clear_calls()
    search("26/004512")  # type: ignore[operator]
    search("Verhoeven")  # type: ignore[operator]
    asked = {call["operation"] for call in practice.calls()}
    assert asked == {"Dossier/Search"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("message", "report")),
        ("nl", ("bericht", "melding")),
        ("fr", ("message", "signalement")),
        ("de", ("Nachricht", "Meldung")),
    ],
)
def test_the_box_names_messages_and_reports_too(
    search: object, visit: Visit, language: str, words: tuple[str, ...]
) -> None:
    page = visit(f"{SEARCH}?lang={language}")
    (label,) = [one for one in page.all("label") if one.get("for") == "search-text"]
    assert all(word in "".join(label.itertext()) for word in words)
