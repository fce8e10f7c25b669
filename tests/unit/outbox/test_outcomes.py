"""Each thing that can go wrong has one fate; nothing is sent again unless it certainly did not arrive."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from portal.outbox.handlers import GiveUp, Handler, Postpone, get_handlers
from portal.outbox.models import Delivery, State
from portal.outbox.pauses import SENDING_LIFE, UNCLEAR_LIFE
from portal.outbox.sender import handle
from tests.unit.outbox.conftest import KIND, Letters, Put, read_state, run

SOON, SETTLED = timedelta(minutes=1), timedelta(minutes=11)
DAY = timedelta(days=1)


def lose_answer(letters: Letters) -> OutcomeUnknown:
    """The words arrive, the answer does not."""

    def step(words: str) -> None:
        letters.receive(words)
        raise OutcomeUnknown("lost")

    letters.plan.append(step)
    return OutcomeUnknown("lost")


def test_arrived(put: Put, letters: Letters) -> None:
    delivery = put()
    assert run() == 1
    assert read_state(delivery) == (State.DONE, "")
    assert delivery.result == {"number": 1}
    assert letters.told == ["sending", "prepare", "done"]
    assert run(DAY) == 0


def test_unavailable_waits_and_goes_again(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [Unavailable("busy"), Unavailable("busy")]
    run()
    assert read_state(delivery) == (State.WAITING, "unavailable")
    assert run() == 0
    run(SOON)
    run(DAY)
    assert read_state(delivery) == (State.DONE, "")
    assert delivery.tries == 3
    assert letters.arrived == ["hello"]


def test_refused_is_given_up_with_its_code(put: Put, letters: Letters) -> None:
    delivery, other = put(), put("missing", lane="")
    letters.plan = [Rejected("plan-too-low", "words of the office"), NotFound("not-in-file")]
    run()
    assert read_state(delivery) == (State.GIVEN_UP, "plan-too-low")
    assert read_state(other) == (State.GIVEN_UP, "not-in-file")
    assert "given up: plan-too-low" in letters.told
    told = Event.objects.filter(act="delivery-given-up").first()
    assert told is not None
    assert told.details == {"delivery": delivery.pk, "kind": KIND, "reason": "plan-too-low"}


def test_refused_key_is_an_alert_and_tried_rarely(
    put: Put, letters: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    delivery = put()
    letters.plan = [NotAuthorised("no")]
    with caplog.at_level(logging.ERROR):
        run()
    assert read_state(delivery) == (State.WAITING, "not-authorised")
    assert "ALERT" in caplog.text
    run(DAY)
    assert read_state(delivery)[0] == State.DONE


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OutcomeUnknown("x"), "no-answer"),
        (UnexpectedResponse("x"), "unexpected-answer"),
        (IntegrationError("x"), "unexpected-answer"),
        (KeyError("x"), "handler-error"),
    ],
)
def test_what_may_have_been_sent_is_asked_about(
    error: Exception, reason: str, put: Put, letters: Letters
) -> None:
    delivery = put()
    letters.plan = [error]
    run()
    assert read_state(delivery) == (State.DOUBTFUL, reason)
    assert "doubtful" in letters.told
    run(SOON)
    assert read_state(delivery)[0] == State.DOUBTFUL, "absent was believed before it settled"
    run(SETTLED)
    assert read_state(delivery)[0] == State.DONE
    assert letters.arrived == ["hello"]


def test_what_arrived_without_an_answer_is_not_sent_again(put: Put, letters: Letters) -> None:
    delivery = put()
    lose_answer(letters)
    run()
    run(SOON)
    assert read_state(delivery) == (State.DONE, "")
    assert delivery.result == {}
    assert letters.arrived == ["hello"]
    assert letters.told == ["sending", "prepare", "doubtful", "done"]


def test_unclear_is_asked_again_then_left_to_a_person(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    letters.answers = ["unclear"] * 3
    run()
    run(SOON)
    run(SETTLED)
    assert read_state(delivery)[0] == State.DOUBTFUL
    run(SETTLED + UNCLEAR_LIFE)
    assert read_state(delivery) == (State.GIVEN_UP, "unclear")
    assert letters.arrived == []


def test_question_that_cannot_be_asked_is_asked_again(put: Put, letters: Letters) -> None:
    delivery = put()
    lose_answer(letters)
    letters.answers = [Unavailable("x"), RuntimeError("hello")]
    run()
    run(SOON)
    run(DAY)
    assert read_state(delivery)[0] == State.DOUBTFUL
    run(2 * DAY)
    assert read_state(delivery)[0] == State.DONE
    assert letters.arrived == ["hello"]


def test_question_that_can_never_be_asked_is_left_to_a_person(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    letters.answers = [Unavailable("x")]
    run()
    run(8 * DAY)
    assert read_state(delivery) == (State.GIVEN_UP, "unclear")


def test_postponed_waits_as_long_as_it_asks(put: Put, letters: Letters) -> None:
    delivery = put()
    before = delivery.give_up_at
    letters.plan = [Postpone("plan-runs", 3600)]
    run()
    assert read_state(delivery) == (State.WAITING, "plan-runs")
    assert delivery.give_up_at > before, "the wait counted as age"
    assert run(timedelta(minutes=59)) == 0
    run(timedelta(minutes=61))
    assert read_state(delivery)[0] == State.DONE


def test_handler_can_give_up(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [GiveUp("file-closed")]
    run()
    assert read_state(delivery) == (State.GIVEN_UP, "file-closed")


def test_fault_before_sending_is_tried_again(
    put: Put, letters: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    delivery = put("very secret words")
    letters.faulty = {"prepare"}
    run()
    assert read_state(delivery) == (State.WAITING, "handler-error")
    assert "very secret words" not in caplog.text
    letters.faulty = set()
    run(DAY)
    assert read_state(delivery)[0] == State.DONE


def test_room_that_fails_while_claiming_sends_nothing(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.faulty = {"sending"}
    run()
    assert read_state(delivery) == (State.WAITING, "handler-error")
    assert (letters.arrived, delivery.file_id, delivery.tries) == ([], "", 1)


def test_room_that_fails_when_it_arrived_makes_it_doubtful_not_sent_twice(put: Put, letters: Letters) -> None:
    delivery = put(secret="12345")
    letters.faulty = {"done"}
    run()
    assert read_state(delivery) == (State.DOUBTFUL, "handler-error")
    assert (delivery.file_id, bool(delivery.secret)) == ("", True)
    letters.faulty = set()
    run(SOON)
    assert read_state(delivery)[0] == State.DONE
    assert letters.arrived == ["hello"]


def test_room_that_fails_when_it_is_given_up_does_not_keep_it_open(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan, letters.faulty = [GiveUp("file-closed")], {"given up"}
    run()
    assert read_state(delivery) == (State.GIVEN_UP, "file-closed")
    assert delivery.file_id == ""


def test_tries_end_after_the_patience_of_the_kind(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [Unavailable("x")] * 100
    for day in range(9):
        run(day * DAY)
    assert read_state(delivery) == (State.GIVEN_UP, "unavailable")
    assert delivery.tries > 5


def test_one_that_waited_for_a_dead_worker_is_still_tried(put: Put, letters: Letters) -> None:
    delivery = put()
    run(30 * DAY)
    assert read_state(delivery)[0] == State.DONE


def test_process_that_died_while_sending_is_asked_about(put: Put, letters: Letters) -> None:
    delivery, second = put(), put("never arrived", lane="")

    def arrive_and_die(words: str) -> None:
        letters.receive(words)
        raise SystemExit

    letters.plan = [arrive_and_die]
    with pytest.raises(SystemExit):
        run()
    letters.plan = [lambda _words: (_ for _ in ()).throw(SystemExit)]
    with pytest.raises(SystemExit):
        run()
    assert read_state(delivery)[0] == read_state(second)[0] == State.SENDING
    assert run(SENDING_LIFE / 2) == 0
    run(SENDING_LIFE + SOON)
    assert read_state(delivery)[0] == State.DONE
    assert read_state(second) == (State.DOUBTFUL, "process-died")
    run(SETTLED)
    assert read_state(second)[0] == State.DONE
    assert letters.arrived == ["hello", "never arrived"]


def test_kind_that_no_room_knows_any_more_is_given_up(put: Put, letters: Letters) -> None:
    delivery = put()
    get_handlers().pop(KIND)
    run()
    assert read_state(delivery) == (State.WAITING, "unknown-kind")
    run(timedelta(hours=2))
    assert read_state(delivery) == (State.GIVEN_UP, "unknown-kind")


def test_doubtful_one_of_a_kind_that_no_room_knows_is_left_to_a_person(put: Put, letters: Letters) -> None:
    delivery = put()
    letters.plan = [OutcomeUnknown("x")]
    run()
    get_handlers().pop(KIND)
    run(DAY)
    assert read_state(delivery)[0] == State.DOUBTFUL
    run(8 * DAY)
    assert read_state(delivery) == (State.GIVEN_UP, "unclear")


def test_what_was_read_before_is_kept_for_the_question(put: Put, letters: Letters) -> None:
    letters.reads = True
    letters.arrived.append("earlier")
    delivery = put()
    lose_answer(letters)
    run()
    run(SOON)
    assert letters.seen_before == [{"letters": ["earlier"]}]
    assert read_state(delivery)[0] == State.DONE


def test_answer_that_cannot_be_kept_makes_it_doubtful(put: Put, letters: Letters) -> None:
    delivery = put()
    original = Letters.deliver
    try:
        Letters.deliver = lambda self, delivery: original(self, delivery) | {"odd": object()}  # type: ignore[method-assign]
        run()
    finally:
        Letters.deliver = original  # type: ignore[method-assign]
    assert read_state(delivery) == (State.DOUBTFUL, "handler-error")
    run(SOON)
    assert letters.arrived == ["hello"]


def test_payload_and_words_of_errors_never_reach_the_log(
    put: Put, letters: Letters, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Jan Janssens, Kerkstraat 1"
    letters.plan = [
        KeyError(words),
        Rejected("no", words),
        OutcomeUnknown(words),
        Unavailable(words),
        NotAuthorised(words),
    ]
    letters.faulty = {"given up", "done", "doubtful"}
    with caplog.at_level(logging.DEBUG):
        for number in range(5):
            put(f"{words} {number}", lane="")
        for hours in (0, 1, 30, 60):
            run(timedelta(hours=hours))
    assert "ALERT" in caplog.text
    assert "Janssens" not in caplog.text


def test_handler_without_words_of_its_own_does_nothing_else() -> None:
    handler = Handler()
    with pytest.raises(NotImplementedError):
        handler.deliver(None)  # type: ignore[arg-type]
    with pytest.raises(NotImplementedError):
        handler.find_out(None)  # type: ignore[arg-type]


def test_time_to_settle_begins_with_the_sending_and_not_with_the_reading_before(
    put: Put, letters: Letters
) -> None:
    """A slow look before sending takes nothing off the time an effect has to show."""
    delivery, begin = put(), timezone.now()
    now = [begin]

    def read_slowly(_delivery: Delivery) -> dict[str, Any]:
        now[0] = begin + timedelta(minutes=1, seconds=30)
        return {}

    letters.prepare = read_slowly  # type: ignore[method-assign]
    letters.plan = [OutcomeUnknown("x")]
    handle(delivery.pk, clock=lambda: now[0])
    now[0] = begin + timedelta(minutes=10, seconds=30)
    handle(delivery.pk, clock=lambda: now[0])
    assert read_state(delivery) == (State.DOUBTFUL, "no-answer")
    now[0] = begin + timedelta(minutes=12)
    handle(delivery.pk, clock=lambda: now[0])
    assert read_state(delivery)[0] == State.WAITING
