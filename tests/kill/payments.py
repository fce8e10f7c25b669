"""What killed payments leave behind, and the moment to kill in."""

import threading
from collections import Counter
from collections.abc import Callable

from tests.kill.payer import SLUG
from tests.kill.processes import Site, wait_for

OWED = 123_456
REPORT = "TagorService/OnlinePaymentReceived"
HOLD_S = 2.0


def hold_and_kill(
    site: Site, operation: str, act: Callable[[], object], kill: Callable[[], None], *, system: str = "tagor"
) -> None:
    """Let ``act`` reach a call that a system holds, and kill in the middle of it."""
    before = len(site.office.calls(operation))
    site.office.fault(system, "slow", operation=operation, seconds=HOLD_S)
    thread = threading.Thread(target=act)
    thread.start()
    wait_for(lambda: len(site.office.calls(operation)) > before)
    kill()
    thread.join(timeout=30)
    site.office.clear_faults()


def states(site: Site) -> list[str]:
    return [state for (state,) in site.read("SELECT state FROM payments_attempt ORDER BY id")]


def count_acts(site: Site, attempt_acts: str) -> Counter[str]:
    """Moves of each kind in the audit trail since the newest attempt was created."""
    newest = "SELECT max(number) FROM audit_event WHERE act = 'payment-created'"
    query = f"SELECT act FROM audit_event WHERE act LIKE '{attempt_acts}' AND number >= ({newest})"  # noqa: S608
    return Counter(act for (act,) in site.read(query))


def paid_cents(site: Site) -> list[int]:
    """What really went through the practice bank and arrived in the file."""
    return [payment["amount_cents"] for payment in site.office.state(SLUG)["payments"]]


def list_notices(site: Site) -> list[tuple[str, bool]]:
    """Where each word of the bank came from, and whether it was acted upon."""
    rows = site.read("SELECT source, handled_at IS NOT NULL FROM payments_notice ORDER BY id")
    return [(source, bool(is_handled)) for source, is_handled in rows]


def is_reporting(site: Site) -> bool:
    """Whether the report of a payment waits in the queue."""
    query = "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%deliver_booking'"
    return any(status == "READY" for (status,) in site.read(query))


def kinds_of_receipts(site: Site) -> list[str]:
    return sorted(kind for (kind,) in site.read("SELECT kind FROM receipts_receipt"))
