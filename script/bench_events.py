"""A burst of events at the webhook: how many are taken a second, how many acted on, and that none is lost.

    .venv/bin/python script/bench_events.py [--events 10000] [--senders 16] [--list 1] [--idle 0]
                                            [--workers 1] [--postgres] [--kill]

--list: so many events in each message. --idle: so many of a hundred events have no effect, besides those of
the mix. --postgres: PostgreSQL and Redis, as in production. With --kill the portal dies and comes back while
events come in, and the workers while they act on them. One portal; nothing leaves this machine, and no Tagor
is asked. Processor time is of the portal, of the workers and of PostgreSQL, each by itself: where several use
one machine, it says more than the events a second.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from _environment import ROOT
from _processes import Failed, Program, find_free_port, start, stop, stopping, wait_for
from _services import start_postgres, start_redis

sys.path.insert(0, str(ROOT))
SECRET = "a-secret-of-the-bench"  # noqa: S105 - of this measurement alone
FILES = 200
NAMES = ("payment", "letterprocessed", "debtornamechange", "collectionrespiteinsert", "transaction")
IDLE = ("transaction", "statuschange", "debtorupdate", "accountupdate", "activityloginsert")
IN_TIME_S = 900


class Bench:
    """One portal, one worker, one database; all end with it."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder = folder
        self.options = options
        self.programs: list[Program] = []
        self.database: Program | None = None
        self.port = find_free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "SECRET_KEY": "bench-" + "b" * 50,
            "PORTAL_URL": self.address,
            "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
            "STATIC_ROOT": str(folder),
            "APTIC_WEBHOOK_SECRET": SECRET,
            "TAGOR_URL": "",
            "LOG_LEVEL": "WARNING",
        }
        if options.postgres:
            self.database, self.environment["DATABASE_URL"] = start_postgres(folder, env=os.environ)
            cache, self.environment["CACHE_URL"] = start_redis(folder, env=os.environ)
            self.programs += [self.database, cache]

    def prepare(self) -> None:
        """Tables, an office, and the files that the events are about."""
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)
        os.environ |= {**self.environment, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        import django  # noqa: PLC0415 - after its settings

        django.setup()
        from portal.crm.links.models import Link  # noqa: PLC0415 - as above
        from portal.office.models import Office  # noqa: PLC0415

        office, _is_new = Office.objects.get_or_create(slug="office", defaults={"name": "Bench"})
        same = {"office": office, "system": "aptic", "resource": "number", "state": "confirmed"}
        links = (Link(**same, record_id=f"F{n}", file_id=str(n)) for n in range(FILES))
        Link.objects.bulk_create(links)

    def start_portal(self) -> Program:
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        options += ["--blocking-threads", "16", "--log-level", "warning", "portal.wsgi:application"]
        return self._start("portal", [sys.executable, "-m", "granian", *options])

    def start_worker(self) -> Program:
        options = ["db_worker", "--interval", "0.1", "--no-startup-delay"]
        return self._start("worker", [sys.executable, "manage.py", *options])

    def _start(self, name: str, command: list[str]) -> Program:
        number = len(self.programs)
        program = start(f"{name}-{number}", command, env=self.environment, log_dir=self.folder, cwd=ROOT)
        self.programs.append(program)
        return program

    def wait_for_portal(self, program: Program) -> None:
        wait_for(program, f"{self.address}/healthz")


@dataclass(frozen=True)
class Measured:
    """How long something took: by the clock, and of the processor of our programs and of PostgreSQL."""

    took_s: float
    own_s: float
    database_s: float

    def describe(self, done: int) -> str:
        """In events."""
        if not self.own_s:
            return f"{done / self.took_s:.0f} events a second"
        own_ms, database_ms = self.own_s / done * 1000, self.database_s / done * 1000
        each = f"{own_ms:.2f} ms of processor each, {database_ms:.2f} of PostgreSQL"
        return f"{done / self.took_s:.0f} events a second, {each}"


def measure(bench: Bench, programs: Sequence[Program], work: Callable[[], object]) -> Measured:
    """``programs``: those that do the work; none where they die on the way."""

    def read() -> tuple[float, float, float]:
        own_s = sum(program.read_processor_s() for program in programs)
        return time.monotonic(), own_s, bench.database.read_processor_s() if bench.database else 0.0

    before = read()
    work()
    return Measured(*(now - then for now, then in zip(read(), before, strict=True)))


def make_event(number: int, idle_percent: int) -> dict[str, object]:
    data = {"accountNumber": f"F{number % FILES}", "name": "Jan Janssens", "amount": number / 100}
    is_idle = number * 7919 % 100 < idle_percent
    name = IDLE[number % len(IDLE)] if is_idle else NAMES[number % len(NAMES)]
    return {"event": name, "id": str(uuid.uuid4()), "secret": SECRET, "data": data}


def send(address: str, messages: Sequence[bytes]) -> None:
    """Each until it is taken, as Aptic would."""
    host = urlsplit(address).netloc
    connection = HTTPConnection(host, timeout=30)
    for message in messages:
        while not _post(connection, message):
            connection.close()
            time.sleep(0.05)
    connection.close()


def _post(connection: HTTPConnection, message: bytes) -> bool:
    try:
        connection.request("POST", "/webhooks/aptic/", message, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return False
    return answer.status == 200


def count(**conditions: object) -> int:
    from portal.aptic.events.models import Event  # noqa: PLC0415 - after the set-up

    return int(Event.objects.filter(**conditions).count())


def until(check: Callable[[], bool]) -> None:
    """Raises: Failed when it does not happen in time."""
    ends_at = time.monotonic() + IN_TIME_S
    while not check():
        if time.monotonic() > ends_at:
            raise Failed("It did not happen in time.")
        time.sleep(0.05)


def receive(bench: Bench, messages: Sequence[bytes], expected: int) -> Measured:
    """Until every event was taken."""
    portal = bench.start_portal()
    bench.wait_for_portal(portal)
    senders = bench.options.senders
    threads = [
        threading.Thread(target=send, args=[bench.address, messages[at::senders]], daemon=True)
        for at in range(senders)
    ]

    def work() -> None:
        for thread in threads:
            thread.start()
        if bench.options.kill:
            until(lambda: count() > expected // 2)
            stop_hard(portal)
            bench.wait_for_portal(bench.start_portal())
        for thread in threads:
            thread.join()

    return measure(bench, [] if bench.options.kill else [portal], work)


def drain(bench: Bench) -> Measured:
    """Until every event was acted on."""
    waiting = count(state="received")
    workers = [bench.start_worker() for _ in range(bench.options.workers)]

    def work() -> None:
        if bench.options.kill:
            until(lambda: count(state="received") < waiting // 2)
            for worker in workers:
                stop_hard(worker)
                bench.start_worker()
        until(lambda: count(state="received") == 0)

    return measure(bench, [] if bench.options.kill else workers, work)


def stop_hard(program: Program) -> None:
    """SIGKILL: nothing can be finished."""
    os.killpg(program.process.pid, 9)
    program.process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--senders", type=int, default=16)
    parser.add_argument("--list", type=int, default=1)
    parser.add_argument("--idle", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-events-") as folder:
        bench = Bench(Path(folder), options)
        with stopping(bench.programs):
            bench.prepare()
            events = [make_event(number, options.idle) for number in range(options.events)]
            random.Random(1).shuffle(events)  # noqa: S311 - an order, not a secret
            lists = [events[at : at + options.list] for at in range(0, len(events), options.list)]
            messages = [json.dumps(some if len(some) > 1 else some[0]).encode() for some in lists]
            received = receive(bench, messages, len(events))
            to_do = count(state="received")
            drained = drain(bench)
            from django.db import connections  # noqa: PLC0415 - after the set-up

            lost, twice = options.events - count(), count() - options.events
            unfinished = options.events - count(state="done") - count(state="ignored")
            connections.close_all()
            stop(bench.programs)
    print(f"received {received.describe(options.events)}")
    print(f"acted on {drained.describe(to_do)} (of {to_do}, with the start of the workers)")
    print(f"lost {max(lost, 0)}, kept twice {max(twice, 0)}, not ended well {unfinished}")
    return 1 if lost or twice or unfinished else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
