"""What the kill tests do with workers: kill one in the middle of a call, and let others finish."""

from collections.abc import Callable
from datetime import UTC, datetime

from tests.kill.processes import Site, wait_for

HOLD_S, IN_TIME_S = 2.0, 40.0
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def deliveries(site: Site) -> list[str]:
    """The state of each, in the order in which they were put in."""
    return [state for (state,) in site.read("SELECT state FROM outbox_delivery ORDER BY id")]


def kill_worker_at(
    site: Site,
    operation: str,
    *,
    system: str = "tagor",
    hold_s: float = HOLD_S,
    make_due: Callable[[Site], None] | None = None,
) -> None:
    """Let a worker reach a call that the system holds, and kill it in the middle of it.

    ``make_due``: what lets the work begin, once the worker is there.
    """
    before = len(site.office.calls(operation))
    site.office.fault(system, "slow", operation=operation, seconds=hold_s)
    worker = site.start_worker()
    if make_due is not None:
        make_due(site)
    wait_for(lambda: len(site.office.calls(operation)) > before, IN_TIME_S)
    worker.kill()
    site.office.clear_faults()


def take_for_dead(site: Site) -> None:
    """Whoever was sending has had all the time there is, and so has what was sent to show."""
    moment = site.write_moment(LONG_AGO)
    being_sent = "state IN ('sending', 'doubtful')"
    site.write(
        f"UPDATE outbox_delivery SET claimed_at = ?, not_before = ? WHERE {being_sent}",  # noqa: S608
        moment,
        moment,
    )
    site.make_work_due()


def finish_with(site: Site, is_over: Callable[[], bool]) -> None:
    """Two fresh workers bring everything to its end; what they put off may always run."""
    for _ in range(2):
        site.start_worker()

    def is_over_now() -> bool:
        site.make_work_due()
        return is_over()

    wait_for(is_over_now, IN_TIME_S)
