"""What Aptic does beyond its page: who calls, conditions, webhooks of each client, work that goes on."""

from decimal import Decimal

import pytest
from pytest_django import Settings

from portal import registry
from portal.integrations.aptic.client import build_aptic_client
from portal.integrations.aptic.filters import NAMES, all_of, any_of, order_by
from portal.integrations.errors import Conflict, NotAuthorised, NotFound, OutcomeUnknown, Unavailable
from portal.integrations.openapi import Busy, Refused
from tests.contract.aptic.conftest import DOCUMENT, Server
from tests.practice import CLIENT_ID, CLIENT_SECRET, PracticeOffice, wait_until

URL = "https://portal.example/webhooks/aptic/?office=1"


# Who calls -------------------------------------------------------------------------------------------


def test_registry_builds_the_client_by_key_or_by_secret(practice: PracticeOffice, settings: Settings) -> None:
    assert registry.aptic().ping()
    settings.APTIC_API_KEY, settings.APTIC_CLIENT_ID, settings.APTIC_CLIENT_SECRET = (
        "",
        CLIENT_ID,
        CLIENT_SECRET,
    )
    registry.reset()
    assert registry.aptic().ping()
    practice.revoke_tokens("aptic")
    assert registry.aptic().list_webhooks() == ()
    signed_in = [call for call in practice.calls(system="aptic") if call["operation"] == "oauth_token"]
    assert [call["status"] for call in signed_in] == [200, 200]


@pytest.mark.parametrize("missing", ["APTIC_URL", "APTIC_API_KEY"])
def test_aptic_is_off_without_its_settings(
    practice: PracticeOffice, settings: Settings, missing: str
) -> None:
    setattr(settings, missing, "")
    registry.reset()
    with pytest.raises(Unavailable, match=missing):
        registry.aptic()
    assert not practice.calls(system="aptic")


def test_unknown_key_and_unknown_client_are_refused(practice: PracticeOffice) -> None:
    for options in ({"api_key": "no"}, {"client_id": CLIENT_ID, "client_secret": "no"}):
        client = build_aptic_client(base_url=practice.aptic_url, document=DOCUMENT, **options)
        with pytest.raises(NotAuthorised):
            client.ping()
        client.close()


def test_lost_token_costs_a_write_nothing(practice: PracticeOffice) -> None:
    client = build_aptic_client(
        base_url=practice.aptic_url, document=DOCUMENT, client_id=CLIENT_ID, client_secret=CLIENT_SECRET
    )
    client.ping()
    practice.revoke_tokens("aptic")
    with pytest.raises(Unavailable):
        client.post_callback("LetterReturned", {"n": 1})
    assert not practice.records("aptic", "callbacks")
    client.post_callback("LetterReturned", {"n": 1})
    assert len(practice.records("aptic", "callbacks")) == 1
    client.close()


# Persons ---------------------------------------------------------------------------------------------


def test_all_persons_are_listed_page_by_page(aptic: Server) -> None:
    found = list(aptic.client.iterate_persons(order=order_by("idnumber")))
    assert len(found) == 300
    assert aptic.system.carried.count("list_persons") == 3
    assert [one.id_number for one in found] == sorted(one.id_number for one in found)


def test_defendant_of_the_practice_office_is_found(aptic: Server, practice: PracticeOffice) -> None:
    name = practice.file().name
    where = NAMES["fullname"].equals(name)
    found = aptic.client.list_persons(where=where).items
    assert {one.full_name for one in found} == {name}
    assert f"{practice.file().slug}@defendant.example" in {one.email for one in found}


def test_conditions_mean_what_they_say(aptic: Server) -> None:
    rich = NAMES["limit"].above(Decimal(3000))
    in_gent, firm = NAMES["city"].equals("gent"), NAMES["juridicaltype"].equals(1)
    everybody = list(aptic.client.iterate_persons())
    both = list(aptic.client.iterate_persons(where=all_of(rich, in_gent)))
    either = list(aptic.client.iterate_persons(where=any_of(firm, rich)))
    assert both
    assert both == [one for one in everybody if (one.limit or 0) > 3000 and one.addresses[0].city == "Gent"]
    assert either == [one for one in everybody if one.is_company or (one.limit or 0) > 3000]


@pytest.mark.parametrize("name", ["D'Hondt", "Ó Broin", "El Amrani"])
def test_name_with_a_quote_is_a_name(aptic: Server, name: str) -> None:
    found = aptic.client.list_persons(where=NAMES["lastname"].equals(name), top=100)
    assert found.total > 5
    assert {one.last_name for one in found.items} == {name}


# Webhooks --------------------------------------------------------------------------------------------


def test_webhook_is_registered_listed_and_deleted(aptic: Server, practice: PracticeOffice) -> None:
    client = aptic.client
    client.register_webhook(events=["payment", "defray"], url=URL, secret="hush")
    client.register_webhook(events=["letterprocessed"], url=URL, secret="hush2")
    (hook,) = client.list_webhooks()
    assert hook.events == ("payment", "defray", "letterprocessed")
    assert practice.aptic_webhooks()[0]["secret"] == "hush2"
    client.delete_webhook(url=URL, events=["defray", "payment"])
    assert client.list_webhooks()[0].events == ("letterprocessed",)
    client.delete_webhook(url=URL)
    assert client.list_webhooks() == ()
    with pytest.raises(NotFound):
        client.delete_webhook(url=URL)


def test_a_client_sees_and_deletes_its_own_webhooks_only(aptic: Server, practice: PracticeOffice) -> None:
    aptic.client.register_webhook(events=["payment"], url=URL, secret="hush")
    other = build_aptic_client(
        base_url=practice.aptic_url, document=DOCUMENT, client_id="other", client_secret="other-secret"
    )
    assert other.list_webhooks() == ()
    with pytest.raises(NotFound):
        other.delete_webhook(url=URL)
    other.close()


@pytest.mark.parametrize(
    ("field", "value"), [("url", "portal.example"), ("events", []), ("method", "GET"), ("events", [" "])]
)
def test_webhook_that_cannot_be_is_refused_with_its_place(aptic: Server, field: str, value: object) -> None:
    asked = {"events": ["payment"], "url": URL, "secret": "hush", "method": "POST", field: value}
    with pytest.raises(Refused) as caught:
        aptic.client.register_webhook(**asked)  # type: ignore[arg-type]
    assert [one.field for one in caught.value.problems] == [field]


def test_secret_is_not_kept_in_the_log_of_calls(aptic: Server, practice: PracticeOffice) -> None:
    aptic.client.register_webhook(events=["payment"], url=URL, secret="hush-hush")
    assert "hush-hush" not in str(practice.calls(system="aptic"))


# Services --------------------------------------------------------------------------------------------


def test_service_works_at_once(aptic: Server, practice: PracticeOffice) -> None:
    result = aptic.client.call_service("PlanSimulation", data={"amount": 100, "months": 3})
    assert result.data == {"instalment": Decimal("33.34"), "lastInstalment": Decimal("33.32"), "months": 3}
    assert not result.goes_on
    file = practice.file()
    account = aptic.client.call_service("AccountStatement", verb="GET", sub_path=[file.file]).data
    assert account["balance"] * 100 == file.balance_cents


def test_path_below_a_service_arrives_step_by_step(aptic: Server) -> None:
    steps = ["26/004512", "é & {x}", "%2F", "a?b#c"]
    assert aptic.client.call_service("Echo", data=[1], sub_path=steps).data == {"path": steps, "input": [1]}


@pytest.mark.parametrize("run_async", [True, False])
def test_service_works_on_and_tells_when_it_is_asked(aptic: Server, run_async: bool) -> None:
    name = "PlanSimulation" if run_async else "LetterRun"
    letters = {"letterCode": "REMINDER", "accountNumbers": ["nobody's"]}
    data = {"amount": 90, "months": 3} if run_async else letters
    started = aptic.client.call_service(name, data=data, run_async=run_async)
    assert started.goes_on
    assert started.job_id

    def is_over() -> bool:
        said = aptic.client.call_service(name, verb="GET", sub_path=f"jobs/{started.job_id}").data
        return bool(said["state"] == ("done" if run_async else "failed"))

    wait_until(is_over)


@pytest.mark.parametrize(
    ("data", "fields"),
    [({}, {"$"}), ({"amount": -1, "months": "x"}, {"amount", "months"}), ([], {"$"}), (None, {"$"})],
)
def test_input_that_does_not_fit_is_refused_with_its_places(
    aptic: Server, data: object, fields: set[str]
) -> None:
    with pytest.raises(Refused) as caught:
        aptic.client.call_service("PlanSimulation", data=data)
    assert {one.field for one in caught.value.problems} == fields


def test_what_is_not_there_is_not_found(aptic: Server) -> None:
    with pytest.raises(NotFound):
        aptic.client.call_service("Nothing")
    with pytest.raises(NotFound):
        aptic.client.get_callback("Nothing")
    with pytest.raises(NotFound):
        aptic.client.call_service("AccountStatement", verb="GET", sub_path="nobody")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", Busy),
        ("locked", Conflict),
        ("503", Unavailable),
        ("drop", OutcomeUnknown),
        ("html", OutcomeUnknown),
    ],
)
def test_fault_of_the_server_is_told_apart(
    aptic: Server, practice: PracticeOffice, fault: str, error: type[Exception]
) -> None:
    practice.fault("aptic", fault, operation="post_service", times=1)
    with pytest.raises(error) as caught:
        aptic.client.call_service("Echo", data={})
    if isinstance(caught.value, Busy):
        assert caught.value.retry_after_s == 5
    assert len(practice.calls(operation="post_service")) == 1
