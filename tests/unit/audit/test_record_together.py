"""Acts of one transaction are appended together, at its end; nothing is told of what was undone."""

import pytest
from django.db import transaction

from portal.audit.actors import DEFENDANT, SYSTEM
from portal.audit.models import Event
from portal.audit.record_together import record_soon, recording_together
from portal.audit.services import Act, find_broken_link, record, record_all
from portal.audit.signals import acts_recorded

pytestmark = pytest.mark.django_db


def list_acts() -> list[str]:
    return list(Event.objects.order_by("number").values_list("act", flat=True))


def fail_after_an_act() -> None:
    record_soon("undone", by=SYSTEM, details={})
    raise ZeroDivisionError


def test_many_make_one_chain_in_their_order() -> None:
    record("before", by=DEFENDANT)
    made = record_all([Act(f"act-{number}", SYSTEM, "7", {"n": number}) for number in range(5)])
    assert [(event.number, event.act) for event in made] == [(n + 2, f"act-{n}") for n in range(5)]
    assert all(event.pk for event in made)
    record("after", by=DEFENDANT)
    assert find_broken_link() is None
    assert record_all([]) == []


@pytest.mark.parametrize("change", [{"act": "other"}, {"number": 9}, {"previous_seal": "x"}])
def test_one_that_was_rewritten_among_many_is_found(change: dict[str, object]) -> None:
    made = record_all([Act(f"act-{number}", SYSTEM) for number in range(5)])
    Event.objects.filter(pk=made[2].pk).update(**change)
    assert find_broken_link() is not None


def test_at_the_end_of_the_block_in_order() -> None:
    with transaction.atomic(), recording_together():
        record_soon("first", by=SYSTEM, details={"n": 1})
        record_soon("second", by=SYSTEM, details={})
        assert list_acts() == []
    assert list_acts() == ["first", "second"]
    assert find_broken_link() is None


def test_at_once_outside_a_block() -> None:
    record_soon("first", by=SYSTEM, details={})
    assert list_acts() == ["first"]


def test_a_block_that_raises_records_nothing_and_leaves_nothing_for_the_next() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), recording_together():
        fail_after_an_act()
    with transaction.atomic(), recording_together():
        record_soon("second", by=SYSTEM, details={})
    assert list_acts() == ["second"]


def test_whoever_counts_hears_of_each() -> None:
    heard: list[str] = []

    def receive(events: list[Event], **_told: object) -> None:
        heard.extend(event.act for event in events)

    acts_recorded.connect(receive)
    try:
        record("one", by=SYSTEM)
        record_all([Act("two", SYSTEM), Act("three", SYSTEM)])
    finally:
        acts_recorded.disconnect(receive)
    assert heard == ["one", "two", "three"]
