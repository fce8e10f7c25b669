"""A client for examining Tagor: the portal's own, with its lower layers exposed.

It has connections and a circuit breaker of its own, so that an examination never disturbs the portal.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from portal.integrations.errors import NotSetUp
from portal.integrations.exchange import Answer, Request, Terms
from portal.integrations.http import Limits, SystemClient
from portal.integrations.tagor.auth import OfficeAccess, build_office_access
from portal.integrations.tagor.client import OfficeLogin, TagorClient


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer, when it arrived (seconds since 1970, our clock) and how many seconds it took."""

    answer: Answer
    at: float
    took_s: float


class RecordingClient(SystemClient):
    """A ``SystemClient`` that keeps the last answer to each operation."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.heard: dict[str, Heard] = {}

    def call(self, operation: str, request: Request, terms: Terms) -> Answer:
        """See ``SystemClient.call``."""
        started = time.monotonic()
        answer = super().call(operation, request, terms)
        self.heard[operation] = Heard(answer, at=time.time(), took_s=time.monotonic() - started)
        return answer


@dataclass(frozen=True, slots=True)
class Probe:
    """``client`` makes calls; ``wire`` is its transport; ``office`` is the office's credential."""

    client: TagorClient
    wire: RecordingClient
    office: OfficeAccess


def build_probe(*, max_attempts: int = 1) -> Probe:
    """The Tagor of the settings. Raises: NotSetUp when TAGOR_URL is empty."""
    if not settings.TAGOR_URL:
        raise NotSetUp(["TAGOR_URL"], "empty", system="tagor")
    limits = Limits(deadline_s=settings.UPSTREAM_DEADLINE_S, max_concurrent=2, max_attempts=max_attempts)
    wire = RecordingClient(
        system="tagor", base_url=settings.TAGOR_URL, engine=settings.HTTP_ENGINE, limits=limits
    )
    login = OfficeLogin(
        api_key=settings.TAGOR_API_KEY,
        client_id=settings.TAGOR_CLIENT_ID,
        client_secret=settings.TAGOR_CLIENT_SECRET,
    )
    office = build_office_access(wire, login)
    client = TagorClient(wire, office, amount_format=settings.TAGOR_AMOUNT_FORMAT)
    return Probe(client=client, wire=wire, office=office)
