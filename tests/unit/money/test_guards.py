"""What the database and the row itself refuse, whoever asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.desk.guarded.guarded_choice import NotSecondPerson
from portal.money.money_choice import MONEY
from portal.money.values import read_values
from portal.office.models import MoneyChange, MoneyFieldError, Office
from portal.office.selectors import get_office_face

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office.objects.create(name="Kantoor", account_holder="Kantoor", iban="BE68539007547034")


def make_change(office: Office, **fields: Any) -> MoneyChange:
    now = timezone.now()
    user = fields.pop("proposed_by", None) or User.objects.create_user("ann")
    values = read_values(office)
    fields = {"before": values, "after": {**values, "iban": "BE71096123456769"}, **fields}
    return MoneyChange.objects.create(
        office=office, proposed_by=user, proposed_at=now, expires_at=now + timedelta(days=7), **fields
    )


def test_the_database_takes_no_confirmation_by_one_person(office: Office) -> None:
    ann = User.objects.create_user("ann")
    now = timezone.now()
    for decided_by in (ann, None):
        fields = {"state": "confirmed", "decided_by": decided_by, "decided_at": now}
        with pytest.raises(IntegrityError), transaction.atomic():
            make_change(office, proposed_by=ann, **fields)
    make_change(
        office, proposed_by=ann, state="confirmed", decided_at=now, decided_by=User.objects.create_user("bob")
    )


def test_the_database_takes_one_waiting_change(office: Office) -> None:
    ann = User.objects.create_user("ann")
    make_change(office, proposed_by=ann)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_change(office, proposed_by=ann)


@pytest.mark.parametrize("flaw", ["no permission", "not active", "not staff", "a stranger"])
def test_the_service_asks_for_the_right_itself(office: Office, flaw: str) -> None:
    change = make_change(office)
    user: Any = User.objects.create_user("bob", is_staff=flaw != "not staff", is_active=flaw != "not active")
    if flaw != "no permission":
        user.user_permissions.set(Permission.objects.filter(codename__endswith="_money_change"))
    user = AnonymousUser() if flaw == "a stranger" else User.objects.get(pk=user.pk)
    with pytest.raises(PermissionDenied):
        MONEY.confirm(change, user=user)
    with pytest.raises(PermissionDenied):
        MONEY.refuse(change, user=user)
    with pytest.raises(PermissionDenied):
        MONEY.propose(office, change.after, user=user)
    assert Office.objects.get().iban == "BE68539007547034"


def test_a_superuser_is_one_person_too(office: Office) -> None:
    boss = User.objects.create_superuser("boss", is_staff=True)
    change = make_change(office, proposed_by=boss)
    with pytest.raises(NotSecondPerson):
        MONEY.confirm(change, user=boss)


def test_a_stored_office_saves_no_other_account(office: Office) -> None:
    row = Office.objects.get()
    row.iban = "BE71096123456769"
    with pytest.raises(MoneyFieldError):
        row.save()
    with pytest.raises(MoneyFieldError):
        row.save(update_fields=["iban"])
    office.account_holder = "J. Dief"
    with pytest.raises(MoneyFieldError):
        office.save()
    assert Office.objects.get().iban == "BE68539007547034"


def test_an_office_that_was_read_before_a_change_does_not_undo_it(office: Office) -> None:
    early = Office.objects.get()
    Office.objects.update(iban="BE71096123456769")
    early.city = "Gent"
    early.save()
    row = Office.objects.get()
    assert (row.city, row.iban) == ("Gent", "BE71096123456769")


def test_the_name_of_the_office_is_no_account_holder(settings: Any) -> None:
    settings.TAGOR_URL = ""
    row = Office.objects.create(name="J. Dief", iban="BE68539007547034")
    assert get_office_face().account_holder == ""
    Office.objects.filter(pk=row.pk).update(account_holder="Kantoor")
    Office.objects.get().save()
    assert get_office_face().account_holder == "Kantoor"
