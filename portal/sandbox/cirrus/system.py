"""Entry point of the practice Cirrus: authentication, refusals, and the shape of every answer."""

from collections import deque
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.sandbox.cirrus.mask import MaskError, apply_mask, read_mask
from portal.sandbox.cirrus.shapes import View, read_models
from portal.sandbox.cirrus.writing import PAYLOAD
from portal.sandbox.crm.catalogue import Match, Operation
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.client_credentials import SHORT_TOKENS, ClientSystem
from portal.sandbox.crm.system import Ask, Caller, Refusal

if TYPE_CHECKING:
    from portal.sandbox.office import Office

TOKEN = "practice-cirrus"  # noqa: S105 - of a practice server, and in the manual
CALLS_A_MINUTE = 120
MAX_BODY = 20 * 1024 * 1024
PAGE_NAMES = {"page", "pages", "per_page", "total", "items"}
# ASSUMED: the page shows no error; these are the words of flask-restx and werkzeug.
NOT_FOUND = (
    "The requested URL was not found on the server. "
    "If you entered the URL manually please check your spelling and try again."
)


class Cirrus(ClientSystem):
    """The practice Cirrus of one tenant. ``models`` are the catalogue's schemas as fields."""

    name = "cirrus"
    prefix = "/cirrus"
    switches = {
        "wrapped": "a page object comes in a list of one, as documented",
        "nulls": "every documented field is there, null when it is empty",
        "rate-limit": f"{CALLS_A_MINUTE} calls a minute, then 429 with Retry-After",
        **SHORT_TOKENS,
    }
    clients = {"practice": ("practice-secret", "2")}  # the portal's own user
    token_path = "/oauth/token"  # noqa: S105 - an address: docs.cirruscrm.io/docs/docs/authentication

    def __init__(self) -> None:
        super().__init__()
        self.models = read_models(self.catalogue)
        self._recent: dict[str, deque[float]] = {}

    def identify(self, http: Request, office: "Office") -> Caller:
        if token := http.headers.get("x-token", ""):
            return Caller("X-Token", token == TOKEN, "1")
        return super().identify(http, office)

    def check_rate(self, ask: Ask) -> None:
        """Only with switch ``rate-limit``. Raises Refusal (rate-limited)."""
        if not ask.records.is_on("rate-limit"):
            self._recent.clear()
            return
        now = ask.office.clock.now().timestamp()
        recent = self._recent.setdefault(ask.caller.scheme, deque())
        while recent and not 0 <= now - recent[0] < 60:
            recent.popleft()
        if len(recent) >= CALLS_A_MINUTE:
            raise Refusal(429, "rate-limited", "Too many requests")
        recent.append(now)

    def read_parameters(self, ask: Ask, match: Match) -> list[Problem]:
        self.check_rate(ask)
        if int(ask.http.headers.get("content-length") or 0) > MAX_BODY:
            raise Refusal(413, "too-large", "The data value transmitted exceeds the capacity limit.")
        return super().read_parameters(ask, match)

    def answer(self, ask: Ask, data: Any) -> Response:
        """Applies the mask of ``X-Fields`` where the call documents it; a new record gets 201."""
        if ask.records.is_on("wrapped") and isinstance(data, dict) and data.keys() >= PAGE_NAMES:
            data = [data]
        takes_mask = any(one.name == "X-Fields" for one in ask.operation.parameters)
        if takes_mask and (text := ask.http.headers.get("x-fields", "").strip()):
            try:
                data = apply_mask(read_mask(text), data)
            except MaskError as error:
                raise Refusal(400, "bad-mask", f"Parse error: {error}") from None
        is_new = ask.operation.operation_id.startswith("create_") and ask.operation.answer is None
        return JSONResponse(data, status_code=201 if is_new else 200)

    def refuse(self, refusal: Refusal, operation: Operation | None) -> Response:  # noqa: ARG002 - one form for all
        if refusal.code == "invalid":
            errors = {one.field or "body": format_problem(one) for one in refusal.problems}
            return JSONResponse({"message": PAYLOAD, "errors": errors}, status_code=400)
        headers = {"Retry-After": self._wait()} if refusal.status == 429 else {}
        if refusal.status == 401:
            headers = {"WWW-Authenticate": 'Bearer realm="cirrus"'}
        message = NOT_FOUND if refusal.code == "no-path" else str(refusal)
        return JSONResponse({"message": message}, status_code=refusal.status, headers=headers)

    def _wait(self) -> str:
        """Seconds until the oldest call of the minute drops out; a 429 from a fault says 30."""
        full = [recent for recent in self._recent.values() if len(recent) >= CALLS_A_MINUTE]
        return str(max(1, round(60 - (full[0][-1] - full[0][0])))) if full else "30"


def view_of(ask: Ask) -> View:
    """The current records, shown by our schemas."""
    return View(ask.records, SYSTEM.models)


def format_problem(problem: Problem) -> str:
    """A problem in the words of flask-restx, with Python's quotes."""
    return problem.message.replace('"', "'")


SYSTEM = Cirrus()
