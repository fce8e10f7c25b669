"""Load on one address of this machine: wrk where it is installed, else a client of our own."""

import asyncio
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

REQUEST_LIMIT_S = 60


@dataclass(frozen=True)
class Load:
    """What a run gave. ``failed`` counts answers that were not 200 and connections that broke."""

    pages: int
    pages_per_s: float
    p50_ms: float
    p99_ms: float
    failed: int


def run_load(url: str, cookies: list[str], *, clients: int, seconds: int, cores: str, folder: Path) -> Load:
    """Ask for ``url`` with ``clients`` connections for ``seconds``, from the processor cores ``cores``."""
    if shutil.which("wrk"):
        return run_wrk(url, cookies, clients=clients, seconds=seconds, cores=cores, folder=folder)
    return asyncio.run(run_own(url, cookies, clients=clients, seconds=seconds))


def run_wrk(url: str, cookies: list[str], *, clients: int, seconds: int, cores: str, folder: Path) -> Load:
    """The same by wrk, each request with the next cookie."""
    listed = ",".join(f'"{cookie}"' for cookie in cookies)
    script = folder / "cookies.lua"
    script.write_text(
        f"local cookies = {{{listed}}}\nlocal at = 0\n"
        "request = function()\n  at = at % #cookies + 1\n"
        '  return wrk.format("GET", nil, {["Cookie"] = cookies[at]})\nend\n'
    )
    command = ["taskset", "-c", cores, "wrk", "-t", "2", "-c", str(clients), "-d", f"{seconds}s"]
    command += ["--timeout", f"{REQUEST_LIMIT_S}s", "--latency", "-s", str(script), url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 120)
    return read_wrk(done.stdout)


def read_wrk(said: str) -> Load:
    """wrk's report as numbers."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: (.*)", said)
    failed = int(bad[1]) if bad else 0
    failed += sum(int(number) for number in re.findall(r"\d+", broken[1])) if broken else 0
    count = re.search(r"(\d+) requests in", said)
    pages_per_s = float(rate[1]) if rate else 0.0
    pages = int(count[1]) if count else 0
    return Load(pages, pages_per_s, read_percentile(said, "50"), read_percentile(said, "99"), failed)


def read_percentile(said: str, which: str) -> float:
    """One line of wrk's latency table, in milliseconds."""
    found = re.search(rf"^\s+{which}%\s+([\d.]+)(us|ms|s|m)\s*$", said, re.MULTILINE)
    if not found:
        return float("nan")
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[found[2]]


async def run_own(url: str, cookies: list[str], *, clients: int, seconds: float) -> Load:
    """``clients`` connections that each ask again as soon as they are answered."""
    end = time.monotonic() + seconds
    times: list[float] = []
    failures: list[str] = []
    started = time.monotonic()
    visitors = [visit(url, cookies[at % len(cookies)], end, times, failures) for at in range(clients)]
    await asyncio.gather(*visitors)
    took = time.monotonic() - started
    ordered = sorted(times) or [float("nan")]
    middle, late = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return Load(len(times), len(times) / took, middle * 1000, late * 1000, len(failures))


async def visit(url: str, cookie: str, end: float, times: list[float], failures: list[str]) -> None:
    """One visitor on one connection, over and over until ``end``."""
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    words = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nCookie: {cookie}\r\n\r\n".encode()
    try:
        reader, writer = await asyncio.open_connection(host, port)
        while time.monotonic() < end:
            started = time.monotonic()
            writer.write(words)
            status = await asyncio.wait_for(read_answer(reader), REQUEST_LIMIT_S)
            if status == 200:
                times.append(time.monotonic() - started)
            else:
                failures.append(str(status))
        writer.close()
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        failures.append(type(error).__name__)


async def read_answer(reader: asyncio.StreamReader) -> int:
    """Read one answer to its end; its status."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"content-length: (\d+)", head)
    if length:
        await reader.readexactly(int(length[1]))
    elif "transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head.split(" ", 2)[1])
