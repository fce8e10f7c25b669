"""Two people who may change the rules together, and requests of the past."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from portal.desk.people.roles import make_roles
from portal.office.models import Office
from portal.plans.models import Proposal, State
from tests.pages.desk.staff import make_staff, sign_in_staff

AsSomebody = Callable[[str], None]


@pytest.fixture
def as_(client: Client, db: None) -> AsSomebody:
    """Sign in as the admin Ann, the approver Bob or the handler Carl."""
    make_roles()
    for name, role in (("ann", "office admin"), ("bob", "approver"), ("carl", "handler")):
        make_staff(name).groups.add(Group.objects.get(name=role))

    def sign_in(name: str) -> None:
        client.logout()
        assert sign_in_staff(client, name).status_code in {302, 303}
        client.cookies["language"] = "en"

    return sign_in


@pytest.fixture
def past(office: Office) -> Callable[..., Proposal]:
    """A request that was sent and decided."""
    counted = iter(range(1, 100))

    def make(**fields: Any) -> Proposal:
        values = {
            "file_id": f"{next(counted)}",
            "party_id": "1",
            "state": State.ACCEPTED,
            "kind": "amount",
            "months": 10,
            "monthly_cents": 50_00,
            "balance_cents": 500_00,
            "first_on": timezone.localdate().replace(day=5),
            "submitted_at": timezone.now(),
            "sent_at": timezone.now(),
            **fields,
        }
        return Proposal.objects.create(office=office, **values)

    return make
