"""Two people answer one request to change a plan at the same moment: one wins, and it is told once."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.office.models import Office
from portal.outbox.models import Delivery
from portal.plans.answer.two_people import Decider
from portal.plans.models import ChangeRequest
from portal.plans.running import change_answers as answers
from portal.plans.running.change_steps import ChangeMovedError
from tests.unit.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def make(office: Office, **fields: Any) -> ChangeRequest:
    return ChangeRequest.objects.create(
        office=office,
        file_id="900",
        party_id="1",
        kind="other",
        text="xyz",
        state="delivered",
        sent_at=timezone.now(),
        **fields,
    )


def read(change: ChangeRequest) -> ChangeRequest:
    return ChangeRequest.objects.get(pk=change.pk)


def test_two_of_staff_answer_once(office: Office, staff: Decider) -> None:
    change = make(office)
    by, version = staff.actor, change.version
    ends = at_once(
        partial(answers.agree_to_change, read(change), by=by, version=version, words="Yes."),
        partial(answers.decline_change, read(change), by=by, version=version, reason="No."),
        partial(answers.ask_about_change, read(change), by=by, version=version, question="Why?"),
        partial(answers.decline_change, read(change), by=by, version=version, reason="No."),
    )
    assert sum(isinstance(end, ChangeRequest) for end in ends) == 1
    assert sum(isinstance(end, ChangeMovedError) for end in ends) == 3
    fresh = read(change)
    assert fresh.version == version + 1
    assert Event.objects.filter(act__startswith="plan-change").count() == 1
    assert Delivery.objects.count() == (fresh.answer in {"agreed", "declined"})


def test_a_day_is_taken_or_the_office_says_no(office: Office, staff: Decider) -> None:
    today = timezone.localdate()
    days = {"offer_on": today + timedelta(days=20), "offer_until": today + timedelta(days=5)}
    change = make(office, answer="offered", **days)
    taken, refused = at_once(
        partial(answers.take_day, read(change), version=change.version),
        partial(answers.decline_change, read(change), by=staff.actor, version=change.version, reason="No."),
    )
    is_taken = isinstance(taken, ChangeRequest)
    assert isinstance(refused, ChangeMovedError if is_taken else ChangeRequest), refused
    assert read(change).answer == ("agreed" if is_taken else "declined")
    assert Delivery.objects.count() == 1
