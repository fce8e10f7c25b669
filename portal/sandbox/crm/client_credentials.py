"""The token endpoint of client credentials: a client's id and secret for a bearer token (RFC 6749, 4.4)."""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qs, unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.crm.records import Records
from portal.sandbox.office import Office
from portal.sandbox.traffic import Traffic

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
IsClient = Callable[[str, str], bool]
IssueToken = Callable[[Records, str, datetime], tuple[str, int]]


def make_token_page(system: str, address: str, *, is_client: IsClient, issue_token: IssueToken) -> Route:
    """``POST address``. ``is_client``: id and secret; ``issue_token``: a token and its life in seconds."""

    async def give_token(http: Request) -> Response:
        """The client may name itself in the form or by HTTP Basic."""
        office: Office = http.app.state.office
        traffic: Traffic = http.app.state.traffic
        body = (await http.body()).decode(errors="replace")
        form = {name: texts[-1] for name, texts in parse_qs(body).items()}
        grant = form.get("grant_type", "")
        call = traffic.record(system, "oauth_token", "", {"grant_type": grant})

        async def work() -> Response:
            if grant != "client_credentials":
                return _refuse("unsupported_grant_type" if grant else "invalid_request", 400)
            client_id, secret = _read_client(http, form)
            if not is_client(client_id, secret):
                return _refuse("invalid_client", 401)
            token, life_s = issue_token(office.crm[system], client_id, office.clock.now())
            answer = {"access_token": token, "token_type": "Bearer", "expires_in": life_s}
            return JSONResponse(answer, headers=NO_STORE)

        return await traffic.answer(call, work)

    return Route(address, give_token, methods=["POST"])


def _read_client(http: Request, form: dict[str, str]) -> tuple[str, str]:
    scheme, _space, text = http.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        client, _colon, secret = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client), unquote_plus(secret)


def _refuse(code: str, status: int) -> Response:
    headers = NO_STORE | ({"WWW-Authenticate": "Basic"} if status == 401 else {})
    return JSONResponse({"error": code}, status_code=status, headers=headers)
