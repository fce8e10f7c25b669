"""What two processes tell an attempt at the same moment moves it once."""

import pytest

from portal.audit.models import Event as AuditEvent
from portal.payments.attempt.states import Event, transition
from portal.payments.models import State
from tests.unit.payments.conftest import build_attempt
from tests.unit.racing import overlapping

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_second_waits_for_the_first_and_changes_nothing() -> None:
    attempt = build_attempt(state=State.AT_BANK)
    attempt.save()
    see = lambda: transition(attempt.pk, Event.SEE)  # noqa: E731 - both say the same
    assert [one.state for one in overlapping(see, see)] == [State.SEEN, State.SEEN]
    assert AuditEvent.objects.filter(act="payment-see").count() == 1
