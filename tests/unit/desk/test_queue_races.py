"""Two people reach for one row of the queue at the same moment: one has it, the other reads who."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.desk.models import Hold
from portal.desk.queue import services
from portal.desk.queue.selectors import Entry, find_entry
from portal.desk.work import WORK
from portal.outbox.models import Delivery
from tests.pages.desk.staff import make_staff
from tests.unit.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


@pytest.fixture
def row() -> Delivery:
    now = timezone.now()
    return Delivery.objects.create(
        kind="plans.save",
        key="race",
        file_id="900",
        state="given_up",
        due_at=now,
        ended_at=now,
        give_up_at=now,
    )


def find_row(row: Delivery) -> Entry:
    work = next(work for work in WORK.collect() if work.kind == "delivery-given-up")
    found = find_entry(work, row.pk)
    assert found is not None
    return found


def test_two_take_one_row(row: Delivery) -> None:
    people = [make_staff(name) for name in ("an", "bo", "cee", "dee")]
    ends = at_once(*[partial(services.take, find_row(row), by=one) for one in people])
    owner = Hold.objects.get().owner
    assert owner in people
    assert sum(isinstance(end, Hold) for end in ends) == 1
    assert all(end.owner == owner for end in ends if isinstance(end, services.TakenError))
    assert Event.objects.filter(act="work-owner").count() == 1


def test_given_to_two_colleagues_at_once(row: Delivery) -> None:
    boss, bo, cee = (make_staff(name) for name in ("an", "bo", "cee"))
    ends: list[Any] = at_once(
        *[partial(services.assign, find_row(row), to=one, by=boss, seen=None) for one in (bo, cee)]
    )
    assert sum(isinstance(end, Hold) for end in ends) == 1
    assert Hold.objects.get().owner in {bo, cee}


def test_given_back_while_it_is_given_away(row: Delivery) -> None:
    boss, bo, cee = (make_staff(name) for name in ("an", "bo", "cee"))
    services.take(find_row(row), by=bo)
    back, given = at_once(
        partial(services.release, find_row(row), by=bo),
        partial(services.assign, find_row(row), to=cee, by=boss, seen=bo.pk),
    )
    assert isinstance(given, Hold), given
    assert isinstance(back, (Hold, services.TakenError)), back
    assert Hold.objects.get().owner == cee
