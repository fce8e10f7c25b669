"""What every payment service whose merchant is the portal has to survive, asked through its own client.

A further service gets a line in ``CLIENTS``; what only one of them has stands in its ``test_client.py``.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from tests.contract.mollie.client import make_live_mollie, make_mollie
from tests.contract.payment_services import Client, make_reference
from tests.contract.worldline.client import make_live_worldline, make_worldline
from tests.practice import PracticeOffice

CLIENTS: Mapping[str, Callable[[PracticeOffice], Client]] = {
    "worldline": make_worldline,
    "mollie": make_mollie,
}
LIVE_CLIENTS: Mapping[str, Callable[[], Client]] = {
    "worldline": make_live_worldline,
    "mollie": make_live_mollie,
}
FAULTS_OF_CREATE: Mapping[str, type[IntegrationError]] = {
    "422": Rejected,
    "401": NotAuthorised,
    "403": NotAuthorised,
    "429": Unavailable,
    "503": Unavailable,
    "409": OutcomeUnknown,
    "500": OutcomeUnknown,
    "drop": OutcomeUnknown,
    "lost": OutcomeUnknown,
    "slow": OutcomeUnknown,
    "drip": OutcomeUnknown,
    "garbage": OutcomeUnknown,
    "empty": OutcomeUnknown,
    "list": OutcomeUnknown,
    "no-content": OutcomeUnknown,
    "html": OutcomeUnknown,
}
FAULTS_OF_STATUS: Mapping[str, type[IntegrationError]] = {
    "404": NotFound,
    "410": NotFound,
    "401": NotAuthorised,
    "403": NotAuthorised,
    "429": Unavailable,
    "503": Unavailable,
    "drop": Unavailable,
    "slow": Unavailable,
    "drip": Unavailable,
    "500": UnexpectedResponse,
    "garbage": UnexpectedResponse,
    "empty": UnexpectedResponse,
    "list": UnexpectedResponse,
    "no-content": UnexpectedResponse,
    "html": UnexpectedResponse,
    "elsewhere": UnexpectedResponse,
}


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest, practice: PracticeOffice) -> Client:
    return CLIENTS[request.param](practice)


@pytest.fixture(params=[f"{code} {where}" for code in CLIENTS for where in ("practice", "live")])
def either(request: pytest.FixtureRequest) -> Client:
    """Of the practice side, and of the service itself where the environment names an account there."""
    code, where = request.param.split()
    if where == "live":
        return LIVE_CLIENTS[code]()
    return CLIENTS[code](request.getfixturevalue("practice"))


def test_a_payment_that_was_just_started_is_open(either: Client) -> None:
    told: Any = either.ask(either.start(make_reference()))
    assert told.status in {"IN_PROGRESS", "open"}


def test_each_start_has_a_page_of_its_own(either: Client) -> None:
    first, second = either.start(make_reference()), either.start(make_reference())
    assert first
    assert first != second


def test_a_payment_that_is_not_there_is_not_found(either: Client) -> None:
    there = either.start(make_reference())
    with pytest.raises(NotFound):
        either.ask(there[:-4] + "0000")


@pytest.mark.parametrize(("fault", "kind"), FAULTS_OF_CREATE.items())
def test_each_fault_of_a_start_says_what_to_do_next(
    fault: str, kind: type[IntegrationError], client: Client, practice: PracticeOffice
) -> None:
    practice.fault(client.code, fault, operation=client.create, times=1, seconds=1.5)
    with pytest.raises(IntegrationError) as caught:
        client.start(make_reference())
    assert type(caught.value) is kind


@pytest.mark.parametrize(("fault", "kind"), FAULTS_OF_STATUS.items())
def test_a_failed_question_is_no_answer(
    fault: str, kind: type[IntegrationError], client: Client, practice: PracticeOffice
) -> None:
    checkout_id = client.start(make_reference())
    practice.fault(client.code, fault, operation=client.status, seconds=1.5)
    with pytest.raises(IntegrationError) as caught:
        client.ask(checkout_id)
    assert type(caught.value) is kind


def test_a_redirect_is_not_followed(client: Client, practice: PracticeOffice) -> None:
    """A followed 302 would turn the creation into a question, and its answer would be taken for the
    payment.
    """
    practice.fault(client.code, "elsewhere", operation=client.create)
    with pytest.raises(UnexpectedResponse):
        client.start(make_reference())
    assert len(practice.calls(client.create)) == 1


def test_a_start_whose_answer_was_lost_is_found_by_repeating_it(
    client: Client, practice: PracticeOffice
) -> None:
    reference = make_reference()
    practice.fault(client.code, "drop", operation=client.create, times=1)
    with pytest.raises(OutcomeUnknown):
        client.start(reference)
    found = client.start(reference)
    assert [one["checkout_id"] for one in practice.checkouts()] == [found]


def test_a_status_of_another_type_is_no_answer(client: Client, practice: PracticeOffice) -> None:
    checkout_id = client.start(make_reference())
    practice.change_checkout(checkout_id, outcome="text-status")
    with pytest.raises(UnexpectedResponse):
        client.ask(checkout_id)


@pytest.mark.parametrize("bad", ["../1", "1?x", "1#x", "", "1/refunds", "tr_../x", "tr_1?x", "tr_1/refunds"])
def test_an_id_never_becomes_another_path(bad: str, client: Client, practice: PracticeOffice) -> None:
    with pytest.raises(NotFound):
        client.ask(bad)
    assert not practice.calls(system=client.code)


def test_nothing_of_payer_or_secret_is_kept_or_logged(
    client: Client, practice: PracticeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    checkout_id = client.start(make_reference())
    practice.change_checkout(checkout_id, outcome="paid")
    said = repr(client.ask(checkout_id)) + caplog.text
    (page,) = practice.checkouts()
    secrets = ("Practice Payer", "BE68539007547034", "practice-secret-1", "practiceKey", page["token"])
    assert not [one for one in (*secrets, "v1HMAC", "Bearer") if one in said]
    assert f"operation={client.status} status=200" in caplog.text
