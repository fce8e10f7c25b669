from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from portal.file.balance_cache import Asked, ask_once
from portal.file.visit import Visit
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import Credential
from tests.practice import PracticeOffice

ASK = "TagorService/GetSaldo"


def make_visit(practice: PracticeOffice, session_key: str = "session-one") -> Visit:
    seeded = practice.file("nl-woman")
    return Visit(
        who="defendant",
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        credential=Credential("Hash", seeded.hash),
        session_key=session_key,
        address="192.0.2.7",
    )


def ask_side_by_side(visit: Visit, count: int) -> list[Asked | IntegrationError]:
    def ask(_number: int) -> Asked | IntegrationError:
        try:
            return ask_once(visit)
        except IntegrationError as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(ask, range(count)))


def test_requests_side_by_side_ask_once_and_all_get_the_balance(practice: PracticeOffice) -> None:
    practice.fault("tagor", "slow", operation=ASK, seconds=0.3)

    asked = ask_side_by_side(make_visit(practice), 8)

    assert len(practice.calls(ASK)) == 1
    assert [one.fact.cents for one in asked if isinstance(one, Asked)] == [123456] * 8
    assert sum(one.is_first for one in asked if isinstance(one, Asked)) == 1


def test_when_the_one_that_asks_fails_the_others_do_not_wait_for_ever(practice: PracticeOffice) -> None:
    practice.fault("tagor", "503", operation=ASK)

    asked = ask_side_by_side(make_visit(practice), 4)

    assert all(isinstance(one, IntegrationError) for one in asked)


@pytest.mark.parametrize("fault", ["503", "garbage"])
def test_side_by_side_a_failed_asking_is_not_repeated(fault: str, practice: PracticeOffice) -> None:
    practice.fault("tagor", fault, operation=ASK)

    asked = ask_side_by_side(make_visit(practice), 4)

    assert len(practice.calls(ASK)) == 1
    assert len({type(one) for one in asked}) == 1


def test_two_sessions_share_nothing(practice: PracticeOffice) -> None:
    first = ask_once(make_visit(practice, "session-one"))
    second = ask_once(make_visit(practice, "session-two"))

    assert first.is_first
    assert second.is_first
    assert len(practice.calls(ASK)) == 2


def test_a_refresh_takes_no_answer_from_before(practice: PracticeOffice) -> None:
    visit = make_visit(practice)
    first = ask_once(visit)

    again = ask_once(visit, newer_than=first.fact.as_of)

    assert again.is_first
    assert again.fact.as_of > first.fact.as_of


@pytest.mark.parametrize("address", ["192.0.2.7", ""])
def test_the_address_of_the_visitor_goes_with_the_question(address: str, practice: PracticeOffice) -> None:
    ask_once(replace(make_visit(practice), address=address))

    (call,) = practice.calls(ASK)
    assert (address in str(call["body"])) or not address
