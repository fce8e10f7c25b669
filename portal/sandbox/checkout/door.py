"""The entry point that the practice Worldline and Mollie share: log, faults, who calls, refusals."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from portal.sandbox.office import Office
from portal.sandbox.payments import Checkout, Service
from portal.sandbox.traffic import BODIES

STATUSES = frozenset({"401", "402", "403", "404", "409", "410", "422", "429", "500"})
FAR_AWAY = {"other-host": "https://elsewhere.example/pay", "plain-http": "http://elsewhere.example/pay"}
"""Payment pages that nobody may be sent to."""
Work = Callable[[Request, Office, str], Awaitable[Response]]


class ApiError(Exception):
    """A refusal: status, the vendor's code or title, a message, and the field at fault.

    ``inner`` is the status in the body, where the two differ.
    """

    def __init__(
        self, status: int, code: str, message: str, name: str = "", *, inner: int | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.name = status, code, message, name
        self.inner = status if inner is None else inner


@dataclass(frozen=True, slots=True)
class Door:
    """How one service answers. ``find_merchant`` raises ApiError for a caller it does not know.

    ``lead_away`` answers a payment page at another address; ``fault_words``: code and message of a fault;
    ``unknown``: the refusal of a payment that there is not.
    """

    service: Service
    find_merchant: Callable[[Request], str]
    refuse: Callable[[ApiError], Response]
    lead_away: Callable[[str], Response]
    fault_words: Callable[[str], tuple[str, str]]
    unknown: Callable[[], ApiError]

    def operation(self, name: str) -> Callable[[Work], Callable[[Request], Awaitable[Response]]]:
        """Registers an operation: logs the call, checks who calls, applies faults."""

        def decorate(work: Work) -> Callable[[Request], Awaitable[Response]]:
            async def serve(request: Request) -> Response:
                traffic, office = request.app.state.traffic, request.app.state.office
                scheme = request.headers.get("authorization", "").partition(" ")[0]
                call = traffic.record(self.service, name, scheme, await read_body(request))

                async def answer() -> Response:
                    try:
                        return await work(request, office, self.find_merchant(request))
                    except ApiError as error:
                        return self.refuse(error)

                answered: Response = await traffic.answer(call, answer, self._strike)
                return answered

            return serve

        return decorate

    def _strike(self, fault: str) -> Response | None:
        """The answers to faults in the vendor's own words."""
        fault = {"refuse": "402", "html": "html-200"}.get(fault, fault)
        if fault in STATUSES:
            return self.refuse(ApiError(int(fault), *self.fault_words(fault)))
        if fault in FAR_AWAY:
            return self.lead_away(FAR_AWAY[fault])
        return BODIES[fault]() if fault in BODIES else None

    def find_repeat(self, office: Office, merchant: str, key: str) -> Checkout | None:
        """The payment that this merchant asked for with the same idempotence key."""
        return next((one for one in self._list(office, merchant) if key and one.key == key), None)

    def find(self, office: Office, merchant: str, checkout_id: str) -> Checkout:
        """Raises ApiError."""
        for one in self._list(office, merchant):
            if one.checkout_id == checkout_id:
                return one
        raise self.unknown()

    def _list(self, office: Office, merchant: str) -> list[Checkout]:
        everything = office.checkouts.values()
        return [one for one in everything if (one.service, one.merchant) == (self.service, merchant)]


async def read_body(request: Request) -> Any:
    """The JSON of a request; None when it is not JSON."""
    try:
        return json.loads(await request.body() or b"null")
    except ValueError:
        return None
