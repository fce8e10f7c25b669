"""Who calls: ``Authorization: {Tgr|Hash|Pin|Orng} {token}``, the word in any case; and Login/Token."""

import base64
import binascii
import secrets
import time
from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

from portal.sandbox.office import Office
from portal.sandbox.records import File, Party
from portal.sandbox.seeds.people import KEY_USER, LOGIN_USER, ORGANI_USER

API_KEY = "practice-key"
ORGANI_KEY = "practice-organi"
CLIENT_ID, CLIENT_SECRET = "practice", "practice-secret"
TOKEN_SECONDS = 3600
SCHEMES = {"tgr": "Tgr", "hash": "Hash", "pin": "Pin", "orng": "Orng"}


@dataclass(frozen=True, slots=True)
class Caller:
    """``file`` and ``party`` are those of a hash or PIN, ``username`` is the user of a key or token.

    ``valid`` is false when the token gives access to nothing.
    """

    scheme: str
    valid: bool
    file: File | None = None
    party: Party | None = None
    expired: bool = False
    username: str = ""


NOBODY = Caller(scheme="", valid=True)


def identify(office: Office, header: str) -> Caller:
    """Reads the header; an unknown scheme is nobody."""
    word, _, token = header.strip().partition(" ")
    scheme, token = SCHEMES.get(word.casefold(), ""), token.strip()
    if not scheme:
        return NOBODY
    if scheme == "Tgr":
        if token == API_KEY:
            return Caller(scheme, valid=True, username=KEY_USER)
        return Caller(scheme, valid=office.tokens.get(token, 0) > time.time(), username=LOGIN_USER)
    if scheme == "Orng":
        is_set_up = all(office.parameters[number].strip() for number in ("587", "589"))
        return Caller(scheme, valid=is_set_up and token == ORGANI_KEY, username=ORGANI_USER)
    found = office.find_hash(token) if scheme == "Hash" else _find_pin(office, token)
    if found is None:
        return Caller(scheme, valid=False)
    expired = scheme == "Hash" and office.is_hash_expired(found[1])
    return Caller(scheme, not expired, *found, expired=expired)


def _find_pin(office: Office, token: str) -> tuple[File, Party] | None:
    try:
        name, _, pin = base64.b64decode(token, validate=True).decode().rpartition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return office.find_pin(name, pin)


def make_token(office: Office) -> str:
    """Makes a token for Login/Token; it expires after ``TOKEN_SECONDS`` of real time."""
    token = secrets.token_urlsafe(32)
    office.save_token(token, time.time() + TOKEN_SECONDS)
    return token


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
