"""Staff at the desk's pages of payments."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.payments.models import Attempt, State
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice
from tests.unit.payments.conftest import build_attempt

DESK = "/desk/payments/"
ALL = (
    "payments.view_attempt",
    "payments.view_alert",
    "payments.decide_attempt",
    "payments.export_attempt",
    "payments.change_booking",
    "payments.pay_back",
)
Make = Callable[..., Attempt]


@pytest.fixture
def make(practice: PracticeOffice, db: None) -> Make:
    """Saves a payment of a seeded file, in the state asked for."""
    seeded = practice.file()

    def save(state: State = State.STARTED, **fields: object) -> Attempt:
        values = {"file_id": seeded.file_id, "party_id": seeded.party_id, "file_name": "26/004512"}
        attempt = build_attempt(state=state, **{**values, **fields})
        attempt.save()
        return attempt

    return save


@pytest.fixture
def enter(client: Client) -> Callable[..., None]:
    """Sign in somebody with these permissions."""

    def go(*permissions: str) -> None:
        client.cookies["language"] = "en"
        make_staff(permissions=permissions)
        sign_in_staff(client)

    return go
