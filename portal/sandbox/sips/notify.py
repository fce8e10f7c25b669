"""The automatic response: SIPS tells the merchant, once, or as badly as asked."""

import asyncio
from typing import Any

import httpx

from portal.sandbox.records import SipsSession
from portal.sandbox.sips.outcome import callback_fields
from portal.sandbox.traffic import NOTIFICATION_FAULTS, Traffic

LATE_S = 30.0


async def notify(state: Any, session: SipsSession, behaviour: str) -> None:
    """Sends the notification before the payer gets an answer, unless it is to be late or missing.

    A fault asked for over ``/_control/faults`` wins over what the payer chose on the page.
    """
    traffic: Traffic = state.traffic
    fault = traffic.take("sips", "notification", NOTIFICATION_FAULTS)
    behaviour, late_s = (fault.fault, fault.seconds) if fault else (behaviour, LATE_S)
    if behaviour == "no-notification":
        return
    if behaviour == "late-notification":
        task = asyncio.create_task(_send_late(state.http, session, late_s))
        state.tasks.add(task)
        task.add_done_callback(state.tasks.discard)
        return
    await _send(state.http, session)
    if behaviour == "duplicate-notification":
        await _send(state.http, session)


async def _send_late(client: httpx.AsyncClient, session: SipsSession, wait_s: float) -> None:
    await asyncio.sleep(wait_s)
    await _send(client, session)


async def _send(client: httpx.AsyncClient, session: SipsSession) -> None:
    """SIPS does not read the answer, and does not try again."""
    url = session.fields.get("automaticResponseUrl")
    if not url:
        return
    try:
        await client.post(url, data=callback_fields(session))
    except httpx.HTTPError:
        return
