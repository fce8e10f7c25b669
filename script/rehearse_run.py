"""Restarts and kills each part of a site under load, and counts what people would have noticed.

    script/rehearse [--visitors 8] [--seconds 6] [--only "killed|PostgreSQL"]

People open their file again and again, and one writes to the office, while a part is restarted, killed or
away. A restart of portal or worker may cost nobody anything: the exit status says so. For the rest the table
says what was seen and how long. At the end all that was taken must have arrived, each once.
"""

import argparse
import html
import itertools
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx
from _processes import Failed, stopping
from bench_visitor import sign_in
from rehearse_site import PORTALS, WORKERS, Site, find_faketime, until

SLOW_S = 3.0
HANGS_S = 60
ODD_S = 8
IN_TIME_S = 900  # a delivery whose worker died is looked at after minutes, more with a wrong clock
PAUSE_S = 0.3


@dataclass
class Seen:
    """What visitors met while something happened. ``away_s``: from the first fault to the last."""

    pages: int = 0
    failed: int = 0
    slow: int = 0
    slowest_s: float = 0.0
    faults_at: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, *, took_s: float, is_well: bool) -> None:
        with self.lock:
            self.pages += 1
            self.failed += not is_well
            self.slow += took_s > SLOW_S
            self.slowest_s = max(self.slowest_s, took_s)
            if not is_well:
                self.faults_at.append(time.monotonic())

    @property
    def away_s(self) -> float:
        return max(self.faults_at) - min(self.faults_at) if self.faults_at else 0.0


class Crowd:
    """Visitors who open their file again and again; ``seen`` is exchanged for each act."""

    def __init__(self, site: Site, visitors: int) -> None:
        self.seen = Seen()
        self._ended = threading.Event()
        cookies = [sign_in(site.url, site.letter) for _each in range(visitors)]
        self._threads = [
            threading.Thread(target=self._visit, args=(site.url, one), daemon=True) for one in cookies
        ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, url: str, cookies: str) -> None:
        with httpx.Client(base_url=url, headers={"Cookie": cookies}, timeout=90, trust_env=False) as browser:
            while not self._ended.is_set():
                begun = time.monotonic()
                try:
                    is_well = browser.get("/file/").status_code == httpx.codes.OK
                except httpx.HTTPError:
                    is_well = False
                self.seen.note(took_s=time.monotonic() - begun, is_well=is_well)
                if not is_well:
                    time.sleep(0.05)


class Writer:
    """People who write to the office, one message after the other, each about the next file.

    ``taken``: the messages that were taken, with the slug of their file. ``refused``: how often the portal
    answered, and took none: nobody may write for that reason.
    """

    def __init__(self, site: Site) -> None:
        self.taken: list[tuple[str, str]] = []
        self.refused = 0
        self._ended = threading.Event()
        cookies = {slug: sign_in(site.url, letter) for slug, letter in site.letters.items()}
        self._thread = threading.Thread(target=self._write_on, args=(site, cookies), daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def _write_on(self, site: Site, cookies: dict[str, str]) -> None:
        with httpx.Client(base_url=site.url, timeout=90, trust_env=False) as browser:
            for number, slug in enumerate(itertools.cycle(cookies), 1):
                if self._ended.wait(PAUSE_S):
                    return
                browser.cookies.clear()  # those of the one before
                browser.headers["Cookie"] = cookies[slug]
                text = f"Rehearsal number {number:04}"
                try:
                    self._write(browser, slug, text)
                except Failed:
                    self.refused += 1
                except httpx.HTTPError:
                    continue

    def _write(self, browser: httpx.Client, slug: str, text: str) -> None:
        """From the empty form over the page that shows it once more. Raises: Failed, httpx.HTTPError."""
        typed = submit(browser, browser.get("/messages/new/question/"), text=text)
        sent = submit(browser, browser.get(typed.headers.get("location", "/")))
        if sent.status_code == httpx.codes.SEE_OTHER:
            self.taken.append((slug, text))
        else:
            self.refused += 1


def submit(browser: httpx.Client, page: httpx.Response, **typed: str) -> httpx.Response:
    """Send the form of a page as it stands. Raises: Failed when there is none."""
    main = page.text.partition("<main")[2]
    form = next(iter(re.findall(r'<form[^>]*method="post".*?</form>', main, re.DOTALL)), None)
    action = re.search(r'action="([^"]*)"', form or "")
    if form is None or action is None:
        raise Failed(f"no form: {page.status_code}")
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    values = {name: html.unescape(value) for name, value in fields.items()} | typed
    return browser.post(html.unescape(action[1]), data=values)


def restart(site: Site, name: str) -> None:
    site.end(name)
    site.start(name)


def restart_odd(site: Site, name: str, *, seconds: float, is_log_full: bool = False, clock: str = "") -> None:
    """Restart a part with something wrong with its machine, and mend that after a while."""
    site.end(name)
    site.start_odd(name, is_log_full=is_log_full, clock=clock)
    time.sleep(seconds)
    if clock:  # the library that turns the clock can keep a program from ending by itself
        kill_and_start(site, name, away_s=0)
    else:
        restart(site, name)


def kill_and_start(site: Site, name: str, *, away_s: float = 2.0) -> None:
    site.kill(name)
    time.sleep(away_s)
    site.start(name)


def hang_tagor(site: Site) -> None:
    site.fault(system="tagor", fault="slow", operation="", seconds=HANGS_S)
    time.sleep(HANGS_S)
    site.clear_faults()


def list_acts(site: Site) -> list[tuple[str, bool, Callable[[], None]]]:
    """What is done, whether nobody may notice it, and how."""
    return [
        *(
            (f"{name} restarted", True, lambda name=name: restart(site, name))
            for name in (*PORTALS, *WORKERS)
        ),
        ("a portal killed", False, lambda: kill_and_start(site, PORTALS[0])),
        ("a worker killed", True, lambda: kill_and_start(site, WORKERS[0])),
        ("Redis killed, empty 2 s later", False, lambda: kill_and_start(site, "redis")),
        ("PostgreSQL restarted", False, lambda: restart(site, "postgresql")),
        (f"Tagor hanging for {HANGS_S} s", False, lambda: hang_tagor(site)),
        (
            "disk full for the log of a portal and a worker",
            True,
            lambda: [
                restart_odd(site, name, seconds=ODD_S, is_log_full=True) for name in (PORTALS[0], WORKERS[0])
            ],
        ),
        *(
            (
                f"clock of a {part} {clock[1:]} {words}",
                True,
                partial(restart_odd, site, name, seconds=ODD_S, clock=clock),
            )
            for part, name in (("portal", PORTALS[0]), ("worker", WORKERS[0]))
            for words, clock in (("ahead", "+5m"), ("behind", "-5m"))
            if find_faketime()
        ),
    ]


def watch(crowd: Crowd, act: Callable[[], None], *, seconds: float) -> tuple[Seen, float]:
    """What was seen while it was done and for a while after, and how long the doing took."""
    crowd.seen = seen = Seen()
    begun = time.monotonic()
    act()
    took_s = time.monotonic() - begun
    time.sleep(seconds)
    return seen, took_s


def make_row(words: str, seen: Seen, took_s: float) -> str:
    """A row of the table."""
    times = (f"{seen.away_s:.1f} s", seen.slow, f"{seen.slowest_s:.1f} s", f"{took_s:.0f} s")
    return "| " + " | ".join(map(str, (words, seen.pages, seen.failed, *times))) + " |"


def count_waiting(site: Site) -> int:
    """How many deliveries have not arrived."""
    said = site.manage("metrics").splitlines()
    states = {
        line.split('"')[1]: int(line.rsplit(" ", 1)[1])
        for line in said
        if line.startswith("portal_deliveries{")
    }
    return sum(states.values()) - states.get("done", 0) - states.get("cancelled", 0)


def list_wrong(site: Site, taken: list[tuple[str, str]]) -> list[str]:
    """The messages that do not stand in their file at the office once."""
    with httpx.Client(base_url=site.office, trust_env=False) as office:
        files = {slug: office.get(f"/_control/files/{slug}").raise_for_status().text for slug, _text in taken}
    return [text for slug, text in taken if files[slug].count(text) != 1]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--visitors", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=6, help="how long to watch after each act")
    parser.add_argument("--only", default="", help="only acts in whose words this pattern is found")
    options = parser.parse_args()
    is_well = True
    with tempfile.TemporaryDirectory(prefix="rehearse-", ignore_cleanup_errors=True) as folder:
        site = Site(Path(folder))
        with stopping(site.programs):
            site.build()
            crowd, writer = Crowd(site, options.visitors), Writer(site)
            print("| what happens | pages | failed | for | slower than 3 s | slowest | took |")
            print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
            acts = [one for one in list_acts(site) if re.search(options.only, one[0])]
            for words, must_be_unseen, act in acts:
                seen, took_s = watch(crowd, act, seconds=options.seconds)
                print(make_row(words, seen, took_s), flush=True)
                is_well &= not (must_be_unseen and seen.failed)
            crowd.end()
            writer.end()
            healed_s = until(lambda: count_waiting(site) == 0, seconds=IN_TIME_S)
            wrong = list_wrong(site, writer.taken)
            print(
                f"\nMessages taken: {len(writer.taken)}, all there {healed_s:.0f} s after the end; "
                f"not there once: {len(wrong)}; not taken: {writer.refused}"
            )
            print(site.manage("audit").strip())
    return 0 if is_well and not wrong else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
