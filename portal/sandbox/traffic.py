"""Every call received, and the faults that an operator or a test asked for."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from portal.sandbox.clock import Clock
from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Known:
    """The systems, and the kinds of fault: of calls, of what SIPS tells the merchant, of webhooks."""

    systems: tuple[str, ...]
    calls: tuple[str, ...]
    notifications: tuple[str, ...]
    webhooks: tuple[str, ...]


KNOWN = read_table("faults", Known)
SYSTEMS = KNOWN.systems
FAULTS = (*KNOWN.calls, *KNOWN.notifications, *KNOWN.webhooks)
KEPT_CALLS = 5000
REFUSAL = {"Success": False, "Error": "Geweigerd (oefening).\n"}
BODIES: dict[str, Callable[[], Response]] = {
    "garbage": lambda: Response('{"response": {"Succ', media_type="application/json"),
    "empty": lambda: Response(status_code=200, media_type="application/json"),
    "list": lambda: Response("[]", media_type="application/json"),
    **dict.fromkeys(("refuse", "foreign"), lambda: JSONResponse({"response": REFUSAL})),
    "no-content": lambda: Response(status_code=204),
    "html-200": lambda: HTMLResponse("<html><body><h1>200</h1></body></html>"),
    "elsewhere": lambda: RedirectResponse("https://elsewhere.example/v2/", status_code=302),
}
"""The refusal is Tagor's; elsewhere no document promises any of these."""


@dataclass(slots=True)
class Call:
    """A call as it arrived. Never holds a credential, only its scheme."""

    id: int
    at: str
    system: str
    operation: str
    scheme: str
    body: Any
    status: int = 0


@dataclass(slots=True)
class Fault:
    """``times``: how often it still strikes; None: until cleared."""

    id: int
    system: str
    fault: str
    operation: str = ""
    times: int | None = None
    seconds: float = 5.0

    def strikes(self, system: str, operation: str) -> bool:
        return self.system == system and (not self.operation or same_operation(self.operation, operation))


def same_operation(asked: str, operation: str) -> bool:
    """Whether two names mean one operation: TagorService/GetSaldo, TagorServiceGetSaldo and GetSaldo do."""
    plain = asked.replace("/", "").casefold()
    return plain in {operation.replace("/", "").casefold(), operation.rpartition("/")[2].casefold()}


class DroppedResponse(Response):
    """Promises an answer and closes the connection: the caller cannot know what happened."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        headers = [(b"content-type", b"application/json"), (b"content-length", b"4096")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


class DrippingResponse(Response):
    """An answer that starts at once and comes a byte at a time: each wait is short, the total is long."""

    def __init__(self, answer: Response, seconds: float) -> None:
        super().__init__(answer.body, answer.status_code, dict(answer.headers))
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's shape
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        await send(start)
        last = max(len(self.body) - 1, 1)
        for place in range(last):
            part = self.body[place : place + 1]
            await send({"type": "http.response.body", "body": bytes(part), "more_body": True})
            await asyncio.sleep(self.seconds / last)
        await send({"type": "http.response.body", "body": bytes(self.body[last:])})


@dataclass
class Traffic:
    """The log of calls and the faults waiting to strike."""

    clock: Callable[[], Clock]
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT_CALLS))
    faults: list[Fault] = field(default_factory=list)
    _last_id: int = 0

    def clear(self) -> None:
        self.calls.clear()
        self.faults.clear()

    def add_fault(
        self,
        system: str,
        fault: str,
        operation: str = "",
        times: str | int | None = None,
        seconds: str | float = "",
    ) -> Fault:
        """Raises ValueError when the system or the kind of fault is not known, or a number is none."""
        if system not in SYSTEMS:
            raise ValueError(f"unknown system {system!r}; known: {', '.join(SYSTEMS)}")
        if fault not in FAULTS:
            raise ValueError(f"unknown fault {fault!r}; known: {', '.join(FAULTS)}")
        added = Fault(self._next_id(), system, fault, operation)
        added.times = None if times is None or times == "" else int(times)
        added.seconds = float(seconds or added.seconds)
        self.faults.append(added)
        return added

    def take(self, system: str, operation: str, kinds: tuple[str, ...]) -> Fault | None:
        """The first fault that strikes this call; one strike is used up."""
        for fault in self.faults:
            if fault.fault in kinds and fault.strikes(system, operation):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                return fault
        return None

    def choose(
        self, system: str, operation: str, kinds: tuple[str, ...], wanted: str, seconds: float
    ) -> tuple[str, float]:
        """How a message to the merchant behaves, and its delay: a fault wins over what the payer wanted."""
        fault = self.take(system, operation, kinds)
        return (fault.fault, fault.seconds) if fault else (wanted, seconds)

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def record(self, system: str, operation: str, scheme: str, body: Any) -> Call:
        call = Call(self._next_id(), self.clock().now().isoformat(), system, operation, scheme, body)
        self.calls.append(call)
        return call

    async def answer(
        self,
        call: Call,
        work: Callable[[], Awaitable[Response]],
        strike: Callable[[str], Response | None] | None = None,
    ) -> Response:
        """Does the work of a call, or the fault that strikes it, and notes the status."""
        fault = self.take(call.system, call.operation, KNOWN.calls)
        own = strike(fault.fault) if fault and strike else None
        response = own or (await _struck(fault, work) if fault else await work())
        call.status = response.status_code
        return response


async def _struck(fault: Fault, work: Callable[[], Awaitable[Response]]) -> Response:
    match fault.fault:
        case "503" | "busy-after":
            if fault.fault == "busy-after":
                await work()
            return JSONResponse({"Error": "Server is busy (practice fault)"}, status_code=503)
        case "410" | "html":
            status = 410 if fault.fault == "410" else 500
            return HTMLResponse(f"<html><body><h1>{status}</h1></body></html>", status_code=status)
        case "drop" | "lost":
            if fault.fault == "drop":
                await work()
            return DroppedResponse()
        case kind if kind in BODIES:
            return BODIES[kind]()
        case "drip":
            return DrippingResponse(await work(), fault.seconds)
        case _:
            await asyncio.sleep(fault.seconds)
            return await work()
