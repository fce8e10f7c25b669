"""A burst of events at the webhook: how many are taken a second, how many acted on, and that none is lost.

    .venv/bin/python script/bench_events.py [--events 10000] [--senders 16] [--postgres] [--kill]

With --kill the portal dies and comes back while events come in, and the worker while it acts on them. One
portal, one worker; nothing leaves this machine, and no Tagor is asked.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
from _environment import ROOT
from _processes import Failed, Program, find_free_port, start, stop, stopping, wait_for
from _services import start_postgres

sys.path.insert(0, str(ROOT))
SECRET = "a-secret-of-the-bench"  # noqa: S105 - of this measurement alone
FILES = 200
NAMES = ("payment", "letterprocessed", "debtornamechange", "collectionrespiteinsert", "transaction")
IN_TIME_S = 900


class Bench:
    """One portal, one worker, one database; all end with it."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder = folder
        self.options = options
        self.programs: list[Program] = []
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
            program, self.environment["DATABASE_URL"] = start_postgres(folder, env=os.environ)
            self.programs.append(program)

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


def make_event(number: int) -> dict[str, object]:
    data = {"accountNumber": f"F{number % FILES}", "name": "Jan Janssens", "amount": number / 100}
    name = NAMES[number % len(NAMES)]
    return {"event": name, "id": str(uuid.uuid4()), "secret": SECRET, "data": data}


def send(address: str, events: list[dict[str, object]]) -> None:
    """Each until it is taken, as Aptic would."""
    with httpx.Client(timeout=30, trust_env=False) as client:
        for event in events:
            while not _post(client, address, event):
                time.sleep(0.05)


def _post(client: httpx.Client, address: str, event: dict[str, object]) -> bool:
    try:
        return client.post(f"{address}/webhooks/aptic/", json=event).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


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


def receive(bench: Bench, events: list[dict[str, object]]) -> float:
    """Seconds until every event was taken."""
    portal = bench.start_portal()
    bench.wait_for_portal(portal)
    senders = bench.options.senders
    threads = [
        threading.Thread(target=send, args=[bench.address, events[at::senders]], daemon=True)
        for at in range(senders)
    ]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    if bench.options.kill:
        until(lambda: count() > len(events) // 2)
        stop_hard(portal)
        bench.wait_for_portal(bench.start_portal())
    for thread in threads:
        thread.join()
    return time.monotonic() - begun


def drain(bench: Bench) -> float:
    """Seconds until every event was acted on."""
    waiting = count(state="received")
    worker, begun = bench.start_worker(), time.monotonic()
    if bench.options.kill:
        until(lambda: count(state="received") < waiting // 2)
        stop_hard(worker)
        bench.start_worker()
    until(lambda: count(state="received") == 0)
    return time.monotonic() - begun


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
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-events-") as folder:
        bench = Bench(Path(folder), options)
        with stopping(bench.programs):
            bench.prepare()
            events = [make_event(number) for number in range(options.events)]
            random.Random(1).shuffle(events)  # noqa: S311 - an order, not a secret
            received_s, to_do = receive(bench, events), count(state="received")
            drained_s = drain(bench)
            from django.db import connections  # noqa: PLC0415 - after the set-up

            lost, twice = options.events - count(), count() - options.events
            unfinished = options.events - count(state="done") - count(state="ignored")
            connections.close_all()
            stop(bench.programs)
    print(f"received {options.events / received_s:.0f} events a second ({received_s:.1f} s)")
    print(f"acted on {to_do / drained_s:.0f} events a second ({drained_s:.1f} s for {to_do})")
    print(f"lost {max(lost, 0)}, kept twice {max(twice, 0)}, not ended well {unfinished}")
    return 1 if lost or twice or unfinished else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
