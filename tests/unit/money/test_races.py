"""Two people, or two windows, take a step at the same moment: one counts."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User

from portal.audit.models import Event
from portal.money.money_choice import MONEY
from portal.money.values import read_values
from portal.office.models import MoneyChange, Office
from tests.unit.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
IBANS = ("BE71096123456769", "NL91ABNA0417164300")


@pytest.fixture
def office() -> Office:
    return Office.objects.create(name="Kantoor", account_holder="Kantoor", iban="BE68539007547034")


def make_person(name: str) -> User:
    """Somebody who may propose and confirm."""
    user = User.objects.create_user(name, is_staff=True)
    codenames = ["propose_money_change", "confirm_money_change"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return User.objects.get(pk=user.pk)


def propose(office: Office, iban: str, user: Any) -> MoneyChange:
    return MONEY.propose(office, {**read_values(office), "iban": iban}, user=user)


def test_of_two_who_confirm_at_once_one_is_the_second_person(office: Office) -> None:
    change = propose(office, IBANS[0], make_person("ann"))
    bob, carl = make_person("bob"), make_person("carl")
    mine, theirs = MoneyChange.objects.get(), MoneyChange.objects.get()
    outcomes: list[Any] = at_once(
        lambda: MONEY.confirm(mine, user=bob), lambda: MONEY.confirm(theirs, user=carl)
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["MoneyChange", "NotWaiting"]
    assert Event.objects.filter(act="money-change-confirmed").count() == 1
    change.refresh_from_db()
    assert change.state == "confirmed"
    assert Office.objects.get().iban == IBANS[0]


def test_confirmed_or_withdrawn_and_never_both(office: Office) -> None:
    ann, bob = make_person("ann"), make_person("bob")
    propose(office, IBANS[0], ann)
    mine, theirs = MoneyChange.objects.get(), MoneyChange.objects.get()
    outcomes: list[Any] = at_once(
        lambda: MONEY.withdraw(mine, user=ann), lambda: MONEY.confirm(theirs, user=bob)
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["MoneyChange", "NotWaiting"]
    is_confirmed = MoneyChange.objects.get().state == "confirmed"
    assert Office.objects.get().iban == (IBANS[0] if is_confirmed else "BE68539007547034")


def test_of_two_proposals_at_once_one_is_kept(office: Office) -> None:
    ann, bob = make_person("ann"), make_person("bob")
    outcomes: list[Any] = at_once(
        lambda: propose(office, IBANS[0], ann), lambda: propose(office, IBANS[1], bob)
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["AnotherWaits", "MoneyChange"]
    assert MoneyChange.objects.count() == 1
