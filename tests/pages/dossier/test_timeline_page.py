"""``/file/timeline/``: what happened, what comes next; and nothing that the office kept to itself."""

from collections.abc import Callable
from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from portal.aptic.events.models import TimelineNote
from portal.file.models import AgendaWord, Respite
from portal.messages.models import Message, State, Thread
from portal.office.models import Office
from portal.plans.models import Proposal
from portal.web.formats import day
from tests.pages.conftest import Visit
from tests.practice import PracticeFile, PracticeOffice

SignIn = Callable[..., PracticeFile]
PATH, DATES = "/file/timeline/", "/file/timeline/dates.ics"
INTERNAL = ("Opvolging betaling", "hond op het erf", "Beslag overwegen", "bewindvoerder", "Interne nota")


def in_days(count: int) -> str:
    with override("en"):
        return day(timezone.localdate() + timedelta(days=count))


def test_what_happened_and_the_stage_come_from_the_office(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    text = visit(PATH).text
    assert "After the judgment (judicial stage)" in text
    for told in ("Summons to come to court", "Judgment", "Hearing in court: Justice of the peace, Gent"):
        assert told in text, told
    assert "The office received €150.00" in text
    newest_first = ("The office received", "Judgment", "Hearing in court", "Summons to come to court")
    places = [text.index(told) for told in newest_first]
    assert places == sorted(places)


def test_a_hearing_to_come_stands_on_top_with_its_hour(sign_in: SignIn, visit: Visit) -> None:
    sign_in("de-woman", "en")
    text = visit(PATH).text
    assert "With a judge (judicial stage)" in text
    ahead = text[text.index("What comes next", 60) : text.index("What happened", 200)]
    assert f"{in_days(21)} at 09:00 Hearing in court: Justice of the peace, Eupen" in ahead


@pytest.mark.parametrize("slug", ["nl-woman", "de-woman"])
def test_nothing_the_office_kept_to_itself_is_shown(slug: str, sign_in: SignIn, visit: Visit) -> None:
    sign_in(slug, "en")
    text = visit(PATH).text
    assert [one for one in INTERNAL if one in text] == []


def test_the_agenda_is_asked_only_for_what_the_office_lets_people_see(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("de-woman", "en")
    practice.clear_calls()
    assert "Somebody of the office comes by" not in visit(PATH).text
    assert not [one for one in practice.calls(system="tagor") if "GetAgenda" in one["operation"]]
    words = {
        "nl": "Iemand komt langs",
        "fr": "Quelqu’un passe",
        "de": "Jemand kommt",
        "en": "Somebody comes by",
    }
    AgendaWord.objects.create(model="bezoek ter plaatse", **words)
    text = visit(PATH).text
    assert f"{in_days(9)} at 14:00 Somebody comes by" in text
    assert [one for one in INTERNAL if one in text] == []


def test_a_stage_that_nobody_knows_is_not_named(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    practice.fault("tagor", "503", operation="TagorService/GetDosInfo", times=5)
    for operation in ("GetTitle", "GetAppearance"):
        practice.fault("tagor", "503", operation=f"Dossier/{operation}", times=5)
    sign_in("nl-woman", "en")
    page = visit(PATH)
    assert "stage)" not in page.text
    assert "The judgments could not be loaded now." in page.text


def test_letters_are_told_by_events(sign_in: SignIn, visit: Visit) -> None:
    seeded = sign_in("nl-woman", "en")
    at = timezone.now() - timedelta(days=2)
    TimelineNote.objects.create(file_id=seeded.file_id, kind="letter", mark="m", occurred_at=at, event_id=1)
    assert f"{in_days(-2)}" in visit(PATH).text
    assert "The office sent a letter" in visit(PATH).text


def test_the_other_person_of_a_file_stays_out_of_it(sign_in: SignIn, visit: Visit, office: Office) -> None:
    seeded, now = sign_in("couple-one", "en"), timezone.now()
    for party_id, kind in ((seeded.party_id, "question"), ("999", "complaint")):
        thread = Thread.objects.create(
            office=office,
            file_id=seeded.file_id,
            party_id=party_id,
            kind=kind,
            state=State.WAITING,
            sent_at=now,
            waiting_since=now,
        )
        Message.objects.create(thread=thread, number=1, author=Message.Author.PERSON, sent_at=now)
    text = visit(PATH).text
    assert "A question" in text
    assert "A complaint" not in text


@pytest.mark.parametrize(("slug", "is_shared"), [("couple-two", True), ("nl-woman", False)])
def test_a_debt_of_two_is_called_so(slug: str, is_shared: bool, sign_in: SignIn, visit: Visit) -> None:
    sign_in(slug, "en")
    assert ("Somebody else owes this debt too." in visit(PATH).text) == is_shared


def test_a_request_and_the_pause_of_the_office_have_their_days(
    sign_in: SignIn, visit: Visit, office: Office
) -> None:
    seeded = sign_in("nl-woman", "en")
    now = timezone.now()
    proposal = Proposal.objects.create(
        office=office,
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        state=Proposal.State.UNDO,
        kind="months",
        months=6,
        monthly_cents=20000,
        balance_cents=seeded.balance_cents,
        first_on=now.date(),
        submitted_at=now,
        undo_until=now + timedelta(minutes=9),
    )
    until = timezone.localdate() + timedelta(days=40)
    Respite.objects.create(
        file_id=seeded.file_id, kind="collection", is_on=True, until=until, occurred_at=now, event_id=2
    )
    text = visit(PATH).text
    assert "Until then you can take back your plan request" in text
    assert f"Plan request {proposal.number} was made" in text
    assert text.index("take back your plan request") < text.index("lets the file rest")


def test_payments_of_a_plan_come_with_a_calendar(sign_in: SignIn, visit: Visit, client: Client) -> None:
    seeded = sign_in("running-plan", "en")
    page = visit(PATH)
    assert page.text.count("See your plan, Payment of your plan: €100.00") == 3
    assert DATES in page.links().values()
    answer = client.get(DATES)
    assert answer["Content-Type"].startswith("text/calendar")
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Transfer to make"] * 3
    known = icalendar.Calendar.from_ical(client.get("/plan/running/calendar.ics").content).walk("VEVENT")
    assert {str(event["UID"]) for event in events} <= {str(event["UID"]) for event in known}
    for secret in (seeded.file, seeded.name, "100", "Goossens"):
        assert secret not in answer.content.decode().replace("100Z", ""), secret


def test_there_is_no_empty_calendar(sign_in: SignIn, visit: Visit, client: Client) -> None:
    sign_in("fr-man", "en")
    page = visit(PATH)
    assert "No day is known here." in page.text
    assert DATES not in page.links().values()
    answer = client.get(DATES)
    assert (answer.status_code, answer["Location"]) == (302, PATH)


def test_the_first_page_of_a_file_leads_there(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    assert PATH in visit("/file/").links().values()


def test_the_timeline_does_not_ask_what_is_owed(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    practice.clear_calls()
    visit(PATH)
    assert not [one for one in practice.calls(system="tagor") if "GetSaldo" in one["operation"]]


def test_what_could_not_be_loaded_is_one_notice_and_never_called_nothing(
    sign_in: SignIn, visit: Visit, practice: PracticeOffice
) -> None:
    sign_in("nl-woman", "en")
    with practice.down():
        page = visit(PATH)
    gaps = [one for one in page.all("div") if one.get("class") == "gap"]
    assert len(gaps) == 1
    assert page.text.count("Try again") == 1
    assert page.text.count("could not be loaded now") > 1
    assert "No day is known here" not in page.text
    assert "Nothing is known here" not in page.text
    assert "We cannot see every day now." in page.text
