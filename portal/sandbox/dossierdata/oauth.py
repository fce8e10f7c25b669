"""Signing in: authorisation code, then tokens; a refresh gives new tokens and revokes the old.

What the page leaves open follows the library whose texts its samples are (league/oauth2-server 4): a wrong
code or refresh token is ``invalid_request``. ``state`` is not documented and is passed through. Both are
ASSUMED.
"""

import hmac
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from portal.sandbox.config import Config
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.system import Ask, Refusal
from portal.sandbox.dossierdata import tokens
from portal.sandbox.dossierdata.system import SYSTEM
from portal.sandbox.dossierdata.tokens import CLIENT_ID, CLIENT_SECRET, find_user
from portal.sandbox.pages import render

CALLBACK = "/desk/crm/dossierdata/callback/"
SESSION = "dossierdata_session"
SIGN_IN = "/dossierdata/login"


def registered_redirect(config: Config) -> str:
    """The one address that the client was registered with."""
    return f"{config.portal_url}{CALLBACK}"


@SYSTEM.on("get_protected")
def protected(_ask: Ask) -> dict[str, str]:
    return {"status": "ok"}


@SYSTEM.on("oauth_callback")
def callback(_ask: Ask) -> Response:
    """Documented only as an example of where a code arrives; DossierData itself has nothing there."""
    return HTMLResponse("")


def check_client(query: QueryParams, config: Config) -> None:
    """Raises Refusal when the client, its address or the scope is not right."""
    if query.get("client_id") != CLIENT_ID or query.get("redirect_uri") != registered_redirect(config):
        raise Refusal(401, "invalid_client", "Client authentication failed")
    if query.get("response_type") != "code":
        raise Refusal(400, "invalid", "", problems=[Problem("response_type", "enum", "is not code")])
    for scope in query.get("scope", "").split(","):
        area, colon, name = scope.strip().partition(":")
        if not (area and colon and name):
            text = (
                f'The requested scope is invalid, unknown, or malformed. Check the "{scope.strip()}" scope.'
            )
            raise Refusal(400, "invalid_scope", text)


@SYSTEM.on("authorize")
def authorize(ask: Ask) -> Response:
    """The page where a user says yes or no; somebody who is not signed in goes to the sign-in page first."""
    query = ask.http.query_params
    check_client(query, ask.office.config)
    session = ask.http.cookies.get(SESSION, "")
    user = find_user(tokens.find_owner(ask.records, "_session", session, ask.office.clock.now()))
    if user is None:
        return RedirectResponse(f"{SIGN_IN}?{urlencode({'to': f'?{ask.http.url.query}'})}", status_code=302)
    scopes = [scope.strip() for scope in query["scope"].split(",")]
    return render(
        "dossierdata-consent.html",
        user=user,
        scopes=scopes,
        query=ask.http.url.query,
        form_action=f"'self' {ask.office.config.portal_url}",
    )


@SYSTEM.on("create_access_token")
def create_access_token(ask: Ask) -> Response:
    """Both grants. A refresh needs no client, as documented; one that is given must be right."""
    body, now = ask.body, ask.office.clock.now()
    if body["grant_type"] == "refresh_token":
        if "client_id" in body:
            _check_secret(body)
        pair = tokens.refresh_tokens(ask.records, body["refresh_token"], now)
        if pair is None:
            raise Refusal(400, "invalid_request", "The refresh token is invalid.")
        return _no_store(pair)
    _check_secret(body)
    user_id = tokens.take_code(ask.records, body["code"], body["redirect_uri"], now)
    if user_id is None:
        raise Refusal(400, "invalid", "", problems=[Problem("code", "wrong", "is not good")])
    return _no_store(tokens.issue_tokens(ask.records, user_id, now))


def _check_secret(body: dict[str, str]) -> None:
    given = (str(body.get("client_id", "")), str(body.get("client_secret", "")))
    pairs = zip(given, (CLIENT_ID, CLIENT_SECRET), strict=True)
    if not all(hmac.compare_digest(one.encode(), other.encode()) for one, other in pairs):
        raise Refusal(401, "invalid_client", "Client authentication failed")


def _no_store(pair: dict[str, object]) -> Response:
    return JSONResponse(pair, headers={"Cache-Control": "no-store"})
