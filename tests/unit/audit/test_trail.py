"""The trail is appended to, never rewritten, and says so when it was."""

import threading

import pytest
from django.db import connection, connections, transaction

from portal.audit.actors import DEFENDANT, SYSTEM
from portal.audit.models import AuditError, ChainHead, Event
from portal.audit.services import find_broken_link, record


@pytest.mark.django_db
def test_events_are_numbered_and_chained() -> None:
    first = record("signed-in", by=DEFENDANT, file_id="9000000000000000001")
    second = record("paid", by=DEFENDANT, file_id="9000000000000000001", details={"amount_cents": 100})

    assert (first.number, second.number) == (1, 2)
    assert second.previous_seal == first.seal
    assert find_broken_link() is None


@pytest.mark.django_db
def test_an_event_cannot_be_changed_or_deleted() -> None:
    event = record("signed-in", by=DEFENDANT)
    event.act = "something-else"
    with pytest.raises(AuditError):
        event.save()
    with pytest.raises(AuditError):
        event.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"act": "other"},
        {"file_id": "7"},
        {"details": {"amount_cents": 1}},
        {"number": 9},
        {"previous_seal": "x"},
    ],
)
def test_a_rewritten_event_breaks_the_chain(change: dict[str, object]) -> None:
    record("signed-in", by=DEFENDANT)
    middle = record("paid", by=DEFENDANT, details={"amount_cents": 100})
    record("signed-out", by=DEFENDANT)

    Event.objects.filter(pk=middle.pk).update(**change)

    assert find_broken_link() is not None


@pytest.mark.django_db
@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_removed_event_breaks_the_chain(index: int) -> None:
    events = [record("one", by=DEFENDANT), record("two", by=DEFENDANT), record("three", by=DEFENDANT)]
    Event.objects.filter(pk=events[index].pk).delete()
    assert find_broken_link() is not None


@pytest.mark.django_db
def test_an_event_is_undone_with_the_change_it_tells_of() -> None:
    with transaction.atomic():
        record("paid", by=DEFENDANT)
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not ChainHead.objects.filter(number__gt=0).exists()


@pytest.mark.django_db(transaction=True)
def test_parallel_events_make_one_chain() -> None:
    def write() -> None:
        try:
            for _ in range(5):
                record("signed-in", by=SYSTEM)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Event.objects.count() == 20, connection.vendor
    assert find_broken_link() is None
