"""The audit trail under load: events a second that several processes append, each in its own transaction.

    .venv/bin/python script/bench_trail.py [--processes 2] [--threads 4] [--seconds 5] [--batch 1] [--fsync]

On PostgreSQL and Redis; nothing leaves this machine. --batch: so many events in each transaction. --fsync:
each transaction is on the disk before it has ended, as in production; without it the disk does not count. At
the end the whole chain has to verify.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from _environment import ROOT
from _processes import Failed, Program, start, stopping
from _services import start_postgres, start_redis

sys.path.insert(0, str(ROOT))


def append(options: argparse.Namespace) -> None:
    """What one of the processes does."""
    import django  # noqa: PLC0415 - after its settings

    django.setup()
    from django.db import connection  # noqa: PLC0415 - as above

    from portal.audit.actors import DEFENDANT  # noqa: PLC0415
    from portal.audit.services import Act, record_all  # noqa: PLC0415

    ends_at = time.monotonic() + options.seconds

    def work() -> None:
        acts = [Act("signed-in", DEFENDANT, "9000000000000000001", {"by": "pin"})] * options.batch
        while time.monotonic() < ends_at:
            record_all(acts)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(options.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def set_up(folder: Path, programs: list[Program], options: argparse.Namespace) -> None:
    """Services, settings and tables."""
    database, database_url = start_postgres(folder, env=os.environ)
    cache, cache_url = start_redis(folder, env=os.environ)
    programs += [database, cache]
    os.environ |= {
        "SECRET_KEY": "bench-" + "b" * 50,
        "PORTAL_URL": "http://testserver",
        "DATABASE_URL": database_url,
        "CACHE_URL": cache_url,
        "STATIC_ROOT": str(folder),
        "TAGOR_URL": "",
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
    if options.fsync:
        import django  # noqa: PLC0415 - after its settings

        django.setup()
        from django.db import connection  # noqa: PLC0415 - as above

        with connection.cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET fsync = on")
            cursor.execute("ALTER SYSTEM SET synchronous_commit = on")
            cursor.execute("SELECT pg_reload_conf()")
        connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--fsync", action="store_true")
    parser.add_argument("--append", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.append:
        append(options)
        return 0
    programs: list[Program] = []
    with tempfile.TemporaryDirectory(prefix="bench-trail-") as folder, stopping(programs):
        set_up(Path(folder), programs, options)
        command = [sys.executable, __file__, "--append", *sys.argv[1:]]
        writers = [
            start(f"writer-{number}", command, env=os.environ, log_dir=Path(folder), cwd=ROOT)
            for number in range(options.processes)
        ]
        programs += writers
        database, before_s = programs[0], programs[0].read_processor_s()
        for writer in writers:
            if writer.process.wait():
                raise Failed(f"{writer.name} failed:\n{writer.last_lines()}")
        database_s = database.read_processor_s() - before_s
        import django  # noqa: PLC0415 - after its settings

        django.setup()
        from django.db import connections  # noqa: PLC0415 - as above

        from portal.audit.models import Event  # noqa: PLC0415
        from portal.audit.services import find_broken_link  # noqa: PLC0415

        count, broken = Event.objects.count(), find_broken_link()
        took_s = (Event.objects.latest("number").at - Event.objects.earliest("number").at).total_seconds()
        connections.close_all()
    print(f"{count / took_s:.0f} events of the trail a second, {count} in all")
    print(f"{database_s / count * 1000:.2f} ms of processor of PostgreSQL each")
    print("the chain holds" if broken is None else f"the chain breaks at {broken}")
    return 0 if broken is None else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
