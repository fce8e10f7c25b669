"""What staff decide about a delivery: once, on the record, and never against the worker."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.integrations.errors import OutcomeUnknown, Unavailable
from portal.office.models import Office
from portal.outbox import services
from portal.outbox.handlers import GiveUp, get_handlers
from portal.outbox.models import Delivery, State
from portal.outbox.selectors import list_given_up, list_open
from tests.unit.outbox.conftest import KIND, Letters, Put, read_state, run

DAY = timedelta(days=1)


@pytest.fixture
def clerk(db: None) -> Actor:
    return Actor.staff(get_user_model().objects.create_user("an", is_staff=True))


@pytest.fixture
def given_up(put: Put, letters: Letters) -> Delivery:
    delivery = put(secret="12345", file_id="F1")
    letters.plan = [GiveUp("file-closed")]
    run()
    assert read_state(delivery) == (State.GIVEN_UP, "file-closed")
    return delivery


def test_given_up_ones_are_listed_by_office(given_up: Delivery, put: Put, office: Office) -> None:
    other = Office.objects.create(slug="other")
    open_one = put("open")
    assert list(list_given_up(office)) == [given_up]
    assert list(list_open(office)) == [open_one]
    assert list(list_given_up(other)) == []
    assert list(list_given_up(Office())) == [given_up]


def test_tried_again_it_arrives(given_up: Delivery, letters: Letters, clerk: Actor) -> None:
    assert services.retry(given_up, by=clerk)
    assert not services.retry(given_up, by=clerk)
    run(DAY)
    assert read_state(given_up) == (State.DONE, "")
    assert letters.arrived == ["hello"]
    (told,) = Event.objects.filter(act="delivery-retried")
    assert (told.actor, told.staff_id, told.file_id) == ("staff", str(clerk.user_id), "F1")
    assert told.details == {"delivery": given_up.pk, "kind": KIND, "reason": "file-closed"}


def test_tried_again_it_has_its_whole_patience(given_up: Delivery, letters: Letters, clerk: Actor) -> None:
    Delivery.objects.update(give_up_at=given_up.created_at - DAY, tries=300)
    services.retry(given_up, by=clerk)
    letters.plan = [Unavailable("x")]
    run()
    assert read_state(given_up) == (State.WAITING, "unavailable")


def test_tried_again_it_goes_to_the_end_of_its_lane(
    given_up: Delivery, put: Put, letters: Letters, clerk: Actor
) -> None:
    put("later")
    services.retry(given_up, by=clerk)
    run()
    assert letters.arrived == ["later", "hello"]


def test_dropped_it_never_goes(given_up: Delivery, letters: Letters, clerk: Actor) -> None:
    assert services.drop(given_up, reason="by-hand", by=clerk)
    assert not services.drop(given_up, reason="by-hand", by=clerk)
    assert not services.retry(given_up, by=clerk)
    run(DAY)
    assert read_state(given_up) == (State.CANCELLED, "by-hand")
    assert (letters.arrived, given_up.secret) == ([], "")
    assert letters.told[-1] == "given up: by-hand"
    (told,) = Event.objects.filter(act="delivery-dropped")
    assert told.details["reason"] == "by-hand"


@pytest.mark.parametrize("is_doubtful", [True, False])
def test_open_one_can_be_dropped(
    is_doubtful: bool,
    put: Put,
    letters: Letters,
    clerk: Actor,
) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x") if is_doubtful else Unavailable("x")]
    run()
    assert services.drop(delivery, reason="not-needed", by=clerk)
    run(DAY)
    assert read_state(delivery) == (State.CANCELLED, "not-needed")
    assert letters.arrived == []


def test_one_that_is_being_sent_cannot_be_dropped(put: Put, letters: Letters, clerk: Actor) -> None:
    delivery = put()
    results = []

    def be_dropped(words: str) -> None:
        results.append(services.drop(delivery, reason="by-hand", by=clerk))
        letters.receive(words)

    letters.plan = [be_dropped]
    run()
    assert results == [False]
    assert read_state(delivery)[0] == State.DONE
    assert not services.drop(delivery, reason="by-hand", by=clerk)
    assert not services.retry(delivery, by=clerk)


def test_kind_without_handler_can_be_dropped_and_tried_again(given_up: Delivery, clerk: Actor) -> None:
    get_handlers().pop(KIND)
    assert services.retry(given_up, by=clerk)
    assert services.drop(given_up, reason="not-needed", by=clerk)
