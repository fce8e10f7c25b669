"""Who may call DossierData, and how it refuses."""

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from portal.sandbox.crm.catalogue import Match, Operation
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.system import Ask, Caller, Refusal, System
from portal.sandbox.dossierdata import tokens
from portal.sandbox.dossierdata.contract import CONTRACT
from portal.sandbox.dossierdata.dates import read_forms
from portal.sandbox.dossierdata.tokens import find_user

if TYPE_CHECKING:
    from portal.sandbox.office import Office

SIGN_IN_PATHS = ("/oauth/", "/protected", "/your_callback")
AX_PATH = "/ax_message"
OAUTH_WORDS = {
    "unauthorised": ("access_denied", "The resource owner or authorization server denied the request."),
    "invalid": ("invalid_request", CONTRACT.malformed),
}


class DossierData(System):
    """The system at one tenant. ``forms`` says how each date is written."""

    name = "dossierdata"
    prefix = "/dossierdata/api/v1"
    switches = {
        "as_documented": "read calls answer {success, id}; no ids and pages in lists; 401 for a misfit",
        "wrapped": "read calls put the object in data",
        "loose": "ids as text, null for what is empty, a field nobody documented",
    }

    def __init__(self) -> None:
        super().__init__()
        self.forms = read_forms(self.catalogue)

    def identify(self, http: Request, office: "Office") -> Caller:
        """A bearer token in the header (with a capital B), else one in the query."""
        scheme, _space, token = http.headers.get("authorization", "").partition(" ")
        if not token:
            token = http.query_params.get("token", "")
            scheme = "query" if token else ""
        is_read = scheme in {"Bearer", "query"}
        records, now = office.crm[self.name], office.clock.now()
        user_id = tokens.find_owner(records, "_access", token, now) if is_read else None
        return Caller(scheme, is_known=user_id is not None, user_id=user_id or "")

    async def handle(
        self, http: Request, office: "Office", match: Match | None, caller: Caller, raw: bytes
    ) -> Response:
        """As documented, answers 401 to any invalid request."""
        try:
            return await super().handle(http, office, match, caller, raw)
        except Refusal as refusal:
            if office.crm[self.name].is_on("as_documented") and refusal.status in {409, 422}:
                refusal.status = 401
            raise

    def refuse(self, refusal: Refusal, operation: Operation | None) -> Response:
        """OAuth's form on sign-in calls; elsewhere a list of errors, without code and type for AX."""
        headers = {"Retry-After": "2"} if refusal.status == 429 else None
        if operation and operation.path.startswith(SIGN_IN_PATHS):
            return _refuse_sign_in(refusal)
        status = 401 if refusal.code == "refused" else refusal.status  # what the page shows for a refusal
        code, kind = CONTRACT.errors.get(refusal.code, (1, "generic_exception"))
        texts = [_sentence(one) for one in refusal.problems] or [str(refusal)]
        if operation and operation.path.endswith(AX_PATH) and refusal.code in {"invalid", "not-found"}:
            is_gone = refusal.code == "not-found"
            return _errors([{"message": "Not found"}] if is_gone else ax_errors(), 404 if is_gone else 401)
        return _errors([{"code": code, "type": kind, "message": text} for text in texts], status, headers)

    def answer(self, ask: Ask, data: Any) -> Response:
        """Applies switch ``loose``; the answer's shape was made in ``resources.py``."""
        if ask.records.is_on("loose"):
            data = _loosen(data)
        return JSONResponse(data)

    # For the console and for tests ---------------------------------------------------------------

    def make_token(self, office: "Office", asked: dict[str, Any]) -> dict[str, Any]:
        """A ready pair for ``user_id`` (1). Raises ValueError for an unknown user."""
        user = find_user(asked.get("user_id", 1))
        if user is None:
            raise ValueError("There is no such user.")
        return tokens.issue_tokens(office.crm[self.name], str(user.user_id), office.clock.now())

    def revoke(self, office: "Office", asked: dict[str, Any]) -> int:
        """Revokes the tokens of ``user_id``, or everybody's."""
        return tokens.revoke_all(office.crm[self.name], str(asked.get("user_id", "")))


def ax_errors(line: int = 1, column: int = 0) -> list[dict[str, str]]:
    """The four messages that the page shows when an AX message cannot be read."""
    return [
        {"message": text} for text in (*CONTRACT.ax_words, f"XML parse error. Line: {line} Column: {column}")
    ]


def refuse_ax(line: int = 1, column: int = 0) -> Response:
    return _errors(ax_errors(line, column), 401)


def _errors(errors: list[dict[str, Any]], status: int, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"errors": errors}, status_code=status, headers=headers)


def _sentence(problem: Problem) -> str:
    return f"{problem.field}: {problem.message}" if problem.field else problem.message


def _refuse_sign_in(refusal: Refusal) -> Response:
    code = "invalid" if refusal.code == "bad-json" else refusal.code
    error, text = OAUTH_WORDS.get(code, (code, str(refusal)))
    field = refusal.problems[0].field if refusal.problems else ""
    body = {"error": error, "error_description": text.replace("%s", field or "body")}
    return JSONResponse(body, status_code=400 if code == "invalid" else refusal.status)


def _loosen(data: Any) -> Any:
    """Habits of real servers: ids as text, null for empty values, an undocumented field."""
    if isinstance(data, list):
        return [_loosen(one) for one in data]
    if not isinstance(data, dict):
        return None if data == "" else data
    new = {name: str(one) if name == "id" else _loosen(one) for name, one in data.items()}
    return new | {"_version": 3} if "id" in data else new


SYSTEM = DossierData()
