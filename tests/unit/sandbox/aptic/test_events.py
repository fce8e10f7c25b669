"""What happens in the practice office is told as events of Aptic."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.sandbox.aptic.happenings import compare, find_broken, make_guid
from portal.sandbox.casework import Message
from portal.sandbox.config import CATALOG_DIR
from portal.sandbox.records import Document, File, Plan
from portal.sandbox.seeds.files import make_files
from tests.practice import APTIC_WEBHOOK_SECRET, PracticeOffice, wait_until
from tests.unit.sandbox.aptic.conftest import ask_tagor, make_context
from tests.unit.sandbox.aptic.receiver import Receiver

REGISTRATION = json.loads((CATALOG_DIR / "aptic.json").read_text())["components"]["schemas"][
    "WebHookRegistration"
]
NAMES = [name for group in REGISTRATION["properties"]["events"]["x-known-events"] for name in group]


@pytest.fixture
def _listening(practice: PracticeOffice, receiver: Receiver) -> None:
    practice.add_aptic_webhook(receiver.url, *NAMES)


def pay(practice: PracticeOffice, slug: str = "nl-woman", amount: str = "10,00") -> None:
    file_id = practice.file(slug).file_id
    ask_tagor(practice, "TagorService/OnlinePaymentReceived", TDOS_Id=file_id, Bedrag=amount)


def test_catalogue_names_91_events() -> None:
    assert len(NAMES) == len(set(NAMES)) == 91


@pytest.mark.usefixtures("_listening")
def test_booked_payment_is_told_and_an_unbooked_one_is_not(
    practice: PracticeOffice, receiver: Receiver
) -> None:
    pay(practice)
    practice.book()
    receiver.wait_for(3)
    assert receiver.names == ["transaction", "payment", "ledgerpayment"]
    event, file = receiver.bodies[1], practice.file()
    assert set(event) == {"event", "id", "timestamp", "data", "secret"}
    assert event["secret"] == APTIC_WEBHOOK_SECRET
    assert event["data"]["accountNumber"] == practice.state()["name"]
    assert event["data"]["accountId"] == make_guid("account", file.file_id)
    assert (event["data"]["amount"], event["data"]["currency"]) == (10.0, "EUR")
    assert len({body["id"] for body in receiver.bodies}) == 3


@pytest.mark.usefixtures("_listening")
def test_plan_is_told_from_its_beginning_to_its_end(practice: PracticeOffice, receiver: Receiver) -> None:
    file_id = practice.file().file_id
    ask_tagor(practice, "TagorService/SavePaymentPlan", TDOS_Id=file_id, Periodes=3)
    practice.accept_plan()
    ask_tagor(practice, "TagorService/SavePaymentPlan", TDOS_Id=file_id, Periodes=4)
    practice.accept_plan()
    pay(practice, amount=f"{practice.state()['balance_cents'] / 100:.2f}".replace(".", ","))
    practice.book()
    receiver.wait_for(7)
    plans = [name for name in receiver.names if name.startswith("paymentplan")]
    assert plans == [
        "paymentplanactivated",
        "paymentplandeactivated",
        "paymentplanactivated",
        "paymentplanfinished",
    ]


@pytest.mark.usefixtures("_listening")
def test_plan_is_broken_once_when_a_whole_instalment_is_overdue(
    practice: PracticeOffice, receiver: Receiver
) -> None:
    ask_tagor(practice, "TagorService/SavePaymentPlan", TDOS_Id=practice.file().file_id, Periodes=3)
    practice.accept_plan()
    for _time in range(2):
        practice.advance_days(20)
    practice.fire_event("jobcomplete")
    wait_until(lambda: "jobcomplete" in receiver.names)
    own = [body for body in receiver.bodies if body["data"]["accountNumber"] == practice.state()["name"]]
    assert [body["event"] for body in own[:2]] == ["paymentplanactivated", "paymentplanbroken"]
    assert receiver.names.count("paymentplanactivated") == 1
    assert [body["event"] for body in own].count("paymentplanbroken") == 1
    assert own[1]["data"]["arrears"] > 0


@pytest.mark.usefixtures("_listening")
def test_new_way_to_reach_a_person_is_told(practice: PracticeOffice, receiver: Receiver) -> None:
    party_id = practice.file().party_id
    found = ask_tagor(practice, "Party/GetContactDetails", **make_context(TPAR_Id=party_id))
    known = found["dsTCOMWeb"]["dsTCOMWeb"]["ttTCOMWeb"]
    kind_id = next(row["type_id"] for row in known if "@" in row["content"])
    rows = [{"owning_id": party_id, "owning_entity": "TPAR", "type_id": kind_id, "content": "n@x.be"}]
    ask_tagor(practice, "Party/AddContactDetail", dsTCOMWeb={"dsTCOMWeb": {"ttTCOMWeb": rows}})
    receiver.wait_for(1)
    assert receiver.names[0] == "debtorupdate"
    assert receiver.bodies[0]["data"]["email"] == "n@x.be"


@pytest.mark.usefixtures("_listening")
def test_stopped_file_is_told(practice: PracticeOffice, receiver: Receiver) -> None:
    ask_tagor(practice, "Dossier/Stop", **make_context(TDOS_Id=practice.file().file_id))
    receiver.wait_for(2)
    assert receiver.names == ["statuschange", "accountclose"]


def change(**fields: Any) -> list[str]:
    """The events of one change in a seeded file."""
    before = make_files(date(2026, 11, 22))[0]
    after = before.model_copy(deep=True)
    for name, value in fields.items():
        target: Any = after.defendants[0] if hasattr(after.defendants[0], name) else after
        setattr(target, name, value)
    return [name for name, _data in compare(before, after)]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, []),
        ({"name": "Iemand Anders"}, ["debtornamechange", "debtorupdate"]),
        ({"street": "Nieuwstraat"}, ["debtoraddresschange", "debtorupdate"]),
        ({"national_number": "70010199999"}, ["debtoridnumberchange"]),
        ({"mobile": "0470"}, ["debtorupdate"]),
        ({"stage": "ANDERS"}, ["statuschange"]),
    ],
)
def test_change_of_a_person_or_a_file_has_its_event(fields: dict[str, str], names: list[str]) -> None:
    assert change(**fields) == names


def make_paper() -> Document:
    return Document(
        document_id="9", name="Brief", extension="pdf", group="G", dated_on=date(2026, 11, 22), content="pdf"
    )


def test_new_document_is_a_letter_processed() -> None:
    before = make_files(date(2026, 11, 22))[0]
    after = before.model_copy(deep=True)
    after.documents.append(make_paper())
    assert [name for name, _data in compare(before, after)] == ["letterprocessed"]


def make_message(number: str, *, incoming: bool) -> Message:
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    ends = {"sender_id": "1", "sender": "A", "receiver_id": "2", "receiver": "B"}
    return Message(
        message_id=number, job_id="1", subject="S", body="B", at=now, status_at=now, incoming=incoming, **ends
    )


def test_first_message_begins_a_conversation() -> None:
    before = make_files(date(2026, 11, 22))[0].model_copy(update={"messages": []})
    after = before.model_copy(deep=True)
    after.messages += [make_message("1", incoming=True), make_message("2", incoming=False)]
    found = list(compare(before, after))
    names = ["conversationinsert", "conversationnewmessage", "conversationreplied"]
    assert [name for name, _data in found] == names
    assert len({data["conversationId"] for _name, data in found}) == 1
    later = after.model_copy(deep=True)
    later.messages.append(make_message("3", incoming=True))
    assert [name for name, _data in compare(after, later)] == ["conversationnewmessage"]


def make_planned(*, accepted: bool) -> File:
    file = next(one for one in make_files(date(2026, 11, 22)) if one.balance_cents > 30_000)
    plan = Plan(
        plan_id="1",
        months=3,
        monthly_cents=10_000,
        total_cents=30_000,
        starts_on=date(2026, 11, 25),
        accepted=accepted,
    )
    return file.model_copy(update={"plans": [plan], "payments": []}, deep=True)


@pytest.mark.parametrize(
    ("since", "now", "is_told"),
    [
        (date(2026, 11, 22), date(2026, 11, 25), False),
        (date(2026, 11, 22), date(2026, 11, 26), True),
        (date(2026, 11, 26), date(2026, 12, 26), False),
    ],
)
def test_broken_plan_is_told_on_the_day_it_breaks(since: date, now: date, *, is_told: bool) -> None:
    found = list(find_broken(make_planned(accepted=True), since, now))
    assert bool(found) is is_told
    assert not list(find_broken(make_planned(accepted=False), since, now))
    if is_told:
        assert found[0][0] == "paymentplanbroken"
        assert found[0][1]["arrears"] == 100.0


@pytest.mark.usefixtures("_listening")
def test_every_named_event_can_be_fired(practice: PracticeOffice, receiver: Receiver) -> None:
    for name in NAMES:
        (message,) = practice.fire_event(name)
        assert message["body"]["event"] == name
    receiver.wait_for(91)
    assert receiver.names == NAMES
    assert all(body["data"]["accountNumber"] for body in receiver.bodies)
