"""Makes claimed events ready to be ended: opens them, finds their files, and asks systems where it must.

Nothing is changed here. What an event lacks, or fails on, is kept with it.
"""

import math
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, connections

from portal.aptic.events.effects import HANDLERS, Case, Handler
from portal.aptic.events.file_lookup import FileLookup, SeveralFilesError
from portal.aptic.events.models import Event, State
from portal.aptic.events.receiving.identifiers import Identifiers, read_identifiers
from portal.aptic.events.receiving.store import open_payload
from portal.integrations.side_by_side import run_together
from portal.outbox.crew import count_places

LONGEST_S = 20.0
"""After that no more are asked, so that the claims of a batch last."""


class NoTimeError(Exception):
    """A system should have been asked, and the time of the batch was over."""


@dataclass(slots=True)
class Work:
    """A claimed event, and how it ends. ``case``: its effect is applied; ``fault``: it is tried again."""

    event: Event
    data: dict[str, Any]
    ends_in: State = State.DONE
    reason: str = ""
    outcome: str = ""
    case: Case | None = None
    found: Any = None
    fault: Exception | None = None

    @property
    def lane(self) -> str | int:
        """What it shares with events that go after it; its id when it has no lane."""
        return self.event.lane or self.event.pk

    @property
    def file_id(self) -> str:
        """The file that the feed shows."""
        return "" if self.case is None else self.case.file_id

    @property
    def handler(self) -> Handler:
        """Who applies its effect."""
        return HANDLERS[self.event.effect]

    @property
    def is_alone(self) -> bool:
        """Whether it is ended by itself, in its turn."""
        return self.fault is not None or (self.case is not None and self.handler.is_alone)

    def refuse(self, state: State, reason: str) -> None:
        """End it without an effect."""
        self.ends_in, self.reason = state, reason


def prepare(events: Sequence[Event], now: datetime) -> list[Work]:
    """All that can be known before the transaction that ends them, in the same order."""
    works = [_open(event) for event in events]
    opened = [work for work in works if work.ends_in == State.DONE]
    told = {work.event.pk: read_identifiers(work.data) for work in opened if not work.event.is_placed}
    lookup = FileLookup(told.values())
    for work in opened:
        _place(work, lookup, told.get(work.event.pk), now)
    _read_all(opened)
    return works


def _open(event: Event) -> Work:
    payload = open_payload(event)
    data = (payload or {}).get("data")
    work = Work(event, data if isinstance(data, dict) else {})
    if payload is None:
        work.refuse(State.FAILED, "payload-gone")
    elif event.effect not in HANDLERS:
        work.refuse(State.FAILED, "no-effect")
    return work


def _place(work: Work, lookup: FileLookup, told: Identifiers | None, now: datetime) -> None:
    """Say which files it is about."""
    event, handler = work.event, work.handler
    try:
        file_ids: tuple[str, ...] = (event.file_id,)
        if told is not None:
            file_ids = lookup.find(told, takes_several=handler.takes_several)
    except SeveralFilesError:
        work.refuse(State.UNLINKED, "several-files")
    except Exception as error:  # noqa: BLE001 - one event must never stop the others
        work.fault = error
    else:
        if handler.needs_file and not file_ids:
            work.refuse(State.UNLINKED, "no-file")
        else:
            work.case = Case(event, work.data, file_ids, now)


def _read_all(works: Sequence[Work]) -> None:
    """Those of a lane one after the other, the lanes side by side where systems are asked."""
    lanes: dict[str | int, list[Work]] = {}
    for work in works:
        lanes.setdefault(work.lane, []).append(work)
    slow: deque[list[Work]] = deque()
    for lane in lanes.values():
        if any(work.is_alone for work in lane):
            slow.append(lane)
        else:
            _read_lane(lane)
    ends_at = time.monotonic() + LONGEST_S
    if len(slow) <= 1 or connection.in_atomic_block:  # other threads would not see this transaction
        _work_off(slow, ends_at)
        return

    def help_out() -> None:
        try:
            _work_off(slow, ends_at)
        finally:
            connections.close_all()

    most = min(count_places(connection.settings_dict), len(slow))
    run_together({str(number): help_out for number in range(most)})


def _work_off(lanes: deque[list[Work]], ends_at: float) -> None:
    while True:
        try:
            lane = lanes.popleft()
        except IndexError:
            return
        _read_lane(lane, ends_at)


def _read_lane(lane: Sequence[Work], ends_at: float = math.inf) -> None:
    """Up to the first that fails: what is behind it is given back."""
    for work in lane:
        if work.fault is None and time.monotonic() >= ends_at:
            work.fault = NoTimeError()
        if work.fault is None and work.case is not None:
            _read(work, work.case)
        if work.fault is not None:
            return


def _read(work: Work, case: Case) -> None:
    try:
        work.found = work.handler.read(case)
    except Exception as error:  # noqa: BLE001 - one event must never stop the others
        work.fault = error
