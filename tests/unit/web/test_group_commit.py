"""What comes while somebody works is done together afterwards; whoever fails, fails alone."""

import threading
from collections.abc import Callable, Sequence

import pytest

from portal.web.group_commit import GroupCommit
from tests.unit.racing import at_once

COUNT = 8


class Desk:
    """Writes down what it is given; the first of all waits until it is let go."""

    def __init__(self) -> None:
        self.written: list[list[int]] = []
        self.is_busy, self.may_go = threading.Event(), threading.Event()

    def work(self, items: Sequence[int]) -> None:
        if not self.is_busy.is_set():
            self.is_busy.set()
            assert self.may_go.wait(timeout=30)
        if any(item < 0 for item in items):
            raise ValueError(items)
        self.written.append(list(items))


def come_while_busy(desk: Desk, group: GroupCommit[int], items: Sequence[int]) -> list[object]:
    """The first begins; all the others come while it works."""

    def be_first() -> None:
        group.do(0)

    def come(item: int) -> Callable[[], None]:
        def act() -> None:
            assert desk.is_busy.wait(timeout=30)
            group.do(item)

        return act

    def let_go() -> None:
        while len(group._waiting) < len(items):
            threading.Event().wait(0.01)
        desk.may_go.set()

    return at_once(be_first, let_go, *(come(item) for item in items))[2:]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_comes_meanwhile_is_done_together(desk: Desk) -> None:
    group = GroupCommit(desk.work, most=COUNT)
    assert come_while_busy(desk, group, range(1, COUNT + 1)) == [None] * COUNT
    first, together = desk.written
    assert (first, sorted(together)) == ([0], list(range(1, COUNT + 1)))


def test_no_more_than_so_many_at_once(desk: Desk) -> None:
    group = GroupCommit(desk.work, most=3)
    come_while_busy(desk, group, range(1, COUNT + 1))
    assert [len(some) for some in desk.written] == [1, 3, 3, 2]
    assert sorted(item for some in desk.written for item in some) == list(range(COUNT + 1))


def test_one_that_fails_fails_alone(desk: Desk) -> None:
    group = GroupCommit(desk.work, most=COUNT)
    said = come_while_busy(desk, group, [1, -2, 3, 4])
    assert [type(one) for one in said] == [type(None), ValueError, type(None), type(None)]
    assert sorted(desk.written) == [[0], [1], [3], [4]]


def test_what_fails_only_together_is_done_one_by_one(desk: Desk) -> None:
    def work(items: Sequence[int]) -> None:
        desk.work(items)
        if len(items) > 1:
            raise ValueError(items)

    said = come_while_busy(desk, GroupCommit(work, most=COUNT), [1, 2, 3])
    assert said == [None] * 3
    assert sorted(some for some in desk.written if len(some) == 1) == [[0], [1], [2], [3]]


def test_alone_it_is_tried_once() -> None:
    tries: list[Sequence[int]] = []

    def fail(items: Sequence[int]) -> None:
        tries.append(items)
        raise ValueError

    group = GroupCommit(fail, most=COUNT)
    with pytest.raises(ValueError):  # noqa: PT011 - it has no text
        group.do(1)
    assert tries == [[1]]
