"""Bearer tokens for a client's id and secret (RFC 6749, 4.4): the page that gives them, and who holds one."""

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.crm.records import Records
from portal.sandbox.crm.system import System
from portal.sandbox.traffic import Traffic

if TYPE_CHECKING:
    from portal.sandbox.office import Office

LIFE, SHORT_LIFE = timedelta(hours=1), timedelta(seconds=5)
SHORT_TOKENS = {"short-tokens": "an OAuth token lives 5 seconds instead of an hour"}
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class ClientSystem(System):
    """A system with such tokens. ``clients``: the secret, and whom its tokens stand for, by client id."""

    clients: Mapping[str, tuple[str, str]] = {}
    token_path = ""

    @property
    def routes(self) -> list[Route]:
        return [Route(f"{self.prefix}{self.token_path}", self.give_token, methods=["POST"]), *super().routes]

    async def give_token(self, http: Request) -> Response:
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
            client_id, secret = _read_client(http, form)
            known, _owner = self.clients.get(client_id, ("", ""))
            if not known or not hmac.compare_digest(secret.encode(), known.encode()):
                return _refuse("invalid_client", 401)
            return JSONResponse(self.make_token(office, {"client_id": client_id}), headers=NO_STORE)

        return await traffic.answer(call, work)

    def make_token(self, office: "Office", asked: dict[str, Any]) -> dict[str, Any]:
        """A token of the client ``client_id``, as the page answers it."""
        records, client_id = office.crm[self.name], str(asked.get("client_id", "practice"))
        life, token = SHORT_LIFE if records.is_on("short-tokens") else LIFE, secrets.token_urlsafe(30)
        ends, owner = (office.clock.now() + life).isoformat(), self.clients.get(client_id, ("", client_id))[1]
        records.put("_token", token, {"token": token, "expires_at": ends, "owner": owner})
        return {"access_token": token, "token_type": "Bearer", "expires_in": int(life.total_seconds())}

    def revoke(self, office: "Office", asked: dict[str, Any]) -> int:  # noqa: ARG002 - all or nothing
        """Revokes every token of this kind; keys stay valid."""
        records = office.crm[self.name]
        return sum(records.remove("_token", row["token"]) for row in records.rows("_token"))


def find_owner(records: Records, token: str, now: datetime) -> str:
    """Whom a token stands for; "" when it is unknown or too old."""
    found = records.get("_token", token) if token else None
    if found is None or datetime.fromisoformat(found["expires_at"]) <= now:
        return ""
    return str(found.get("owner", ""))


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
