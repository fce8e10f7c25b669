"""``POST /aptic/login/oauth/access_token``: client credentials for a bearer token (RFC 6749, 4.4).

Source of the address and the form: see ``securitySchemes`` of the catalogue.
"""

import base64
import binascii
from urllib.parse import parse_qs, unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.aptic.tokens import is_client, issue_token
from portal.sandbox.office import Office
from portal.sandbox.traffic import Traffic

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


async def give_token(http: Request) -> Response:
    """The client may name itself in the form or by HTTP Basic."""
    office: Office = http.app.state.office
    traffic: Traffic = http.app.state.traffic
    form = {name: texts[-1] for name, texts in parse_qs((await http.body()).decode(errors="replace")).items()}
    grant = form.get("grant_type", "")
    call = traffic.record("aptic", "oauth_token", "", {"grant_type": grant})

    async def work() -> Response:
        if grant != "client_credentials":
            return _refuse("unsupported_grant_type" if grant else "invalid_request", 400)
        client_id, secret = _read_client(http, form)
        if not is_client(client_id, secret):
            return _refuse("invalid_client", 401)
        token, life_s = issue_token(office.crm["aptic"], client_id, office.clock.now())
        body = {"access_token": token, "token_type": "Bearer", "expires_in": life_s}
        return JSONResponse(body, headers=NO_STORE)

    return await traffic.answer(call, work)


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


PAGES = [Route("/aptic/login/oauth/access_token", give_token, methods=["POST"])]
