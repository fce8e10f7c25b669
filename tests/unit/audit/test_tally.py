"""What can be done without end is told in few events, with how often."""

import pytest

from portal.audit.actors import DEFENDANT
from portal.audit.models import Event
from portal.audit.services import find_broken_link
from portal.audit.tally import record_tally

pytestmark = pytest.mark.django_db


def test_a_thousand_alike_make_ten_events() -> None:
    for _ in range(1000):
        record_tally("sign-in-refused", by=DEFENDANT, details={"why": "wrong"})

    assert [event.details["times"] for event in Event.objects.all()] == [2**n for n in range(10)]
    assert find_broken_link() is None


def test_acts_that_differ_are_counted_apart() -> None:
    for why in ("wrong", "expired"):
        record_tally("sign-in-refused", by=DEFENDANT, details={"why": why})
    record_tally("sign-in-refused", by=DEFENDANT, file_id="9", details={"why": "wrong"})

    assert [event.details["times"] for event in Event.objects.all()] == [1, 1, 1]
