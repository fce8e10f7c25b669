"""The outbox with a call that takes its time: deliveries a second that one worker sends.

    .venv/bin/python script/bench_outbox.py [--deliveries 600] [--ms 50] [--files 200] [--postgres]

One worker, in this process, with the queue as it is in production; each delivery makes one call over HTTP. At
the end each must have been called once, and the calls of a file in the order of its deliveries.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import Any

from _environment import ROOT
from _processes import Failed, Program, find_free_port, start, stopping
from bench_queue import set_up

sys.path.insert(0, str(ROOT))
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"


async def serve(port: int, seconds: float) -> None:
    """A system that takes its time, and remembers in which order it was called."""
    called: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            path = line.split()[1].decode()
            while (await reader.readline()).strip():
                pass
            if path == "/called":
                body = json.dumps(called).encode()
            else:
                called.append(path)
                body = b"{}"
                await asyncio.sleep(seconds)
            writer.write(ANSWER % (len(body), body))
            await writer.drain()

    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=256)
    await server.serve_forever()


def put_all(options: argparse.Namespace, port: int) -> None:
    """A handler with one call, and its deliveries, file after file."""
    from portal.integrations.http import Request, SystemClient, Terms  # noqa: PLC0415 - after the set-up
    from portal.outbox import handlers, services  # noqa: PLC0415

    client = SystemClient(system="bench", base_url=f"http://127.0.0.1:{port}")

    class BenchHandler(handlers.Handler):
        kind = "bench.call"

        def deliver(self, delivery: Any) -> dict[str, Any]:
            request = Request(path=f"{delivery.file_id}/{delivery.key}", method="GET")
            client.call("call", request, Terms(kind="write"))
            return {}

    handler = BenchHandler()
    handlers.get_handlers = lambda: {handler.kind: handler}
    for number in range(options.deliveries):
        file_id = str(number % options.files)
        services.put(
            kind=handler.kind,
            key=f"{number:06d}",
            lane=file_id,
            payload={},
            office=None,
            file_id=file_id,
        )


def check_calls(port: int, expected: int) -> None:
    """Raises: Failed for a call too many or too few, or out of order."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/called") as answer:
        called = json.load(answer)
    if len(called) != expected or len(set(called)) != expected:
        raise Failed(f"{len(called)} calls, {len(set(called))} different, instead of {expected}")
    by_file = defaultdict(list)
    for path in called:
        _empty, file_id, key = path.split("/")
        by_file[file_id].append(key)
    if any(keys != sorted(keys) for keys in by_file.values()):
        raise Failed("the calls of a file were out of order")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--deliveries", type=int, default=600)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--ms", type=int, default=50)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.serve, options.ms / 1000))
    programs: list[Program] = []
    with tempfile.TemporaryDirectory(prefix="bench-outbox-") as folder, stopping(programs):
        set_up(Path(folder), programs, is_postgres=options.postgres)
        port = find_free_port()
        command = [sys.executable, __file__, "--serve", str(port), "--ms", str(options.ms)]
        programs.append(start("system", command, env={}, log_dir=Path(folder), cwd=ROOT))
        put_all(options, port)
        from django.core.management import call_command  # noqa: PLC0415 - after the set-up
        from django.db import connections  # noqa: PLC0415

        from portal.outbox.models import Delivery  # noqa: PLC0415

        begun, cpu = time.monotonic(), time.process_time()
        call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
        took_s, cpu_s = time.monotonic() - begun, time.process_time() - cpu
        done = Delivery.objects.filter(state="done").count()
        connections.close_all()
        check_calls(port, options.deliveries)
    print(f"{done / took_s:.0f} deliveries a second at {options.ms} ms a call")
    print(f"{cpu_s / done * 1000:.1f} ms of processor each")
    return 0 if done == options.deliveries else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
