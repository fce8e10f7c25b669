"""The automatic response: SIPS notifies the merchant once, or with the fault that was asked for."""

import asyncio
from typing import Any
from urllib.parse import urlencode

import httpx

from portal.sandbox.config import is_here
from portal.sandbox.office import Office
from portal.sandbox.records import SipsSession
from portal.sandbox.sips.calls import MERCHANTS
from portal.sandbox.sips.outcome import compose
from portal.sandbox.traffic import KNOWN, Traffic

LATE_S, PAUSE_S = 30.0, 2.0
SEQUENCES = {"60-then-00": ("60", "00"), "97-then-00": ("97", "00"), "00-then-05": ("00", "05")}
"""Two words on one payment: the payer sees the first, the second stays true."""
GARBAGE = b"Data=%FF%FE|||=&Seal=&Encode=rot13&\xff"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def choose_behaviour(traffic: Traffic, wanted: str) -> tuple[str, float]:
    """How the notification behaves, and its delay in seconds."""
    late_s = LATE_S if wanted == "late-notification" else PAUSE_S
    return traffic.choose("sips", "notification", KNOWN.notifications, wanted, late_s)


async def notify(state: Any, session: SipsSession, behaviour: str, seconds: float) -> None:
    """Sends the notification before the payer gets an answer, unless it is to be late or missing."""
    messages = [urlencode(form).encode() for form in _list_messages(state.office, session, behaviour)]
    if behaviour == "garbage-notification":
        messages = [GARBAGE]
    if behaviour == "late-notification":
        task = asyncio.create_task(_send_all(state.http, session, messages, seconds))
        state.tasks.add(task)
        task.add_done_callback(state.tasks.discard)
    elif behaviour == "parallel-duplicate":
        await asyncio.gather(*(_send(state.http, session, message) for message in messages))
    else:
        await _send_all(state.http, session, messages, wait_s=0)
    if behaviour == "before-return":
        await asyncio.sleep(seconds)


def _list_messages(office: Office, session: SipsSession, behaviour: str) -> list[dict[str, str]]:
    usual, code = session.message, session.response_code
    if behaviour == "no-notification":
        return []
    if behaviour in {"duplicate-notification", "parallel-duplicate"}:
        return [usual, usual]
    if behaviour in SEQUENCES:
        return [usual, compose(office, session, SEQUENCES[behaviour][1])]
    if behaviour == "wrong-amount":
        return [compose(office, session, code, amount=str(int(session.fields["amount"]) + 1))]
    if behaviour == "other-merchant":
        other = next(merchant for merchant in MERCHANTS if merchant != session.merchant_id)
        return [compose(office, session, code, merchantId=other)]
    return [usual]


async def _send_all(
    client: httpx.AsyncClient, session: SipsSession, messages: list[bytes], wait_s: float
) -> None:
    await asyncio.sleep(wait_s)
    for message in messages:
        await _send(client, session, message)


async def _send(client: httpx.AsyncClient, session: SipsSession, message: bytes) -> None:
    """Sends the message; SIPS does not read the answer, and does not retry.

    A practice SIPS calls this machine only.
    """
    url = session.fields.get("automaticResponseUrl", "")
    if not is_here(url):
        return
    try:
        await client.post(url, content=message, headers=FORM)
    except httpx.HTTPError:
        return
