"""The desk's queue with many rows: how long the list takes, a change of one row, and its way by htmx.

    .venv/bin/python script/bench_queue.py [--rows 10000] [--turns 40] [--postgres]

In one process, through Django's own client: what a page costs the portal, without the network. Prints medians
in milliseconds, and the list beside one with ten rows. Nothing leaves this machine.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from _environment import ROOT
from _processes import Failed, Program, stopping
from _services import start_postgres

sys.path.insert(0, str(ROOT))
FEW = 10
MOST_LIST_MS, MOST_CHANGE_MS = 1000, 30


def set_up(folder: Path, programs: list[Program], *, is_postgres: bool) -> None:
    """Settings, database and tables."""
    environment = {
        "SECRET_KEY": "bench-" + "b" * 50,
        "PORTAL_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver",
        "STAFF_SECOND_FACTOR": "0",
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "TAGOR_URL": "",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    if is_postgres:
        program, environment["DATABASE_URL"] = start_postgres(folder, env=os.environ)
        programs.append(program)
    os.environ |= environment
    import django  # noqa: PLC0415 - after its settings
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def make_rows(count: int) -> None:
    """Requests that wait for staff, each in a file of its own."""
    from django.utils import timezone  # noqa: PLC0415 - after the set-up

    from portal.office.selectors import get_office_row  # noqa: PLC0415
    from portal.plans.models import Proposal  # noqa: PLC0415

    office, now = get_office_row(), timezone.now()
    Proposal.objects.bulk_create(
        Proposal(
            office=office,
            file_id=str(number),
            party_id="1",
            file_name=f"26/{number:06d}",
            state=Proposal.State.REVIEW,
            kind=Proposal.Kind.AMOUNT,
            months=10,
            monthly_cents=1000,
            balance_cents=10_000,
            first_on=now.date().replace(day=1),
            submitted_at=now,
            moved_at=now - timedelta(minutes=number),
        )
        for number in range(Proposal.objects.count(), count)
    )


def enter() -> Any:
    """Somebody who may do everything, signed in."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - after the set-up
    from django.test import Client  # noqa: PLC0415

    user = get_user_model().objects.create_superuser("bench", password="b" * 20)
    client = Client(headers={"accept-language": "nl"})
    client.force_login(user)
    return client


def time_ms(turns: int, work: Callable[[int], Any]) -> tuple[float, float]:
    """The medians of so many turns, the first left out: by the clock, and of the portal's own processor."""
    taken, own = [], []
    for turn in range(turns + 1):
        begun, own_begun = time.perf_counter(), time.process_time()
        work(turn)
        taken.append((time.perf_counter() - begun) * 1000)
        own.append((time.process_time() - own_begun) * 1000)
    return median(taken[1:]), median(own[1:])


def change(client: Any, turn: int) -> None:
    """Take a row, or give it back."""
    from portal.plans.models import Proposal  # noqa: PLC0415 - after the set-up

    row = Proposal.objects.order_by("pk").values_list("pk", flat=True)[turn // 2]
    act = "give-back" if turn % 2 else "take"
    answer = client.post(f"/desk/queue/plan-request/{row}/{act}/")
    if answer.status_code != 303:
        raise Failed(f"{act} answered {answer.status_code}")


def fetch_list(client: Any, *, by_htmx: bool = False) -> None:
    """The team's list, whole or only its block."""
    headers = {"HX-Request": "true"} if by_htmx else {}
    answer = client.get("/desk/queue/team/", headers=headers)
    if answer.status_code != 200:
        raise Failed(f"the list answered {answer.status_code}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    programs: list[Program] = []
    with tempfile.TemporaryDirectory(prefix="bench-queue-") as folder, stopping(programs):
        set_up(Path(folder), programs, is_postgres=options.postgres)
        make_rows(FEW)
        client = enter()
        few_ms, _own = time_ms(options.turns, lambda _turn: fetch_list(client))
        make_rows(options.rows)
        list_ms, list_own_ms = time_ms(options.turns, lambda _turn: fetch_list(client))
        block_ms, block_own_ms = time_ms(options.turns, lambda _turn: fetch_list(client, by_htmx=True))
        change_ms, change_own_ms = time_ms(options.turns, lambda turn: change(client, turn))
        from django.db import connections  # noqa: PLC0415 - after the set-up

        connections.close_all()
    print(f"list of {options.rows} rows: {list_ms:.0f} ms, {list_ms / few_ms:.1f} times one of {FEW}")
    print(f"its block by htmx: {block_ms:.0f} ms")
    print(f"change of a row: {change_ms:.0f} ms")
    print(
        f"of that the portal's own processor: {list_own_ms:.0f}, {block_own_ms:.0f}, {change_own_ms:.0f} ms"
    )
    return 0 if list_ms < MOST_LIST_MS and change_ms <= MOST_CHANGE_MS else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
