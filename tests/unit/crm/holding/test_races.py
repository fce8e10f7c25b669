"""Two people who open one record at the same moment: one has it."""

import pytest
from django.contrib.auth.models import User

from portal.crm.holding.leases import take_lease
from portal.crm.models import EditLease
from portal.office.models import Office
from tests.unit.racing import overlapping

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_is_told_who_has_it() -> None:
    Office.objects.create(name="Kantoor")
    ann, bob = (User.objects.create_user(name) for name in ("ann", "bob"))
    told = overlapping(
        lambda: take_lease("cirrus", "accounts", "3", user=ann),
        lambda: take_lease("cirrus", "accounts", "3", user=bob),
    )
    assert [one.user for one in told] == [ann, ann]
    assert EditLease.objects.count() == 1
