"""The circuit breaker, on a clock of our own."""

import threading

from portal.integrations.breaker import CircuitBreaker


def build(failures: int = 3) -> tuple[CircuitBreaker, list[float]]:
    now = [100.0]
    return CircuitBreaker(failures=failures, pause_s=5, clock=lambda: now[0]), now


def fail(breaker: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        assert breaker.enter()
        breaker.report(healthy=False)


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker, _ = build()
    fail(breaker, 2)
    breaker.report(healthy=True)
    fail(breaker, 2)
    assert breaker.state == "closed"
    fail(breaker, 1)
    assert breaker.state == "open"
    assert not breaker.enter()


def test_after_the_pause_one_probe_goes_through() -> None:
    breaker, now = build()
    fail(breaker, 3)
    now[0] += 4.9
    assert not breaker.enter()
    now[0] += 0.1
    assert breaker.state == "half-open"
    assert [breaker.enter() for _ in range(5)] == [True, False, False, False, False]


def test_a_good_probe_closes_it() -> None:
    breaker, now = build()
    fail(breaker, 3)
    now[0] += 5
    assert breaker.enter()
    breaker.report(healthy=True)
    assert breaker.state == "closed"
    fail(breaker, 2)
    assert breaker.state == "closed"


def test_a_bad_probe_opens_it_for_another_pause() -> None:
    breaker, now = build()
    fail(breaker, 3)
    now[0] += 5
    fail(breaker, 1)
    assert breaker.state == "open"
    now[0] += 4.9
    assert not breaker.enter()
    now[0] += 0.1
    assert breaker.enter()


def test_a_probe_that_says_nothing_makes_room_for_another() -> None:
    breaker, now = build()
    fail(breaker, 3)
    now[0] += 5
    assert breaker.enter()
    breaker.report(healthy=None)
    assert breaker.enter()


def test_late_failures_do_not_prolong_the_pause() -> None:
    breaker, now = build()
    for _ in range(6):
        assert breaker.enter()
    for _ in range(3):
        breaker.report(healthy=False)
    now[0] += 4
    breaker.report(healthy=False)
    now[0] += 1
    assert breaker.enter()


def test_only_one_of_many_threads_probes() -> None:
    breaker, now = build()
    fail(breaker, 3)
    now[0] += 5
    start = threading.Barrier(16)
    let_in: list[bool] = []

    def try_it() -> None:
        start.wait(10)
        let_in.append(breaker.enter())

    threads = [threading.Thread(target=try_it) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(let_in) == [False] * 15 + [True]
