"""How events are sent: to whoever listens, at least once, and as badly as asked."""

import pytest

from tests.practice import APTIC_WEBHOOK_SECRET, PracticeOffice, wait_until
from tests.unit.sandbox.aptic.receiver import Receiver


@pytest.fixture
def _listening(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.add_aptic_webhook(receiver.url, "payment", "defray", "transaction")


def test_nobody_is_told_who_does_not_listen(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.add_aptic_webhook(receiver.url, "payment")
    assert practice.fire_event("defray") == []
    assert practice.fire_event("unheardof") == []
    practice.fire_event("payment")
    receiver.wait_for(1)
    assert receiver.names == ["payment"]


@pytest.mark.usefixtures("_listening")
def test_data_and_id_of_the_test_are_sent(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.fire_event("payment", {"a": [1, {"b": None}]}, event_id="same", times=2)
    receiver.wait_for(2)
    assert [body["id"] for body in receiver.bodies] == ["same", "same"]
    assert receiver.bodies[0]["data"] == {"a": [1, {"b": None}]}


@pytest.mark.usefixtures("_listening")
def test_what_is_refused_comes_again_with_the_same_id(practice: PracticeOffice, receiver: Receiver) -> None:
    receiver.refuse = 2
    practice.fire_event("payment")
    receiver.wait_for(3)
    wait_until(lambda: practice.event_deliveries()["left"] == 0)
    assert len({body["id"] for body in receiver.bodies}) == 1
    found = practice.event_deliveries()
    assert (found["sent"], found["refused"], found["given_up"]) == (1, 2, 0)
    assert [one["status"] for one in found["recent"]] == [500, 500, 204]


def test_receiver_that_is_down_gets_it_later(practice: PracticeOffice) -> None:
    practice.add_aptic_webhook("http://127.0.0.1:9/", "payment")
    practice.fire_event("payment")
    wait_until(lambda: practice.event_deliveries()["refused"] >= 2)
    assert practice.event_deliveries()["left"] == 1


def test_other_machine_is_never_called(practice: PracticeOffice) -> None:
    practice.add_aptic_webhook("https://portal.example/webhooks/aptic/", "payment")
    (message,) = practice.fire_event("payment")
    assert message["body"]["secret"] == APTIC_WEBHOOK_SECRET
    wait_until(lambda: practice.event_deliveries()["given_up"] == 1)
    assert practice.event_deliveries()["left"] == 0


@pytest.mark.usefixtures("_listening")
def test_webhook_deleted_meanwhile_is_not_told(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.set_switch("aptic", "stop-events")
    practice.fire_event("payment", times=3)
    assert practice.event_deliveries()["left"] == 3
    practice.remove_record("aptic", "webhooks", practice.aptic_webhooks()[0]["id"])
    practice.set_switch("aptic", "stop-events", on=False)
    wait_until(lambda: practice.event_deliveries()["left"] == 0)
    assert receiver.bodies == []


@pytest.mark.usefixtures("_listening")
def test_duplicates_have_one_id(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.set_switch("aptic", "duplicates")
    practice.fire_event("payment")
    receiver.wait_for(2)
    assert receiver.bodies[0] == receiver.bodies[1]


@pytest.mark.usefixtures("_listening")
def test_reordered_events_come_last_first(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.set_switch("aptic", "stop-events")
    sent = [practice.fire_event("payment", {"n": number})[0]["body"]["id"] for number in range(4)]
    practice.set_switch("aptic", "reordering")
    practice.set_switch("aptic", "stop-events", on=False)
    receiver.wait_for(4)
    assert [body["id"] for body in receiver.bodies] == sent[::-1]


@pytest.mark.usefixtures("_listening")
def test_what_is_on_its_way_is_left_until_it_is_answered(
    practice: PracticeOffice, receiver: Receiver
) -> None:
    for switch in ("reordering", "slow-events"):
        practice.set_switch("aptic", switch)
    practice.fire_event("payment", times=2)
    receiver.wait_for(1)
    assert practice.event_deliveries()["left"] >= 1
    receiver.wait_for(2)
    wait_until(lambda: practice.event_deliveries()["left"] == 0)


@pytest.mark.usefixtures("_listening")
def test_events_come_in_order_otherwise(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.fire_event("payment", times=50)
    receiver.wait_for(50)
    assert [body["timestamp"] for body in receiver.bodies] == sorted(
        body["timestamp"] for body in receiver.bodies
    )


@pytest.mark.usefixtures("_listening")
def test_secret_may_be_wrong_or_in_the_header(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.set_switch("aptic", "wrong-secret")
    practice.fire_event("payment")
    receiver.wait_for(1)
    practice.set_switch("aptic", "wrong-secret", on=False)
    practice.set_switch("aptic", "secret-in-header")
    practice.fire_event("payment")
    receiver.wait_for(2)
    assert receiver.bodies[0]["secret"] not in ("", APTIC_WEBHOOK_SECRET)
    assert "secret" not in receiver.bodies[1]
    assert receiver.headers[1]["x-webhook-secret"] == APTIC_WEBHOOK_SECRET
    assert "x-webhook-secret" not in receiver.headers[0]


@pytest.mark.usefixtures("_listening")
def test_event_may_come_in_a_list(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.set_switch("aptic", "in-a-list")
    practice.fire_event("payment")
    receiver.wait_for(1)
    assert [one["event"] for one in receiver.bodies[0]] == ["payment"]


@pytest.mark.usefixtures("_listening")
def test_many_events_all_come(practice: PracticeOffice, receiver: Receiver) -> None:
    receiver.refuse = 20
    assert len(practice.fire_event("payment", times=1500)) == 100
    wait_until(lambda: practice.event_deliveries()["sent"] == 1500, seconds=60)
    assert len({body["id"] for body in receiver.bodies}) == 1500
    assert len(receiver.bodies) == 1520


@pytest.mark.usefixtures("_listening")
def test_burst_comes_along_with_what_happens(practice: PracticeOffice) -> None:
    practice.set_switch("aptic", "stop-events")
    practice.set_switch("aptic", "burst")
    practice.set_clock("2026-11-23T10:00:00")
    file_id = practice.file().file_id
    headers = {"Authorization": "Tgr practice-key"}
    body = {"request": {"TDOS_Id": file_id, "Bedrag": "10,00"}}
    practice.client.post("/tagor/v1/rest/TagorService/OnlinePaymentReceived", json=body, headers=headers)
    assert practice.event_deliveries()["left"] == 10_001


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"event": "payment", "times": 0},
        {"event": "payment", "times": 50_001},
        {"event": "payment", "times": "x"},
        {"event": "payment", "data": [1]},
        {"event": "payment", "slug": "nobody"},
        ["payment"],
    ],
)
def test_what_cannot_be_fired_is_told(practice: PracticeOffice, body: object) -> None:
    answer = practice.client.post("/_control/aptic/fire", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.usefixtures("_listening")
def test_reset_forgets_what_waits(practice: PracticeOffice) -> None:
    practice.set_switch("aptic", "stop-events")
    practice.fire_event("payment")
    practice.reset()
    assert practice.event_deliveries() == {"sent": 0, "refused": 0, "given_up": 0, "left": 0, "recent": []}
    assert practice.aptic_webhooks() == []
