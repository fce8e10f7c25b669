"""Entry point of the practice Aptic: authentication, paths below a service definition, RFC 7807 refusals."""

from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

from portal.sandbox.crm.catalogue import Catalogue, Match, Operation
from portal.sandbox.crm.checks import Checker, Problem
from portal.sandbox.crm.client_credentials import SHORT_TOKENS, ClientSystem
from portal.sandbox.crm.system import Refusal

SERVICES = ("", "v1", "Services")
INVALID = "One or more validation errors occurred."


class GatewayCatalogue(Catalogue):
    """Also matches paths that go on below a service definition."""

    def find(self, method: str, path: str) -> Match | None:
        steps = path.split("/")
        is_below = tuple(steps[:3]) == SERVICES and len(steps) > 4 and all(steps[3:])
        return super().find(method, "/".join(steps[:4]) if is_below else path)


class GatewayChecker(Checker):
    """A checker that accepts any body for a callback."""

    def check_body(self, operation: Operation, media_type: str, body: Any) -> list[Problem]:
        return [] if "*/*" in operation.bodies else super().check_body(operation, media_type, body)


class Aptic(ClientSystem):
    """The gateway of one installation. A caller's ``user_id`` is its client."""

    name = "aptic"
    prefix = "/aptic"
    switches = {
        "duplicates": "every event is sent twice, with the same id",
        "reordering": "events that wait are sent last first",
        "burst": "10,000 events transaction come along with whatever happens",
        "wrong-secret": "events carry another secret than was registered",
        "secret-in-header": "the secret comes in X-Webhook-Secret, not in the body",
        "in-a-list": "an event comes in a list of one",
        "slow-events": "3 seconds pass before each event",
        "stop-events": "events are kept, and sent when this is off again",
        **SHORT_TOKENS,
    }
    clients = {"practice": ("practice-secret", "practice"), "other": ("other-secret", "other")}
    keys = {"practice-aptic": "key"}
    token_path = "/login/oauth/access_token"  # noqa: S105 - an address; see securitySchemes of the catalogue

    def __init__(self) -> None:
        super().__init__()
        self.catalogue = GatewayCatalogue(self.catalogue.document)
        self.checker = GatewayChecker(self.catalogue)

    def refuse(self, refusal: Refusal, operation: Operation | None) -> Response:  # noqa: ARG002 - one form for all
        status = 400 if refusal.code == "invalid" else refusal.status
        body: dict[str, Any] = {
            "type": f"https://httpstatuses.io/{status}",
            "title": INVALID if status == 400 else HTTPStatus(status).phrase,
            "status": status,
            "detail": str(refusal),
            "instance": "",
        }
        if refusal.problems:
            body["errors"] = {one.field or "$": [one.message] for one in refusal.problems}
        headers = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "5"}}.get(status)
        return JSONResponse(body, status_code=status, headers=headers)


SYSTEM = Aptic()
