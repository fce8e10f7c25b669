"""The least a page can cost: raw ASGI, the page's own upstream calls by a Rust client, a ready template.

BENCH_PLAN names a JSON file with the calls (method, url, headers, body) and the page to fill in.
"""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench_page import make_template, name_values
from jinja2 import Environment
from pyreqwest.client import Client, ClientBuilder

plan = json.loads(Path(os.environ["BENCH_PLAN"]).read_text("utf-8"))
Send = Callable[[dict[str, Any]], Awaitable[None]]


source, values = make_template(plan["page"], opening="{% raw %}", closing="{% endraw %}")
template = Environment(autoescape=True).from_string(source)
state: dict[str, Client] = {}


async def fetch(client: Client, call: dict[str, Any]) -> Any:
    """One upstream call, its answer parsed."""
    request = client.request(call["method"], call["url"]).headers(call["headers"]).body_text(call["body"])
    answer = await request.build().send()
    return await answer.json()


async def app(scope: dict[str, Any], _receive: object, send: Send) -> None:
    """The whole server: every address is the page."""
    if scope["type"] != "http":
        return
    if "client" not in state:
        state["client"] = ClientBuilder().timeout(timedelta(seconds=30)).build()
    await asyncio.gather(*(fetch(state["client"], call) for call in plan["calls"]))
    body = template.render(name_values(values)).encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
