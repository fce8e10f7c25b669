"""What the doctor finds at Aptic and DigiOffice, on a server that answers what a test says."""

import json
from collections.abc import Callable

import pytest
from django.utils import timezone
from pytest_django import Settings

from portal import registry
from portal.aptic.events.models import Event
from portal.aptic.findings import examine_aptic
from portal.aptic.models import Subscription
from portal.crm.links.findings import examine_digioffice
from portal.office.models import Office
from portal.web.examining import Finding, State
from tests.contract.doctor.test_examination import by_name
from tests.practice import PracticeOffice
from tests.unit.integrations.socket_server import Peer, SocketServer, free_address, serving

pytestmark = pytest.mark.django_db
OURS = "https://portal.office.example/webhooks/aptic/"
JSON = "Content-Type: application/json"


def see(settings: Settings, url: str) -> dict[str, Finding]:
    settings.APTIC_URL, settings.APTIC_API_KEY = url, "secret-of-the-office"
    settings.PORTAL_URL = "https://portal.office.example"
    settings.APTIC_WEBHOOK_SECRET = ["secret-of-events"]
    registry.reset()
    return by_name(list(examine_aptic()))


def answer(*hooks: tuple[str, list[str]]) -> tuple[Callable[[Peer], None], list[SocketServer]]:
    """A script for an Aptic with these webhooks; the list takes the server, for what reached it."""
    running: list[SocketServer] = []
    rows = [{"url": url, "events": events, "method": "POST"} for url, events in hooks]

    def script(peer: Peer) -> None:
        is_ping = "Ping" in running[0].received[-1].line
        body = {} if is_ping else {"count": len(rows), "webHooks": rows}
        peer.answer(200, json.dumps(body).encode(), JSON)

    return script, running


@pytest.mark.parametrize(
    ("hooks", "state", "word"),
    [
        ([(OURS, ["payment", "disbursement"])], State.OK, "2 events are told to"),
        ([], State.WARN, "No webhook leads to"),
        ([("https://other.example/", ["payment"])], State.WARN, "1 lead elsewhere"),
        ([(OURS, ["payment"]), (OURS, ["merge"])], State.OK, "2 events are told to"),
    ],
)
def test_where_events_go_is_told(
    settings: Settings, hooks: list[tuple[str, list[str]]], state: State, word: str
) -> None:
    script, running = answer(*hooks)
    with serving(script) as server:
        running.append(server)
        found = see(settings, server.url)
    assert found["aptic.reachable"].state is State.OK
    assert found["aptic.credential"].state is State.OK
    assert found["aptic.webhooks"].state is state
    assert word in found["aptic.webhooks"].words
    assert [one.line.split()[0] for one in server.received] == ["GET", "GET"]
    assert "secret-of-the-office" not in repr(found)
    assert "secret-of-events" not in repr(found)


def test_events_that_wait_for_a_person_are_told_whether_aptic_answers_or_not(settings: Settings) -> None:
    url = free_address()
    assert see(settings, url)["aptic.events"].state is State.OK
    now = timezone.now()
    for number, state in enumerate(("failed", "unlinked", "unlinked", "done")):
        kept = {"received_at": now, "occurred_at": now, "ended_at": now}
        Event.objects.create(name="payment", mark=f"mark {number}", state=state, **kept)
    found = see(settings, url)
    assert found["aptic.events"].state is State.WARN
    assert "1 were given up, 2 name no file" in found["aptic.events"].words
    assert "/desk/events/" in found["aptic.events"].remedy


def test_a_refused_key_is_told_after_one_call(settings: Settings) -> None:
    with serving(lambda peer: peer.answer(401, b"{}", JSON)) as server:
        found = see(settings, server.url)
    assert found["aptic.reachable"].state is State.OK
    assert found["aptic.credential"].state is State.BAD
    assert "APTIC_API_KEY" in found["aptic.credential"].remedy
    assert "aptic.webhooks" not in found
    assert len(server.received) == 1


def test_a_gateway_without_our_paths_asks_for_its_document(settings: Settings) -> None:
    with serving(lambda peer: peer.answer(404, b"{}", JSON)) as server:
        found = see(settings, server.url)
    assert found["aptic.reachable"].state is State.OK
    assert found["aptic.credential"].state is State.WARN
    assert "APTIC_OPENAPI" in found["aptic.credential"].remedy


def test_nobody_there_and_nobody_to_call(settings: Settings) -> None:
    found = see(settings, free_address())
    assert found["aptic.reachable"].state is State.BAD
    assert found["aptic.credential"].state is State.UNKNOWN
    settings.APTIC_API_KEY = settings.APTIC_CLIENT_SECRET = ""
    found = by_name(list(examine_aptic()))
    assert found["aptic.credential"].state is State.BAD
    assert "aptic.reachable" not in found


def test_digioffice_is_never_called(settings: Settings) -> None:
    with serving(lambda peer: peer.answer(200)) as server:
        settings.DIGIOFFICE_URL = server.url
        settings.DIGIOFFICE_USER, settings.DIGIOFFICE_PASSWORD = "practice", "practice-secret"
        found = by_name(list(examine_digioffice()))
        assert found["digioffice.credential"].state is State.OK
        assert found["digioffice.reachable"].state is State.UNKNOWN
        settings.DIGIOFFICE_PASSWORD = ""
        assert by_name(list(examine_digioffice()))["digioffice.credential"].state is State.BAD
        settings.DIGIOFFICE_URL = "gateway.office.example"
        assert by_name(list(examine_digioffice()))["digioffice.address"].state is State.BAD
        settings.DIGIOFFICE_URL = "http://gateway.office.example"
        assert by_name(list(examine_digioffice()))["digioffice.address"].state is State.WARN
        assert server.connections == 0


def test_the_practice_office_is_well_and_nothing_changes_there(
    well: PracticeOffice, settings: Settings
) -> None:
    settings.APTIC_WEBHOOK_SECRET = ["practice-events"]
    well.add_aptic_webhook(OURS, "payment")
    before = (well.aptic_webhooks(), well.digioffice_contacts())
    well.clear_calls()
    found = by_name([*examine_aptic(), *examine_digioffice()])
    states = {name: one.state for name, one in found.items()}
    assert states.pop("digioffice.reachable") is State.UNKNOWN
    assert set(states.values()) == {State.OK}
    assert (well.aptic_webhooks(), well.digioffice_contacts()) == before
    assert well.calls(system="digioffice") == []


def test_events_that_no_secret_lets_in_are_bad(well: PracticeOffice, settings: Settings) -> None:
    settings.APTIC_WEBHOOK_SECRET = []
    well.add_aptic_webhook(OURS, "payment")
    found = by_name(list(examine_aptic()))["aptic.webhooks"]
    assert found.state is State.BAD
    assert "APTIC_WEBHOOK_SECRET" in found.remedy


def test_what_aptic_tells_is_held_against_what_the_office_wants(
    well: PracticeOffice, settings: Settings
) -> None:
    settings.APTIC_WEBHOOK_SECRET = ["practice-events"]
    office = Office.objects.get()
    for event in ("payment", "merge"):
        Subscription.objects.create(office=office, event=event)
    well.add_aptic_webhook(OURS, "payment", "transaction")
    found = by_name(list(examine_aptic()))["aptic.webhooks"]
    assert found.state is State.WARN
    assert "Wanted, and not told: merge." in found.words
    assert "Told, and not wanted: transaction." in found.words
