"""How facts are read: side by side, kept where they are declared to be, with their faults in their places."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from portal.file.declaration import DerivedFact, Fact, FetchedFact
from portal.file.fact_cache import ForSeconds, InSession
from portal.file.reading import forget, read, recall
from portal.file.visit import visit_by_office
from portal.integrations.deadline import get_deadline
from portal.integrations.errors import (
    IntegrationError,
    NotAuthorised,
    NotFound,
    Rejected,
    Unavailable,
    UnexpectedResponse,
)
from tests.unit.file.conftest import Come

LONG_S = 60


class Tagor:
    """A system that gives what it has under a name, or fails, and counts."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def declare(self, name: str, **declared: Any) -> FetchedFact[Any]:
        def fetch(_visit: object) -> Any:
            self.asked.append(name)
            answer = self.answers[name]
            if isinstance(answer, IntegrationError):
                raise answer
            return answer

        return FetchedFact(name=name, fetch=fetch, **{"key": "office", **declared})


def double(source: Fact[int], **declared: Any) -> DerivedFact[int]:
    return DerivedFact(name="double", needs=(source,), make=lambda reading: reading[source] * 2, **declared)


def test_calls_are_held_until_all_have_arrived(come: Come) -> None:
    gate = threading.Barrier(3)
    facts = [
        FetchedFact[int](name=str(number), key="office", fetch=lambda _visit: gate.wait(timeout=10))
        for number in range(3)
    ]
    reading = read(come(), *facts)
    assert sorted(reading[fact] for fact in facts) == [0, 1, 2]


def test_a_fact_is_asked_once_a_visit_and_again_by_the_next(come: Come) -> None:
    tagor = Tagor(a=1)
    fact, visit = tagor.declare("a"), come()
    for _ in range(2):
        assert read(visit, fact)[fact] == 1
    assert tagor.asked == ["a"]
    read(come(), fact)
    assert tagor.asked == ["a", "a"]


@pytest.mark.parametrize("keep", [ForSeconds(LONG_S), InSession("a", write=str, read=int)])
def test_what_is_kept_is_there_for_the_next_page(keep: Any, come: Come) -> None:
    tagor = Tagor(a=1)
    fact = tagor.declare("a", keep=keep)
    for _ in range(3):
        assert read(come(), fact)[fact] == 1
        assert recall(come(), fact) == 1
    assert tagor.asked == ["a"]


@pytest.mark.parametrize("keep", [ForSeconds(LONG_S), InSession("a", write=str, read=int)])
def test_asked_anew_or_forgotten_it_is_asked_again(keep: Any, come: Come) -> None:
    tagor = Tagor(a=1)
    fact, visit = tagor.declare("a", keep=keep), come()
    read(visit, fact)
    tagor.answers["a"] = 2
    assert read(visit, fact)[fact] == 1
    assert read(visit, fact, anew=(fact,))[fact] == 2
    assert read(come(), fact)[fact] == 2
    forget(visit, fact)
    tagor.answers["a"] = 3
    assert recall(visit, fact) is None
    assert read(visit, fact)[fact] == 3


@pytest.mark.parametrize("other", [{"session_key": "two"}, {"file_id": "F2"}])
def test_nothing_is_shared_between_sessions_or_files(other: dict[str, str], come: Come) -> None:
    fact = Tagor(a=1).declare("a", keep=ForSeconds(LONG_S))
    read(come(), fact)
    assert recall(come(**other), fact) is None


def test_outside_a_session_nothing_is_kept() -> None:
    tagor = Tagor(a=1)
    fact = tagor.declare("a", keep=ForSeconds(LONG_S))
    for _ in range(2):
        visit = visit_by_office(file_id="F1")
        read(visit, fact)
        forget(visit, fact)
    assert tagor.asked == ["a", "a"]


def test_a_session_is_not_written_for_what_it_holds(come: Come) -> None:
    class Session(dict[str, Any]):
        writes = 0

        def __setitem__(self, key: str, value: Any) -> None:
            self.writes += 1
            super().__setitem__(key, value)

    session = Session()
    fact = Tagor(a=1).declare("a", keep=InSession("a", write=str, read=int))
    for _ in range(3):
        read(come(session=session), fact, anew=(fact,))
    assert (session, session.writes) == ({"a": "1"}, 1)


def test_a_fault_is_a_gap_or_the_end(come: Come) -> None:
    fault = Unavailable("away")
    tagor = Tagor(a=1, b=fault)
    a, b = tagor.declare("a"), tagor.declare("b")
    reading = read(come(), a, b)
    assert (reading[a], reading.get(b)) == (1, None)
    with pytest.raises(Unavailable) as raised:
        reading[b]
    assert raised.value is fault
    missing = reading.find_missing()
    assert (missing.away, missing.faulty) == ({"b"}, set())


def test_an_answer_that_cannot_be_trusted_is_told_apart(come: Come) -> None:
    tagor = Tagor(a=UnexpectedResponse("odd"), b=NotAuthorised("no"))
    a, b = tagor.declare("a"), tagor.declare("b")
    assert read(come(), a, b).find_missing().faulty == {"a", "b"}


def test_what_the_own_credential_was_refused_for_is_noted_and_nothing_else(come: Come) -> None:
    tagor = Tagor(a=NotAuthorised("no"), b=NotAuthorised("no"), c=UnexpectedResponse("odd"))
    own = {"key": "defendant"}
    visit = come()
    read(visit, tagor.declare("a", **own), tagor.declare("b"), tagor.declare("c", **own))
    assert visit.refused == {"a"}
    by_office = come(who="office")
    read(by_office, tagor.declare("a", **own))
    assert by_office.refused == set()


def test_other_errors_are_not_hidden(come: Come) -> None:
    def fetch(_visit: object) -> int:
        raise KeyError("a fault of ours")

    with pytest.raises(KeyError):
        read(come(), FetchedFact[int](name="a", key="office", fetch=fetch))


@pytest.mark.parametrize("refusal", [Rejected("not-allowed"), NotFound("not-in-file")])
def test_a_refusal_can_be_an_answer(refusal: Rejected, come: Come) -> None:
    fact = Tagor(a=refusal).declare("a", refused=7)
    assert read(come(), fact)[fact] == 7


def test_a_fact_made_of_another_asks_that_one(come: Come) -> None:
    tagor = Tagor(a=4)
    source = tagor.declare("a")
    fact = double(source)
    reading = read(come(), fact, source)
    assert (reading[fact], reading[source], tagor.asked) == (8, 4, ["a"])


def test_a_made_fact_that_is_kept_needs_no_source(come: Come) -> None:
    tagor = Tagor(a=4)
    fact = double(tagor.declare("a"), keep=ForSeconds(LONG_S))
    read(come(), fact)
    assert read(come(), fact)[fact] == 8
    assert tagor.asked == ["a"]


def test_the_fault_of_what_it_needs_is_its_own_and_named_once(come: Come) -> None:
    source = Tagor(a=Unavailable("away")).declare("a")
    fact = double(source)
    assert read(come(), source, fact).find_missing().away == {"a"}
    assert read(come(), fact, source).find_missing().away == {"double"}
    assert read(come(), fact).find_missing().away == {"double"}


def test_what_only_helps_may_be_missing(come: Come) -> None:
    tagor = Tagor(a=4, b=Unavailable("away"))
    a, b = tagor.declare("a"), tagor.declare("b")
    fact = DerivedFact[Any](name="both", needs=(a,), helped_by=(b,), make=lambda told: (told[a], told.get(b)))
    reading = read(come(), fact)
    assert reading[fact] == (4, None)
    assert reading.find_missing().away == set()


def test_made_anew_it_takes_nothing_that_was_kept(come: Come) -> None:
    tagor = Tagor(a=1)
    source = tagor.declare("a", keep=ForSeconds(LONG_S))
    fact, visit = double(source, anew=True), come()
    read(visit, source)
    tagor.answers["a"] = 2
    assert read(visit, fact)[fact] == 4
    tagor.answers["a"] = 3
    assert read(visit, fact)[fact] == 6


def test_remembered_for_when_it_cannot_be_read(come: Come) -> None:
    tagor = Tagor(a=1)
    fact = tagor.declare("a", remember=ForSeconds(LONG_S))
    assert not read(come(), fact).is_old(fact)
    tagor.answers["a"] = Unavailable("away")
    reading = read(come(), fact)
    assert (reading[fact], reading.is_old(fact)) == (1, True)
    assert reading.find_missing().away == set()
    assert recall(come(), fact) == 1
    tagor.answers["a"] = 2
    assert read(come(), fact)[fact] == 2


def test_not_remembered_for_every_fault(come: Come) -> None:
    tagor = Tagor(a=1)
    fact = tagor.declare("a", remember=ForSeconds(LONG_S))
    read(come(), fact)
    tagor.answers["a"] = UnexpectedResponse("odd")
    assert read(come(), fact).get(fact) is None


def test_what_writes_in_the_file_is_asked_for_the_defendant_or_who_helps_them(come: Come) -> None:
    tagor = Tagor(a=1)
    fact = tagor.declare("a", writes=True)
    with pytest.raises(ValueError, match="never asked for the office"):
        read(visit_by_office(file_id="F1"), fact)
    assert tagor.asked == []
    assert read(come(who="helper"), fact)[fact] == 1


def test_calls_end_with_the_deadline_of_the_visit(come: Come) -> None:
    ends: list[float] = []

    def fetch(_visit: object) -> int:
        ends.append(get_deadline(100))
        return 1

    soon = time.monotonic() + 1
    facts: list[Callable[[], Fact[int]]] = [lambda: FetchedFact(name="a", key="office", fetch=fetch)] * 2
    read(come(deadline=soon), facts[0]())
    read(come(), facts[1]())
    assert ends[0] == soon
    assert ends[1] > soon + 50
