"""Bearer tokens for a client's id and secret (RFC 6749, 4.4): the page that gives them, and who holds one."""

import base64
import binascii
import hmac
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.crm.bodies import STRIKES
from portal.sandbox.crm.system import Caller, System
from portal.sandbox.traffic import Traffic

if TYPE_CHECKING:
    from portal.sandbox.office import Office

LIFE, SHORT_LIFE = timedelta(hours=1), timedelta(seconds=5)
SHORT_TOKENS = {"short-tokens": "an OAuth token lives 5 seconds instead of an hour"}
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class ClientSystem(System):
    """A system with such tokens. ``clients``: the secret, and whom its tokens stand for, by client id.

    ``keys`` need no asking: whom each stands for.
    """

    clients: Mapping[str, tuple[str, str]] = {}
    keys: Mapping[str, str] = {}
    token_path = ""

    @property
    def routes(self) -> list[Route]:
        return [Route(f"{self.prefix}{self.token_path}", self.issue_token, methods=["POST"]), *super().routes]

    def identify(self, http: Request, office: "Office") -> Caller:
        scheme, _space, token = http.headers.get("authorization", "").partition(" ")
        if scheme.casefold() != "bearer":
            return Caller(scheme)
        token = token.strip()
        found = office.crm[self.name].find_token("_token", token, office.clock.now())
        owner = self.keys.get(token) or str(found.get("owner", "") if found else "")
        return Caller("Bearer", bool(owner), owner)

    async def issue_token(self, http: Request) -> Response:
        """The client may name itself in the form or by HTTP Basic."""
        office: Office = http.app.state.office
        traffic: Traffic = http.app.state.traffic
        body = (await http.body()).decode(errors="replace")
        form = {name: texts[-1] for name, texts in parse_qs(body).items()}
        grant = form.get("grant_type", "")
        call = traffic.record(self.name, "oauth_token", "", {"grant_type": grant})

        async def work() -> Response:
            if grant != "client_credentials":
                return _refuse("unsupported_grant_type" if grant else "invalid_request", 400)
            named = form.get("client_id", ""), form.get("client_secret", "")
            client_id, secret = read_basic(http) or named
            known, _owner = self.clients.get(client_id, ("", ""))
            if not known or not hmac.compare_digest(secret.encode(), known.encode()):
                return _refuse("invalid_client", 401)
            return JSONResponse(self.make_token(office, {"client_id": client_id}), headers=NO_STORE)

        def strike(kind: str) -> Response | None:
            return _refuse("unauthorized_client", STRIKES[kind].status) if kind in STRIKES else None

        return await traffic.answer(call, work, strike)

    def make_token(self, office: "Office", asked: dict[str, Any]) -> dict[str, Any]:
        """A token of the client ``client_id``, as the page answers it."""
        records, client_id = office.crm[self.name], str(asked.get("client_id", "practice"))
        life, owner = SHORT_LIFE if records.is_on("short-tokens") else LIFE, self.clients[client_id][1]
        token = records.issue_token("_token", office.clock.now() + life, owner=owner)
        return {"access_token": token, "token_type": "Bearer", "expires_in": int(life.total_seconds())}

    def revoke(self, office: "Office", asked: dict[str, Any]) -> int:  # noqa: ARG002 - all or nothing
        """Revokes every token of this kind; keys stay valid."""
        records = office.crm[self.name]
        return sum(records.remove("_token", row["token"]) for row in records.rows("_token"))


def read_basic(http: Request) -> tuple[str, str] | None:
    """User and password of HTTP Basic: empty when they cannot be read, None when there are none."""
    scheme, _space, text = http.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        user, _colon, password = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(user), unquote_plus(password)


def _refuse(code: str, status: int) -> Response:
    headers = NO_STORE | ({"WWW-Authenticate": "Basic"} if status == 401 else {})
    return JSONResponse({"error": code}, status_code=status, headers=headers)
