from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from portal.access.session import Defendant
from portal.dossier.balance import Asked, ask_once
from portal.dossier.memory import Scope
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.values.account import Credential
from tests.practice import PracticeOffice

ASK = "TagorService/GetSaldo"


def make_scope(practice: PracticeOffice, session_key: str = "session-one") -> Scope:
    seeded = practice.file("nl-woman")
    now = datetime.now(UTC)
    defendant = Defendant(
        file_id=seeded.file_id,
        party_id=seeded.party_id,
        credential=Credential("Hash", seeded.hash),
        signed_in_at=now,
        expires_at=now + timedelta(hours=1),
    )
    return Scope(defendant=defendant, session_key=session_key)


def ask_side_by_side(scope: Scope, count: int) -> list[Asked | IntegrationError]:
    def ask(_number: int) -> Asked | IntegrationError:
        try:
            return ask_once(scope, ip_address="192.0.2.7")
        except IntegrationError as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(ask, range(count)))


def test_requests_side_by_side_ask_once_and_all_get_the_balance(practice: PracticeOffice) -> None:
    practice.fault("tagor", "slow", operation=ASK, seconds=0.3)

    asked = ask_side_by_side(make_scope(practice), 8)

    assert len(practice.calls(ASK)) == 1
    assert [one.fact.cents for one in asked if isinstance(one, Asked)] == [123456] * 8
    assert sum(one.is_first for one in asked if isinstance(one, Asked)) == 1


def test_when_the_one_that_asks_fails_the_others_do_not_wait_for_ever(practice: PracticeOffice) -> None:
    practice.fault("tagor", "503", operation=ASK)

    asked = ask_side_by_side(make_scope(practice), 4)

    assert all(isinstance(one, IntegrationError) for one in asked)


def test_two_sessions_share_nothing(practice: PracticeOffice) -> None:
    first = ask_once(make_scope(practice, "session-one"), ip_address="")
    second = ask_once(make_scope(practice, "session-two"), ip_address="")

    assert first.is_first
    assert second.is_first
    assert len(practice.calls(ASK)) == 2


def test_a_refresh_takes_no_answer_from_before(practice: PracticeOffice) -> None:
    scope = make_scope(practice)
    first = ask_once(scope, ip_address="")

    again = ask_once(scope, ip_address="", newer_than=first.fact.as_of)

    assert again.is_first
    assert again.fact.as_of > first.fact.as_of


@pytest.mark.parametrize("address", ["192.0.2.7", ""])
def test_the_address_of_the_visitor_goes_with_the_question(address: str, practice: PracticeOffice) -> None:
    ask_once(make_scope(practice), ip_address=address)

    (call,) = practice.calls(ASK)
    assert (address in str(call["body"])) or not address
