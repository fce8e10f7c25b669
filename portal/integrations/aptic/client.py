"""Aptic's custom services: callbacks, named actions, a list of persons, webhooks.

Owner of the contract: Aptic, API gateway. Source: the page of custom services, kept in
``catalog/aptic.json``, whose paths and verbs are inferred; an office may put the vendor's own document in its
place. The base address is the gateway's whole one ("https://host/environment/APIGW").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from portal.integrations.aptic.filters import Filter
from portal.integrations.aptic.tolerance import CALLBACKS, SERVICES, ApticDialect, ApticReader
from portal.integrations.aptic.values import (
    Person,
    PersonPage,
    ServiceResult,
    Verb,
    Webhook,
    read_job_id,
    read_person,
    read_webhook,
)
from portal.integrations.errors import Unavailable
from portal.integrations.http import Engine, Limits, SystemClient
from portal.integrations.openapi import ApiClient, Credential, Document, InvalidRequest, Operation, Problem
from portal.integrations.openapi.oauth import ClientCredentials, HeaderKey
from portal.integrations.openapi.requests import Asked
from portal.integrations.openapi.validation import Validator

TOKEN_PATH = "/login/oauth/access_token"  # noqa: S105 - an address
MOST_A_PAGE = 100
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_MOST_STEPS, _LONGEST_STEP = 10, 200


@dataclass(frozen=True)
class _Below(Operation):
    """An operation at a path below its own; ``place`` is where it stands in the document."""

    place: str = ""

    @property
    def pointer(self) -> str:
        """Where it stands in the document."""
        return self.place


class ApticClient(ApiClient):
    """Aptic, safe to share between threads. The office calls, not a person.

    Raises, everywhere: InvalidRequest (nothing was sent) and the errors of ``integrations.errors``: Refused
    with the RFC 7807 details as ``problems``, NotFound, Conflict, Busy and Unavailable, NotAuthorised,
    UnexpectedResponse, OutcomeUnknown (a write whose answer was lost).
    """

    def __init__(self, system: SystemClient, document: Document, *, credential: Credential) -> None:
        super().__init__(system, document, dialect=ApticDialect(document), credential=credential)
        self._reader = ApticReader(document, self.dialect, Validator(document), system=system.system)

    # Custom actions ----------------------------------------------------------------------------------

    def ping(self) -> bool:
        """Whether Aptic answers (GET /v1/Ping). Raises when it does not."""
        self._find("ping")
        return self.call("ping").status < 300

    def get_callback(self, name: str) -> Any:
        """Invoke a named callback (GET /v1/Callback/{callbackName}) and return its answer.

        Never sent twice.
        """
        return self._call_back("GET", name, None)

    def post_callback(self, name: str, data: Any = None) -> Any:
        """Invoke a named callback with input (POST /v1/Callback/{callbackName}). Never sent twice."""
        return self._call_back("POST", name, data)

    def _call_back(self, verb: str, name: str, data: Any) -> Any:
        operation = self._find(CALLBACKS[verb])
        _check_step(operation, "callbackName", name)
        return self._ask(operation, Asked(path={"callbackName": name}, body=data), None).data

    def call_service(
        self,
        name: str,
        *,
        verb: Verb = "POST",
        data: Any = None,
        run_async: bool = False,
        sub_path: str | Sequence[str] = "",
    ) -> ServiceResult:
        """Run the action of a service definition ({verb} /v1/Services/{serviceDefinition}). Never sent twice.

        ``sub_path`` is appended to the name: one text ("invoices/2026"), or a list of steps, in which a slash
        does not separate. A GET takes no ``data``. ``run_async``: Aptic works after answering.
        """
        operation = self._find(SERVICES[verb])
        _check_step(operation, "serviceDefinition", name)
        asked = Asked(path={"serviceDefinition": name}, query={"async": True} if run_async else {}, body=data)
        result = self._ask(_go_below(operation, sub_path), asked, None)
        goes_on = run_async or result.status == 202
        job_id = read_job_id(result.data) if goes_on else ""
        return ServiceResult(result.status, result.data, job_id, goes_on=goes_on)

    # Persons -----------------------------------------------------------------------------------------

    def list_persons(
        self, *, where: Filter | None = None, skip: int = 0, top: int = 25, order: str = ""
    ) -> PersonPage:
        """A page of persons and companies (GET, see ``list_persons`` of the document)."""
        operation = self._find("list_persons")
        query: dict[str, Any] = {"$skip": max(skip, 0), "$top": max(1, min(top, MOST_A_PAGE))}
        if where is not None:
            query["$filter"] = where.text
        if order:
            query["$orderby"] = order
        result = self._ask(operation, Asked(query=query), None)
        total = result.data.get("total")
        persons = tuple(read_person(row) for row in result.items)
        known = total if isinstance(total, int) else query["$skip"] + len(persons)
        return PersonPage(persons, query["$skip"], known)

    def iterate_persons(
        self, *, where: Filter | None = None, order: str = "", size: int = MOST_A_PAGE, most: int = 1000
    ) -> Iterator[Person]:
        """Persons one by one, at most ``most``; each page is requested when its first person is needed."""
        skip = 0
        while skip < most:
            page = self.list_persons(where=where, skip=skip, top=min(size, most - skip), order=order)
            yield from page.items
            skip += len(page.items)
            if not page.has_more:
                return

    # Webhooks ----------------------------------------------------------------------------------------

    def list_webhooks(self) -> tuple[Webhook, ...]:
        """The webhooks of this client only (GET /v1/WebHooks)."""
        result = self._ask(self._find("list_webhooks"), Asked(), None)
        return tuple(read_webhook(row) for row in result.items)

    def register_webhook(
        self, *, events: Iterable[str], url: str, secret: str, method: str = "POST"
    ) -> Webhook:
        """Subscribe to events (PUT /v1/WebHooks). ``secret`` comes back with every event.

        Whether registering an address twice makes one webhook or two is not documented: list them after
        OutcomeUnknown.
        """
        body = {"events": list(events), "url": url, "secret": secret, "method": method}
        result = self._ask(self._find("register_webhook"), Asked(body=body), None)
        return read_webhook(result.data)

    def delete_webhook(self, *, url: str, events: Iterable[str] | None = None) -> None:
        """Unsubscribe (DELETE /v1/WebHooks, with a body); from all events without ``events``.

        Raises: InvalidRequest for an empty ``events``, which Aptic might take for all.
        """
        operation = self._find("delete_webhook")
        body: dict[str, Any] = {"url": url}
        if events is not None:
            body["events"] = list(events)
            if not body["events"]:
                problem = Problem("body", "/events", "min_items", {"limit": 1})
                raise InvalidRequest(operation.operation_id, (problem,))
        self._ask(operation, Asked(body=body), None)

    def _find(self, operation_id: str) -> Operation:
        """Raises: Unavailable when the office's own document has no such operation."""
        if not self.document.has_operation(operation_id):
            raise Unavailable(
                f"the document has no {operation_id}", system=self.system.system, operation=operation_id
            )
        return self.document.get_operation(operation_id)


def _check_step(operation: Operation, name: str, text: str) -> None:
    is_good = 0 < len(text) <= _LONGEST_STEP and text.strip() and not _UNSENDABLE.search(text)
    if not is_good or text in (".", ".."):
        raise InvalidRequest(operation.operation_id, (Problem("path", f"/{name}", "unsendable"),))


def _go_below(operation: Operation, sub_path: str | Sequence[str]) -> Operation:
    """The operation with the steps of ``sub_path`` appended to its path, each escaped."""
    if isinstance(sub_path, str):
        sub_path = sub_path.strip("/").split("/") if sub_path.strip("/") else ()
    steps = tuple(sub_path)
    if len(steps) > _MOST_STEPS:
        problem = Problem("path", "/sub_path", "max_items", {"limit": _MOST_STEPS})
        raise InvalidRequest(operation.operation_id, (problem,))
    for step in steps:
        _check_step(operation, "sub_path", step)
    if not steps:
        return operation
    return _Below(
        operation.operation_id,
        operation.method,
        "/".join((operation.path, *(quote(step, safe="") for step in steps))),
        operation.raw,
        operation.shared,
        operation.resolve,
        place=operation.pointer,
    )


def build_aptic_client(
    *,
    base_url: str,
    document: Document,
    api_key: str = "",
    client_id: str = "",
    client_secret: str = "",
    engine: Engine = "pyreqwest",
    limits: Limits | None = None,
) -> ApticClient:
    """The office's client: by its key, or else by client id and secret for a bearer token.

    ASSUMED: the key is sent as a bearer token. No page names a header for it, and the only scheme
    ("oauth2apikey") is a bearer scheme. Source of the token address: see the catalogue's ``securitySchemes``.
    """
    credential: Credential = HeaderKey("Authorization", f"Bearer {api_key}")
    if not api_key:
        credential = ClientCredentials(
            system="aptic",
            token_url=base_url.rstrip("/") + TOKEN_PATH,
            client_id=client_id,
            client_secret=client_secret,
            engine=engine,
            limits=limits,
        )
    system = SystemClient(system="aptic", base_url=base_url, engine=engine, limits=limits)
    return ApticClient(system, document, credential=credential)
