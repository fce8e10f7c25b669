"""One entry point for a system: find the operation, log, apply faults, authorise, check, handle."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.crm.bodies import STRIKES, Refusal, describe_request, read_body
from portal.sandbox.crm.catalogue import Catalogue, Match, Operation
from portal.sandbox.crm.checks import Checker, Problem
from portal.sandbox.crm.records import Records
from portal.sandbox.traffic import Traffic

if TYPE_CHECKING:
    from portal.sandbox.office import Office

__all__ = ["Ask", "Caller", "Handler", "Refusal", "System", "read_body"]
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True, slots=True)
class Caller:
    """The caller. ``scheme`` is "" without a credential; ``user_id`` is "" when it names no user."""

    scheme: str = ""
    is_known: bool = False
    user_id: str = ""


@dataclass(slots=True)
class Ask:
    """One request, checked; ``body`` is data for JSON, text for XML, None without one."""

    system: "System"
    office: "Office"
    http: Request
    operation: Operation
    caller: Caller
    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None

    @property
    def records(self) -> Records:
        return self.office.crm[self.system.name]


Handler = Callable[[Ask], Any]


class System:
    """A CRM system at ``prefix``. Subclasses say who calls and how a refusal looks, and register handlers.

    ``name`` is that of the system in the traffic, the catalogue and the records; ``switches`` are the choices
    of how it behaves, each with what it does.
    """

    name = ""
    prefix = ""
    switches: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.catalogue = Catalogue.load(self.name)
        self.checker = Checker(self.catalogue)
        self.handlers: dict[str, Handler] = {}

    # What a system decides ---------------------------------------------------------------------------

    def identify(self, http: Request, office: "Office") -> Caller:
        """Who calls, by the request's credential. Never raises."""
        raise NotImplementedError

    def is_open(self, operation: Operation) -> bool:
        """Whether anybody may call it."""
        return operation.item.get("security") == []

    def refuse(self, refusal: Refusal, operation: Operation | None) -> Response:
        """The refusal in the system's own words."""
        raise NotImplementedError

    def answer(self, ask: Ask, data: Any) -> Response:  # noqa: ARG002 - a system with masks needs it
        """The response for what a handler returned, when that is not a response yet."""
        return JSONResponse(data)

    def read_parameters(self, ask: Ask, match: Match) -> list[Problem]:
        """Fills ``ask.path`` and ``ask.query``."""
        parameters, query = ask.operation.parameters, ask.http.query_params
        read = self.checker.read_parameters
        ask.path, wrong = read(parameters, "path", lambda name: [match.path_values[name]])
        ask.query, more = read(parameters, "query", query.getlist)
        return wrong + more

    def make_token(self, office: "Office", asked: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002 - has none
        """For tests: a ready token. Raises ValueError when it cannot be made."""
        raise ValueError(f"{self.name} gives no tokens here")

    def revoke(self, office: "Office", asked: dict[str, Any]) -> int:  # noqa: ARG002 - it has none
        """For tests and the console: revokes tokens; returns how many."""
        return 0

    def on(self, *operation_ids: str) -> Callable[[Handler], Handler]:
        """Registers the handler of these operations. Raises KeyError for one that the catalogue lacks."""

        def register(handler: Handler) -> Handler:
            for operation_id in operation_ids:
                self.handlers[self.catalogue.operations[operation_id].operation_id] = handler
            return handler

        return register

    @property
    def routes(self) -> list[Route]:
        return [Route(f"{self.prefix}/{{path:path}}", self.serve, methods=METHODS)]

    # The door ----------------------------------------------------------------------------------------

    async def serve(self, http: Request) -> Response:
        office: Office = http.app.state.office
        traffic: Traffic = http.app.state.traffic
        match = self.catalogue.find(http.method, f"/{http.path_params['path']}")
        operation = match.operation if match else None
        caller = self.identify(http, office)
        raw = await http.body()
        call = traffic.record(
            self.name,
            operation.operation_id if operation else "unknown",
            caller.scheme,
            describe_request(http, match, raw),
        )

        async def work() -> Response:
            try:
                return await self.handle(http, office, match, caller, raw)
            except Refusal as refusal:
                return self.refuse(refusal, operation)

        def strike(kind: str) -> Response | None:
            return self.refuse(STRIKES[kind], operation) if kind in STRIKES else None

        return await traffic.answer(call, work, strike)

    async def handle(
        self, http: Request, office: "Office", match: Match | None, caller: Caller, raw: bytes
    ) -> Response:
        """Runs one call. Raises Refusal."""
        if match is None:
            raise Refusal(404, "no-path", "Not found")
        if match.operation is None:
            raise Refusal(405, "no-method", "Method not allowed")
        operation = match.operation
        if not (self.is_open(operation) or caller.is_known):
            raise Refusal(401, "unauthorised", "Unauthenticated")
        handler = self.handlers.get(operation.operation_id)
        if handler is None:
            raise Refusal(501, "not-played", f"{operation.operation_id} is not played")
        ask = Ask(self, office, http, operation, caller)
        problems = self.read_parameters(ask, match)
        if any(problem.field in match.path_values for problem in problems):
            raise Refusal(404, "not-found", "Not found")
        media_type, ask.body = read_body(http, raw)
        problems += self.checker.check_body(operation, media_type, ask.body)
        if problems:
            raise Refusal(422, "invalid", "The given data was invalid", problems=problems)
        result = handler(ask)
        if inspect.isawaitable(result):
            result = await result
        return result if isinstance(result, Response) else self.answer(ask, result)
