"""Webhooks: sent until they are answered by 2xx, or with the fault that was asked for.

The real services retry over a day (Mollie after 1, 3, 7, 15 minutes …); here the retries take seconds.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from portal.sandbox.config import is_here
from portal.sandbox.payments import PAYMENTS, Checkout
from portal.sandbox.traffic import KNOWN, Traffic

LATE_S, PAUSE_S = 30.0, 1.0
RETRY_S = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
BEHAVIOURS = PAYMENTS.behaviours


@dataclass(frozen=True, slots=True)
class Message:
    """One webhook as it goes out."""

    content: bytes
    headers: dict[str, str] = field(default_factory=dict)
    doubled: str = ""
    """The header that goes out twice, if any."""
    method: str = "POST"


Writer = Callable[[Checkout, str], list[Message]]
WRITERS: dict[str, Writer] = {}
"""How each service writes the webhooks of a checkout for a behaviour; filled in by the services."""


def choose_behaviour(traffic: Traffic, service: str, wanted: str) -> tuple[str, float]:
    """A fault asked for over ``/_control/faults`` wins over what the payer chose on the page."""
    usual = wanted if wanted in BEHAVIOURS[service] else "normal"
    late_s = LATE_S if wanted == "late-webhook" else PAUSE_S
    return traffic.choose(service, "webhook", KNOWN.webhooks, usual, late_s)


async def send_webhooks(state: Any, checkout: Checkout, behaviour: str, seconds: float) -> None:
    """Sends the webhooks of a checkout. The payer waits for them only if that was asked for."""
    if behaviour == "no-webhook" or not is_here(checkout.webhook_url):
        return
    messages = WRITERS[checkout.service](checkout, behaviour)
    if behaviour == "parallel-webhook":
        await asyncio.gather(*(_post(state, checkout, message) for message in messages))
    elif behaviour == "webhook-before-return":
        for message in messages:
            await _post(state, checkout, message)
        await asyncio.sleep(seconds)
    else:
        wait_s = seconds if behaviour == "late-webhook" else 0.0
        again_s = seconds if behaviour == "replay" else None
        task = asyncio.create_task(_deliver(state, checkout, messages, wait_s, again_s))
        state.tasks.add(task)
        task.add_done_callback(state.tasks.discard)


async def _deliver(
    state: Any, checkout: Checkout, messages: list[Message], wait_s: float, again_s: float | None
) -> None:
    """Sends one after the other, each until it is accepted or given up; sends all again after ``again_s``."""
    await asyncio.sleep(wait_s)
    for message in messages:
        for pause_s in (*RETRY_S, None):
            if await _post(state, checkout, message) or pause_s is None:
                break
            await asyncio.sleep(pause_s)
    if again_s is not None:
        await _deliver(state, checkout, messages, again_s, None)


async def _post(state: Any, checkout: Checkout, message: Message) -> bool:
    """Whether the merchant accepted it. Like the real services, follows no redirect."""
    call = state.traffic.record(checkout.service, "webhook", "", {"reference": checkout.reference})
    client: httpx.AsyncClient = state.http
    try:
        answer = await client.request(
            message.method, checkout.webhook_url, content=message.content, headers=_list_headers(message)
        )
    except httpx.HTTPError:
        return False
    call.status = answer.status_code
    return answer.is_success


def _list_headers(message: Message) -> list[tuple[str, str]]:
    pairs = list(message.headers.items())
    return [*pairs, *(pair for pair in pairs if pair[0] == message.doubled)]
