"""A Tagor that always takes the same time: the practice office's answers, kept and given again.

The first call of its kind goes to the practice office at BENCH_OFFICE; from then on its answer comes from
memory after BENCH_DELAY_MS. ``GET /_calls`` tells what was called since ``/_forget``, the newest in full.
"""

import asyncio
import json
import os
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

OFFICE = os.environ["BENCH_OFFICE"]
DELAY_S = float(os.environ["BENCH_DELAY_MS"]) / 1000
OWN_HEADERS = {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]

answers: dict[tuple[str, bytes], tuple[int, bytes, bytes]] = {}
requests: deque[dict[str, Any]] = deque(maxlen=50)
calls: Counter[str] = Counter()


async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """The whole server."""
    if scope["type"] != "http":
        return
    path = scope["path"]
    if path == "/_calls":
        body = json.dumps({"calls": calls, "requests": list(requests)}).encode()
        await reply(send, 200, b"application/json", body)
    elif path == "/_forget":
        calls.clear()
        requests.clear()
        await reply(send, 200, b"text/plain", b"")
    else:
        await answer(scope, receive, send)


async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """One operation, in its fixed time."""
    path = scope["path"]
    started = asyncio.get_running_loop().time()
    calls[path] += 1
    body = await read(receive)
    headers = {key.decode(): value.decode() for key, value in scope["headers"]}
    headers = {key: value for key, value in headers.items() if key.lower() not in OWN_HEADERS}
    request = {"method": scope["method"], "path": path, "body": body.decode(), "headers": headers}
    requests.append(request)
    if (path, body) not in answers:
        answers[path, body] = await ask_office(request)
    await asyncio.sleep(max(0.0, DELAY_S - (asyncio.get_running_loop().time() - started)))
    await reply(send, *answers[path, body])


async def ask_office(request: dict[str, Any]) -> tuple[int, bytes, bytes]:
    """The practice office's own answer."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
        got = await client.request(
            request["method"], OFFICE + request["path"], content=request["body"], headers=request["headers"]
        )
    return got.status_code, got.headers.get("content-type", "application/json").encode(), got.content


async def read(receive: Receive) -> bytes:
    """The whole body of a request."""
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def reply(send: Send, status: int, kind: bytes, body: bytes) -> None:
    """One whole answer."""
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
