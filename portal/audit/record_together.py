"""Appends the acts of one transaction together, so that the lock of the trail is taken once, at its end."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from portal.audit.actors import Actor
from portal.audit.services import Act, record_all

_waiting: ContextVar[list[Act] | None] = ContextVar("acts_to_record", default=None)


@contextmanager
def recording_together() -> Iterator[None]:
    """Whatever ``record_soon`` is given inside is recorded when the block ends; nothing when it raises.

    Use it within the transaction of the changes, around all of them. Everybody else who records anything
    waits from that moment until the transaction ends.
    """
    acts: list[Act] = []
    token = _waiting.set(acts)
    try:
        yield
    finally:
        _waiting.reset(token)
    record_all(acts)


def record_soon(act: str, *, by: Actor, file_id: str = "", details: dict[str, Any]) -> None:
    """Like ``record``, without the event: when ``recording_together`` ends, or else at once."""
    acts = _waiting.get()
    one = Act(act, by, file_id, details)
    if acts is None:
        record_all([one])
    else:
        acts.append(one)
