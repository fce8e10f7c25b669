"""Staff see what Aptic told, masked for those who may not see persons, and can link it or act again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.aptic.events.models import Event, State
from portal.aptic.events.processing import act_on_due
from portal.audit.models import Event as AuditEvent
from portal.crm.links.models import ContactCheck, Link
from portal.office.models import Office
from portal.web.formats import short_day
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice
from tests.unit.aptic.events.telling import FILE_ID, NUMBER, SECRET, Aptic, link_file, reload

pytestmark = pytest.mark.sqlite

FEED = "/desk/events/"
SEE, PERSONAL, REPLAY = "events.view_event", "events.view_personal", "events.replay"
PERSON = {
    "name": "Jan Janssens",
    "idNumber": "70010199999",
    "amount": 12.5,
    "address": {"street": "Kerkstraat", "city": "Gent"},
    "Jan Janssens": "key",
    "nested": {"accountNumber": "Jan"},
}


@pytest.fixture
def aptic(office: Office, settings: Settings) -> Aptic:
    """Tells events; Tagor is off unless the practice office is asked for too."""
    settings.APTIC_WEBHOOK_SECRET = [SECRET]
    settings.TAGOR_URL = ""
    return Aptic()


@pytest.fixture
def enter(client: Client, aptic: Aptic) -> Any:
    """Sign in as staff with these permissions."""

    def go(*permissions: str) -> None:
        client.cookies["language"] = "en"
        make_staff(permissions=permissions)
        sign_in_staff(client)

    return go


def test_only_staff_with_the_permission(client: Client, visit: Visit, aptic: Aptic, enter: Any) -> None:
    event = aptic.post_and_act("transaction")
    client.cookies["language"] = "en"
    assert visit(FEED, status=303).answer["Location"].startswith("/desk/sign-in/")
    enter()
    for path in (FEED, f"{FEED}{event.pk}/", f"{FEED}checks/"):
        assert SEE in visit(path, status=403).text
    for path in (f"{FEED}{event.pk}/replay/", f"{FEED}{event.pk}/link/", f"{FEED}checks/1/close/"):
        assert REPLAY in visit(path, {"number": NUMBER}, status=403).text
    assert not AuditEvent.objects.filter(act__startswith="event-").exists()


def test_who_may_only_see_gets_no_buttons(visit: Visit, aptic: Aptic, enter: Any) -> None:
    event = aptic.post_and_act("letterprocessed")
    enter(SEE)
    page = visit(f"{FEED}{event.pk}/")
    assert page.main_forms() == []
    visit(f"{FEED}{event.pk}/replay/", {}, status=403)
    assert reload(event).replays == 0


def test_feed_says_what_happened_and_what_was_done(visit: Visit, aptic: Aptic, enter: Any) -> None:
    link_file()
    for name in ("letterprocessed", "transaction", "oddity", "debtormerge"):
        aptic.post_and_act(name)
    aptic.file = {}
    aptic.post_and_act("payment")
    enter(SEE)
    page = visit(FEED)
    for words in (
        "A letter was made and sent",
        "A line for the timeline of the file is kept.",
        "What matters in it is told by an event of its own.",
        "An event the portal does not know",
        "It is kept, and nothing was done.",
        "The portal does not know which file this is about.",
        "Contact details to check in 1 case",
        NUMBER,
    ):
        assert words in page.text
    assert FEED in visit("/desk/").links().values()
    titles = [link for link in page.links() if link.startswith(("A ", "An ", "Something", "Two"))]
    assert titles[0] == "A payment came in"


def test_what_waits_for_somebody_is_counted_and_leads_there(visit: Visit, aptic: Aptic, enter: Any) -> None:
    link_file()
    aptic.post_and_act("letterprocessed")
    enter(SEE)
    assert "somebody must help" not in visit(FEED).text
    aptic.file = {}
    for _time in range(2):
        aptic.post_and_act("payment")
    assert visit(FEED).links()["not linked (2)"] == f"{FEED}?state=unlinked"


def test_page_of_the_file_tells_the_pause_and_where_it_came_from(
    visit: Visit, aptic: Aptic, enter: Any, settings: Settings, practice: PracticeOffice
) -> None:
    settings.TAGOR_URL = f"{practice.base_url}/tagor/v1/rest"
    file = practice.file("nl-woman")
    aptic.file = {"accountNumber": file.file}
    until = timezone.localdate() + timedelta(days=20)
    event = aptic.post_and_act("collectionrespiteinsert", data={"respiteId": "r-1", "endDate": str(until)})
    assert event.state == State.DONE
    enter(SEE, "desk.view_case")
    page = visit(f"/desk/file/{file.file_id}/")
    assert f"The collection of this file is paused until {short_day(until)}" in page.text
    assert page.links()["A pause of the collection began"] == f"{FEED}{event.pk}/"
    aptic.post_and_act("collectionrespitedelete", data={"respiteId": "r-1"})
    assert "is paused" not in visit(f"/desk/file/{file.file_id}/").text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("group=money", {"payment", "transaction"}),
        ("name=transaction", {"transaction"}),
        ("state=unlinked", {"payment"}),
        ("state=unknown", {"oddity"}),
        (f"file={FILE_ID}", {"letterprocessed"}),
        ("file=D/26/00001", {"letterprocessed", "transaction", "oddity"}),
        ("day=2020-01-01", set()),
        ("day=nonsense&state=nonsense&page=nonsense&group=%00", {"payment", "transaction", "oddity"}),
    ],
)
def test_feed_is_filtered(query: str, names: set[str], visit: Visit, aptic: Aptic, enter: Any) -> None:
    link_file()
    for name in ("letterprocessed", "transaction", "oddity"):
        aptic.post_and_act(name)
    aptic.file = {}
    aptic.post_and_act("payment")
    enter(SEE)
    page = visit(f"{FEED}?{query}")
    every = ("letterprocessed", "transaction", "oddity", "payment")
    shown = {name for name in every if f'<span class="clip">{name}</span>' in page.html}
    assert shown >= names
    if "nonsense" not in query:
        assert shown == names


def test_day_is_one_of_the_office(visit: Visit, aptic: Aptic, enter: Any) -> None:
    event = aptic.post_and_act("transaction")
    enter(SEE)
    today = timezone.localdate()
    assert f"{FEED}{event.pk}/" in visit(f"{FEED}?day={today.isoformat()}").links().values()
    assert "No event fits" in visit(f"{FEED}?day={(today - timedelta(days=1)).isoformat()}").text


def test_long_feed_has_pages_newest_first(visit: Visit, aptic: Aptic, enter: Any) -> None:
    for number in range(51):
        aptic.post_event("transaction", data={"accountNumber": f"F{number:02}"})
    enter(SEE)
    first = visit(f"{FEED}?name=transaction")
    assert "F50" in first.text
    assert "F00" not in first.text
    second = visit(first.links()["Next"])
    assert "F00" in second.text
    assert "name=transaction" in second.links()["Previous"]


def test_empty_feed_says_what_to_do(visit: Visit, enter: Any) -> None:
    enter(SEE)
    assert "Register the webhooks first." in visit(FEED).text
    assert "There is nothing to check" in visit(f"{FEED}checks/").text


# One event --------------------------------------------------------------------------------------------


def test_personal_data_is_masked(visit: Visit, aptic: Aptic, enter: Any) -> None:
    event = aptic.post_event("debtornamechange", data=PERSON)
    enter(SEE)
    page = visit(f"{FEED}{event.pk}/")
    assert "12.5" in page.text
    assert NUMBER in page.text
    for hidden in ("Janssens", "70010199999", "Kerkstraat", "Gent", SECRET):
        assert hidden not in page.html.partition("<main")[2]
    assert "Personal data is masked." in page.text


def test_personal_data_is_shown_to_who_may_see_it(visit: Visit, aptic: Aptic, enter: Any) -> None:
    event = aptic.post_event("debtornamechange", data={**PERSON, "text": "<b>\u0007"})
    enter(SEE, PERSONAL)
    page = visit(f"{FEED}{event.pk}/")
    for shown in ("Jan Janssens", "70010199999", "Kerkstraat", "<b>�"):
        assert shown in page.text
    assert "masked" not in page.text
    assert SECRET not in page.html


@pytest.mark.parametrize(
    "data",
    [None, [], {"a": "\ud800"}, {"\ud800": 1}, {"a": [[{"b": None}], {}]}, {"a": list(range(2000))}, 9**99],
)
def test_payload_of_any_shape_is_shown(data: Any, visit: Visit, aptic: Aptic, enter: Any) -> None:
    aptic.post({**aptic.make("oddity"), "data": data})
    enter(SEE, PERSONAL, REPLAY)
    visit(f"{FEED}{Event.objects.get().pk}/")
    visit(FEED)


def test_payload_whose_key_is_gone_says_so(
    visit: Visit, aptic: Aptic, enter: Any, settings: Settings
) -> None:
    event = aptic.post_event("transaction")
    enter(SEE)
    settings.CREDENTIAL_KEYS = ["another key altogether"]
    assert "This can no longer be read" in visit(f"{FEED}{event.pk}/").text


def test_unknown_event_number_is_not_found(visit: Visit, enter: Any) -> None:
    enter(SEE, REPLAY)
    visit(f"{FEED}999/", status=404)
    visit(f"{FEED}999/replay/", {}, status=404)


def test_acting_again_is_safe_and_in_the_trail(visit: Visit, aptic: Aptic, enter: Any) -> None:
    link_file()
    event = aptic.post_and_act("debtormerge")
    enter(SEE, REPLAY)
    page = visit(f"{FEED}{event.pk}/")
    again = visit(page.form_action(), page.form_fields(), status=303)
    assert "The portal acts on it again" in visit(again.answer["Location"]).text
    twice = visit(page.form_action(), page.form_fields(), status=303)
    assert "has moved meanwhile" in visit(twice.answer["Location"]).text
    event = reload(event, act=True)
    assert (event.state, event.replays) == (State.DONE, 1)
    assert ContactCheck.objects.count() == 1
    assert AuditEvent.objects.get(act="event-replayed").details == {"event": event.pk, "name": "debtormerge"}


def test_events_without_an_effect_are_not_acted_on_again(visit: Visit, aptic: Aptic, enter: Any) -> None:
    event = aptic.post_event("transaction")
    enter(SEE, REPLAY)
    assert visit(f"{FEED}{event.pk}/").main_forms() == []
    visit(f"{FEED}{event.pk}/replay/", {}, status=303)
    assert reload(event).state == State.IGNORED


# Linking ----------------------------------------------------------------------------------------------


@pytest.fixture
def tagor(practice: PracticeOffice, settings: Settings, aptic: Aptic) -> PracticeOffice:
    settings.TAGOR_URL = practice.tagor_url
    return practice


def test_linking_acts_on_it_and_on_all_like_it_and_is_remembered(
    visit: Visit, aptic: Aptic, enter: Any, tagor: PracticeOffice
) -> None:
    aptic.file = {"accountId": "guid-of-aptic"}
    first, second = aptic.post_and_act("letterprocessed"), aptic.post_and_act("debtormerge")
    assert (first.state, second.state) == (State.UNLINKED, State.UNLINKED)
    enter(SEE, REPLAY)
    page = visit(f"{FEED}{first.pk}/")
    number = tagor.state()["name"]
    done = visit(page.form_action(), {**page.form_fields(), "number": number}, status=303)
    assert "The file is known now" in visit(done.answer["Location"]).text
    act_on_due()
    third = aptic.post_and_act("letterprocessed")
    file_id = tagor.file().file_id
    assert {reload(event).file_id for event in (first, second, third)} == {file_id}
    assert {event.state for event in (first, second, third)} == {State.DONE}
    assert Link.objects.get(system="aptic").record_id == "guid-of-aptic"
    assert AuditEvent.objects.get(act="event-linked").file_id == file_id


def test_event_that_names_nothing_is_linked_alone(
    visit: Visit, aptic: Aptic, enter: Any, tagor: PracticeOffice
) -> None:
    aptic.file = {}
    first, other = aptic.post_and_act("letterprocessed"), aptic.post_and_act("letterprocessed")
    enter(SEE, REPLAY)
    page = visit(f"{FEED}{first.pk}/")
    visit(page.form_action(), {**page.form_fields(), "number": tagor.state()["name"]}, status=303)
    act_on_due()
    assert (reload(first).state, reload(other).state) == (State.DONE, State.UNLINKED)
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("", "Type the number of the file."),
        ("no such number", "There is not exactly one file with this number."),
        ("\0", "Type the number of the file."),
        ("x" * 61, "at most 60 characters"),
    ],
)
def test_wrong_number_is_said(
    number: str, words: str, visit: Visit, aptic: Aptic, enter: Any, tagor: PracticeOffice
) -> None:
    event = aptic.post_and_act("letterprocessed")
    enter(SEE, REPLAY)
    assert words in visit(f"{FEED}{event.pk}/link/", {"number": number}, status=422).text
    assert reload(event).state == State.UNLINKED


def test_tagor_that_is_away_is_said(visit: Visit, aptic: Aptic, enter: Any, tagor: PracticeOffice) -> None:
    event = aptic.post_and_act("letterprocessed")
    enter(SEE, REPLAY)
    with tagor.down():
        page = visit(f"{FEED}{event.pk}/link/", {"number": "26/1"}, status=503)
    assert "Tagor does not answer now." in page.text


# Contact details --------------------------------------------------------------------------------------


def test_checked_contact_details_leave_the_list(visit: Visit, aptic: Aptic, enter: Any) -> None:
    link_file()
    aptic.post_and_act("debtornamechange")
    aptic.post_and_act("debtoraddresschange")
    enter(SEE, REPLAY)
    page = visit(f"{FEED}checks/")
    assert "The name changed" in page.text
    visit(page.form_action(), page.form_fields(), status=303)
    visit(page.form_action(), page.form_fields(), status=303)
    assert "The name changed" not in visit(f"{FEED}checks/").text
    assert "The address changed" in visit(f"{FEED}checks/").text
    assert AuditEvent.objects.filter(act="contact-check-closed").count() == 1
