"""One entry point for every operation: log, faults, authorisation, envelope, refusals."""

import inspect
import json
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response

from portal.sandbox.tagor.auth import Caller, identify, issue_token
from portal.sandbox.tagor.groups import (  # noqa: F401 - registers
    actions,
    casework,
    config,
    document,
    dossier,
    dossier_lines,
    dossierlijn,
    message,
    party,
    pay,
    plans,
    service,
    solvency,
    telephone,
    user,
)
from portal.sandbox.tagor.operations import HANDLERS, OPERATIONS, Request
from portal.sandbox.tagor.permissions import find_actor
from portal.sandbox.tagor.wire import Fields, Forbidden, Refused, WireError, answer
from portal.sandbox.traffic import Traffic

# These two try out a hash or PIN, so a wrong one is a refusal and not a 401.
EXCHANGES = {"TagorService/HashToFile", "TagorService/PinToFile"}
NEWER = {"Dossier/CreateAgenda": "2.00"}
FORM_POSTS = {"Login/Token": issue_token, "Pay/Finish": pay.finish}


async def serve(request: HttpRequest) -> Response:
    """``/tagor/v1/rest/{Group}/{Name}``."""
    name = f"{request.path_params['group']}/{request.path_params['name']}"
    known = OPERATIONS.get(name)
    if known is None:
        return _error(404, "Unknown service")
    if request.method not in known.methods:
        return _error(405, "Method not allowed")
    caller = identify(request.app.state.office, request.headers.get("authorization", ""))
    body = await _read(request, is_form=name in FORM_POSTS)
    traffic: Traffic = request.app.state.traffic
    call = traffic.record("tagor", name, caller.scheme, body)

    async def work() -> Response:
        if refusal := _check_caller(name, known.schemes, caller):
            return refusal
        if name in FORM_POSTS:
            return await FORM_POSTS[name](request.app.state.office, body)
        return await _operate(request, name, caller, body)

    return await traffic.answer(call, work)


def _check_caller(name: str, schemes: frozenset[str], caller: Caller) -> Response | None:
    if not schemes:
        return None
    is_tried_out = name in EXCHANGES and caller.scheme in {"Hash", "Pin"}
    if caller.scheme not in schemes or not (caller.valid or is_tried_out):
        return _error(401, "Unauthorized")
    return None


async def _read(request: HttpRequest, *, is_form: bool) -> Any:
    """The body as data; what is not JSON comes back as text."""
    if is_form:
        form = await request.form()
        return {key: value for key, value in form.multi_items() if isinstance(value, str)}
    raw = await request.body()
    try:
        return json.loads(raw) if raw else {}
    except ValueError:
        return raw.decode(errors="replace")


async def _operate(request: HttpRequest, name: str, caller: Caller, body: Any) -> Response:
    state = request.app.state
    handler = HANDLERS.get(name)
    if handler is None or (name in NEWER and not state.office.has_version(NEWER[name])):
        return _error(404, f"Unknown service {name}") if handler else _error(501, f"{name} is not played yet")
    inner = body.get("request", {}) if isinstance(body, dict) else None
    if not isinstance(inner, dict):
        return _error(500, "Invalid JSON")
    try:
        fields = Fields(inner)
        actor = find_actor(state.office, caller.username, fields.context(), name)
        result = handler(Request(state.office, caller, fields, state.http, actor))
        return answer(await result if inspect.isawaitable(result) else result)
    except Refused as refused:
        return answer({"Success": False, "Error": str(refused)})
    except Forbidden as forbidden:
        return _error(403, str(forbidden))
    except WireError as error:
        return _error(500, str(error))


def _error(status: int, text: str) -> Response:
    return JSONResponse({"Error": text}, status_code=status)
