"""Login/Token: a Tgr token for a client id and secret, sent as a form."""

import secrets
from typing import Any

from starlette.responses import JSONResponse, Response

from portal.sandbox.office import Office
from portal.sandbox.tagor.auth import CLIENT_ID, CLIENT_SECRET, TOKEN_SECONDS, make_token


async def issue_token(office: Office, form: dict[str, Any]) -> Response:
    """Issues a token: 400 for a missing field or another grant, 401 for a wrong secret."""
    secret = form.get("client_secret", "")
    if form.get("grant_type") != "client_credentials" or not secret:
        return _answer(400, error="unsupported_grant_type or missing parameter")
    is_client = form.get("client_id", "") == CLIENT_ID
    if not is_client or not secrets.compare_digest(secret.encode(), CLIENT_SECRET.encode()):
        return _answer(401, error="invalid_client")
    return _answer(200, token=make_token(office))


def _answer(status: int, token: str = "", error: str = "") -> Response:
    body = {"token_type": "Tgr", "expires_in": TOKEN_SECONDS if token else 0, "token": token, "error": error}
    return JSONResponse({"response": body}, status_code=status)
