"""Sends events to the webhooks registered for them: at least once, in order unless asked otherwise.

A message that is not answered by 2xx is sent again after 0.2 s. The delay doubles each time, up to 5 s, for
at most 200 tries. Other messages do not wait for one that is being retried, so order is only kept while
nothing fails.
"""

import asyncio
import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import httpx

from portal.sandbox.config import is_here
from portal.sandbox.crm.records import Row
from portal.sandbox.office import Office

FIRST_WAIT_S, LONGEST_WAIT_S, MOST_TRIES = 0.2, 5.0, 200
SLOW_S, GATHER_S = 3.0, 0.3
CROWD, AT_ONCE = 100, 16
BURST = 10_000
KEPT = 500
WRONG_SECRET = "not-what-was-registered"  # noqa: S105 - it is meant to be wrong


@dataclass(slots=True)
class Message:
    """One event for one webhook. ``due`` is a time of the event loop's clock."""

    webhook: Row
    event: dict[str, Any]
    due: float = 0.0
    tries: int = 0
    status: int = 0


@dataclass(slots=True)
class Counts:
    """How many messages were delivered, retried or given up."""

    sent: int = 0
    refused: int = 0
    given_up: int = 0


@dataclass
class Post:
    """The queue of messages and the one task that empties it. Start it with ``run``.

    ``in_hand``: messages that left the queue and are not answered.
    """

    office: Office
    client: httpx.AsyncClient
    queue: deque[Message] = field(default_factory=deque)
    waiting: list[Message] = field(default_factory=list)
    recent: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    counts: Counts = field(default_factory=Counts)
    in_hand: int = 0
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def has_listeners(self) -> bool:
        return bool(self.office.crm["aptic"].rows("webhooks"))

    def happen(self, name: str, data: dict[str, Any]) -> None:
        """Called when something happened in the office: sends the event to those who listen."""
        if self._is_on("burst"):
            for number in range(BURST):
                self.send("transaction", {**data, "transactionId": f"burst-{number}"})
        self.send(name, data)

    def send(self, name: str, data: dict[str, Any], event_id: str = "") -> list[Message]:
        """An event for every webhook that listens to it; one id for all."""
        event = {
            "event": name,
            "id": event_id or str(uuid.uuid4()),
            "timestamp": self.office.clock.now().isoformat(timespec="milliseconds"),
            "data": data,
        }
        rows = [row for row in self.office.crm["aptic"].rows("webhooks") if name in row["events"]]
        messages = [Message(row, event) for row in rows for _copy in range(1 + self._is_on("duplicates"))]
        self.queue += messages
        self._wake.set()
        return messages

    def clear(self) -> None:
        self.queue.clear()
        self.waiting.clear()
        self.recent.clear()
        self.counts = Counts()

    def _is_on(self, switch: str) -> bool:
        return self.office.crm["aptic"].is_on(switch)

    # Sending -----------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Sends messages until it is cancelled."""
        while True:
            self._take_due()
            if not self.queue or self._is_on("stop-events"):
                await self._rest()
                continue
            batch = await self._take_batch()
            self.in_hand = sum(map(len, batch))
            for together in batch:
                await asyncio.gather(*(self._deliver(message) for message in together))

    async def _take_batch(self) -> list[list[Message]]:
        """The messages to send now, and whether they may be sent side by side."""
        if self._is_on("reordering"):
            await asyncio.sleep(GATHER_S)
            last_first = list(reversed(self.queue))
            self.queue.clear()
            return [last_first[at : at + 1] for at in range(len(last_first))]
        count = AT_ONCE if len(self.queue) > CROWD else 1
        return [[self.queue.popleft() for _number in range(min(count, len(self.queue)))]]

    async def _rest(self) -> None:
        self._wake.clear()
        pause = 0.1 if self.waiting or self.queue else 5.0
        try:
            await asyncio.wait_for(self._wake.wait(), pause)
        except TimeoutError:
            return

    def _take_due(self) -> None:
        now = time.monotonic()
        due = [message for message in self.waiting if message.due <= now]
        if due:
            self.waiting = [message for message in self.waiting if message.due > now]
            self.queue += due

    async def _deliver(self, message: Message) -> None:
        if self._is_on("slow-events"):
            await asyncio.sleep(SLOW_S)
        row = self.office.crm["aptic"].get("webhooks", message.webhook["id"])
        if row is not None:  # else it was deleted in the meantime
            message.webhook, message.tries = row, message.tries + 1
            message.status = await self._post(message)
            self._note(message)
        self.in_hand -= 1

    def _note(self, message: Message) -> None:
        self.recent.append({**describe(message), "status": message.status, "tries": message.tries})
        if 200 <= message.status < 300:
            self.counts.sent += 1
        elif message.tries >= MOST_TRIES:
            self.counts.given_up += 1
        else:
            self.counts.refused += 1
            message.due = time.monotonic() + min(FIRST_WAIT_S * 2 ** (message.tries - 1), LONGEST_WAIT_S)
            self.waiting.append(message)

    async def _post(self, message: Message) -> int:
        """The status of the answer; 0 when there was none, or when the address is not on this machine."""
        if not is_here(message.webhook["url"]):
            message.tries = MOST_TRIES
            return 0
        headers, body = self.write(message)
        try:
            answer = await self.client.request(
                message.webhook["method"], message.webhook["url"], json=body, headers=headers
            )
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            return 0
        return answer.status_code

    def write(self, message: Message) -> tuple[dict[str, str], Any]:
        """Headers and body as they are sent now."""
        secret = WRONG_SECRET if self._is_on("wrong-secret") else message.webhook["secret"]
        if self._is_on("secret-in-header"):
            headers, body = {"X-Webhook-Secret": secret}, message.event
        else:
            headers, body = {}, {**message.event, "secret": secret}
        return headers, [body] if self._is_on("in-a-list") else body


def describe(message: Message) -> dict[str, Any]:
    return {"url": message.webhook["url"], "event": message.event["event"], "id": message.event["id"]}
