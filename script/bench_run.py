"""Measures the balance page beside two others that make the same calls, on one core of this machine each.

One is a bare server, the other the page as it is written without care. Prints pages a second and how they
compare, what the portal adds to its slowest call, its memory, and the calls to Tagor of a journey. Nothing
leaves this machine.
"""

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
from _environment import ROOT
from _processes import Failed, Program, find_free_port, start, stopping, wait_for
from _test import start_services
from bench_load import run_load, run_own
from bench_visitor import sign_in, walk

SLUG = "nl-woman"
VISITORS = 20
LOW_LOAD_CLIENTS = 4
WARM_UP_S = 3
WARM_UP_CLIENTS = 64
THREADS = 64
MOST_FOR_CARELESS = 500
"""Clients: it would need minutes to answer those that have gone already, and the next run waits for that."""
OTHERS = (("bare", "bench_ceiling:app", "asgi"), ("careless", "bench_careless:application", "wsgi"))


class Bench:
    """The servers of one measurement; all end with it."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.folder = folder
        self.options = options
        self.programs: list[Program] = []
        self.services: dict[str, str] = {}
        cores = sorted(os.sched_getaffinity(0))
        self.server_core = str(cores[0])
        self.upstream_core = str(cores[1 % len(cores)])
        self.load_cores = ",".join(map(str, cores[2:])) or self.upstream_core

    def serve(self, name: str, app: str, interface: str, settings: dict[str, str], *, core: str) -> str:
        """Start one granian worker with ``app`` on ``core``; its base address."""
        port = find_free_port()
        command = ["taskset", "-c", core, sys.executable, "-m", "granian", "--interface", interface]
        command += ["--port", str(port), "--workers", "1", "--no-ws", "--log-level", "warning"]
        command += ["--backlog", "8192", "--backpressure", "8192"]
        if interface == "wsgi":
            command += ["--blocking-threads", str(self.options.threads)]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'script'}", **settings}
        program = start(name, [*command, app], env=environment, log_dir=self.folder, cwd=ROOT)
        self.programs.append(program)
        return f"http://127.0.0.1:{port}"

    def start_services(self) -> None:
        """PostgreSQL and Redis, and the log as in production."""
        urls = start_services(self.programs, self.folder)
        self.services = {
            "DATABASE_URL": urls["TEST_POSTGRES_URL"],
            "CACHE_URL": urls["TEST_REDIS_URL"],
            "LOG_LEVEL": "INFO",
        }

    def find(self, name: str) -> Program:
        """One of the programs by its name."""
        return next(program for program in self.programs if program.name == name)

    def start_upstream(self) -> tuple[str, dict[str, Any]]:
        """The practice office, and the Tagor of fixed speed before it; the latter's address and a file."""
        port = find_free_port()
        command = [sys.executable, "manage.py", "sandbox", "--port", str(port)]
        command += ["--state", str(self.folder / "office.sqlite3")]
        settings = {**os.environ, **portal_settings(self.folder)}
        self.programs.append(start("office", command, env=settings, log_dir=self.folder, cwd=ROOT))
        office = f"http://127.0.0.1:{port}"
        wait_for(self.programs[-1], f"{office}/_control/files")
        files = httpx.get(f"{office}/_control/files", trust_env=False).json()
        told = {"BENCH_OFFICE": office, "BENCH_DELAY_MS": str(self.options.delay)}
        upstream = self.serve("upstream", "bench_upstream:app", "asgi", told, core=self.upstream_core)
        wait_for(self.programs[-1], f"{upstream}/_calls")
        return upstream, next(file for file in files if file["slug"] == SLUG)

    def start_portal(self, upstream: str) -> str:
        """The portal on its core, on a database of its own; its address."""
        told = {"TAGOR_URL": f"{upstream}/tagor/v1/rest", **self.services}
        settings = portal_settings(self.folder) | told
        for words in (["migrate", "--verbosity", "0"], ["seed_demo"], ["collectstatic", "--noinput"]):
            command = [sys.executable, "manage.py", *words]
            environment = {**os.environ, **settings}
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        portal = self.serve("portal", "bench_portal:application", "wsgi", settings, core=self.server_core)
        wait_for(self.programs[-1], f"{portal}/readyz")
        return portal

    def start_others(self, upstream: str, page: str, calls: Sequence[dict[str, Any]]) -> dict[str, str]:
        """Those to compare with, on the same core, with the calls that the page made; their addresses."""
        plan = self.folder / "plan.json"
        urls = [{**call, "url": upstream + call["path"]} for call in calls]
        plan.write_text(json.dumps({"page": page, "calls": urls}), "utf-8")
        told = {"BENCH_PLAN": str(plan)}
        addresses = {}
        for name, app, interface in OTHERS:
            addresses[name] = self.serve(name, app, interface, told, core=self.server_core)
            wait_for(self.programs[-1], f"{addresses[name]}/file/")
        return addresses

    def measure(self, server: Program, url: str, cookies: list[str], clients: int) -> dict[str, Any]:
        """One run under load, after a short one to warm up; no request of an earlier run is left over.

        With ``cpu_ms``, the processor time of one page: it tells the same on a busy machine.
        """
        run = {"cores": self.load_cores, "folder": self.folder}
        run_load(url, cookies, clients=min(clients, WARM_UP_CLIENTS), seconds=WARM_UP_S, **run)
        wait_until_idle(url)
        before_s = read_cpu_s(server)
        load = run_load(url, cookies, clients=clients, seconds=self.options.seconds, **run)
        used_s = read_cpu_s(server) - before_s
        wait_until_idle(url)
        return {**asdict(load), "cpu_ms": round(used_s * 1000 / max(1, load.pages), 2)}


def wait_until_idle(url: str) -> None:
    """Wait until requests whose client has gone are served too: they stand in line before this one."""
    for _ in range(3):
        httpx.get(url, timeout=300, trust_env=False)


def portal_settings(folder: Path) -> dict[str, str]:
    """The portal as in production, but for its addresses and a database that is thrown away."""
    return {
        "DEBUG": "0",
        "SANDBOX": "1",
        "SECRET_KEY": "bench-" + "b" * 60,
        "PORTAL_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}",
        "CACHE_URL": "locmemcache://",
        "STATIC_ROOT": str(folder / "static"),
        "TAGOR_API_KEY": "practice-key",
        "SIPS_ALLOWED_HOSTS": "127.0.0.1",
        "STAFF_PASSWORD": "not-used-here",
        "LOG_LEVEL": "WARNING",
    }


def measure_all(bench: Bench) -> dict[str, Any]:
    """Every number, as the JSON has it."""
    if bench.options.production:
        bench.start_services()
    upstream, file = bench.start_upstream()
    portal = bench.start_portal(upstream)
    journey = walk(portal, upstream, file["hash"])
    visitors = [sign_in(portal, file["hash"]) for _ in range(VISITORS)]
    page_url = f"{portal}/file/"
    httpx.get(f"{upstream}/_forget", trust_env=False)
    page = httpx.get(page_url, headers={"Cookie": visitors[0]}, trust_env=False).text
    requests = httpx.get(f"{upstream}/_calls", trust_env=False).json()["requests"]
    others = bench.start_others(upstream, page, requests)
    result: dict[str, Any] = {
        "delay_ms": bench.options.delay,
        "page_bytes": len(page.encode()),
        "calls_per_page": len(requests),
        "calls_per_journey": journey,
        "load": [],
    }
    for name, url in (("portal", page_url), ("bare", f"{others['bare']}/file/")):
        low = asyncio.run(run_own(url, visitors, clients=LOW_LOAD_CLIENTS, seconds=bench.options.seconds))
        added = (low.p50_ms - bench.options.delay, low.p99_ms - bench.options.delay)
        result[f"{name}_adds_ms"] = {"p50": round(added[0], 1), "p99": round(added[1], 1)}
    for clients in bench.options.clients:
        urls = {"portal": page_url} | {name: f"{address}/file/" for name, address in others.items()}
        if clients > MOST_FOR_CARELESS:
            del urls["careless"]
        result["load"].append(measure_beside(bench, urls, visitors, clients))
    result["worker_memory_mb"] = round(read_memory_mb(bench.find("portal")))
    return result


def measure_beside(bench: Bench, urls: dict[str, str], visitors: list[str], clients: int) -> dict[str, Any]:
    """All servers in turn at one number of clients, some rounds of it; of each the middle round.

    With the parts that the pages of the portal lacked.
    """
    before = count_gaps(bench.find("portal"))
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in urls}
    for _ in range(bench.options.rounds):
        for name, url in urls.items():
            rounds[name].append(bench.measure(bench.find(name), url, visitors, clients))
    middle = {name: find_middle(runs) for name, runs in rounds.items()}
    return {
        "clients": clients,
        **middle,
        "beside": {name: compare(middle["portal"], middle[name]) for name in urls if name != "portal"},
        "parts_missing": count_gaps(bench.find("portal")) - before,
    }


def find_middle(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The run with the median number of pages a second; failures are those of all runs."""
    ordered = sorted(runs, key=lambda run: run["pages_per_s"])
    return {**ordered[len(ordered) // 2], "failed": sum(run["failed"] for run in runs)}


def compare(portal: dict[str, Any], other: dict[str, Any]) -> dict[str, float | None]:
    """How many times the other's pages the portal gives, and its processor time in the portal's."""
    return {
        "pages": round(portal["pages_per_s"] / other["pages_per_s"], 2) if other["pages"] else None,
        "cpu": round(other["cpu_ms"] / portal["cpu_ms"], 2) if portal["cpu_ms"] else None,
    }


def count_gaps(portal: Program) -> int:
    """How many parts of pages the portal had to leave out, by its log: a fast page with gaps is no page."""
    return portal.log.read_text("utf-8", "replace").count("page lacks")


def read_memory_mb(program: Program) -> float:
    """The proportional set size of the largest process of a program: granian's one worker."""
    lines = [
        line.split() for text in read_process_files(program, "smaps_rollup") for line in text.splitlines()
    ]
    return max((int(line[1]) for line in lines if line[0] == "Pss:"), default=0) / 1024


def read_cpu_s(program: Program) -> float:
    """The processor time that the living processes of a program have used, all threads together."""
    fields = [text.rpartition(")")[2].split() for text in read_process_files(program, "stat")]
    return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")


def read_process_files(program: Program, name: str) -> Iterator[str]:
    """A file of /proc for each process of a program."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(entry.name)) == program.process.pid:
                yield (entry / name).read_text()


def print_result(result: dict[str, Any]) -> None:
    """The numbers for a person."""
    print(f"\nBalance page: {result['page_bytes'] / 1000:.1f} kB, {result['calls_per_page']} calls to Tagor")
    print(f"Every call takes {result['delay_ms']} ms; every server has one core and one process.")
    print("CPU ms: the processor time of one page.\n")
    print("Times: how many pages the portal gives for one of the other, all of it and by processor time.\n")
    print("clients   server     pages/s   CPU ms   p50 ms   p99 ms   failed   times: pages    CPU")
    for run in result["load"]:
        print_load(run["clients"], "portal", run["portal"], None)
        for name, beside in run["beside"].items():
            print_load("", name, run[name], beside)
        print(f"          parts missing in pages of the portal: {run['parts_missing']}")
    for name in ("portal", "bare"):
        adds = result[f"{name}_adds_ms"]
        print(f"\n{name} adds to its slowest call, {LOW_LOAD_CLIENTS} clients: p50 {adds['p50']} ms, "
              f"p99 {adds['p99']} ms", end="")  # fmt: skip
    print(f"\n\nMemory of the portal's worker after the load: {result['worker_memory_mb']} MB")
    print("Calls to Tagor of a journey:")
    for step, names in result["calls_per_journey"].items():
        print(f"  {step:16} {len(names)}   {', '.join(names)}")


def print_load(clients: object, name: str, load: dict[str, Any], beside: dict[str, Any] | None) -> None:
    """One server's line."""
    times = f"{beside['pages']!s:>12}   {beside['cpu']!s:>4}" if beside else ""
    print(
        f"{clients!s:>7}   {name:8}   {load['pages_per_s']:7.0f}   {load['cpu_ms']:6.2f}   "
        f"{load['p50_ms']:6.0f}   {load['p99_ms']:6.0f}   {load['failed']:6}   {times}"
    )


def main() -> int:
    """Measure and tell; 1 when something could not be started."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[200, 2000], help="numbers of connections")
    parser.add_argument("--seconds", type=int, default=10, help="length of one run")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each server; the middle one counts")
    parser.add_argument("--delay", type=int, default=50, help="milliseconds each call to Tagor takes")
    parser.add_argument("--threads", type=int, default=THREADS, help="the portal's threads")
    parser.add_argument(
        "--production", action="store_true", help="on PostgreSQL and Redis, with all log lines"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        bench = Bench(Path(folder), options)
        try:
            with stopping(bench.programs):
                result = measure_all(bench)
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    if options.json:
        print(json.dumps(result, indent=2))
    else:
        print_result(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
