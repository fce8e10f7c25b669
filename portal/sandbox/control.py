"""``/_control/…``: what tests and tools need to steer the practice office and to look inside it.

| path | verbs | does |
| --- | --- | --- |
| ``/_control/calls`` | GET DELETE | the calls received, oldest first; forget them |
| ``/_control/calls/clear`` | POST | forget them |
| ``/_control/faults`` | GET POST DELETE | ``{system, operation, fault, times, seconds}`` (see below) |
| ``/_control/reset`` | POST | back to the seeds; calls, faults, clock and parameters too |
| ``/_control/clock`` | GET POST | ``{"now": iso}``, ``{"advance_days": n}``, or ``{}`` for the real time |
| ``/_control/parameters`` | GET POST | ``{"568": "true"}`` |
| ``/_control/files`` | GET | the seeded files, one row per defendant |
| ``/_control/files/<slug>`` | GET | everything in one file |
| ``/_control/crowd`` | POST | ``{count}``: that many extra plain files; a row for each |
| ``/_control/outbox`` | GET | the mails and texts it "sent", oldest first |
| ``/_control/desk`` | GET | shortcuts on users' screens, and solvency reports |
| ``/_control/book`` | POST | ``{file_id}``: book its unconfirmed payments |
| ``/_control/accept`` | POST | ``{file_id}``: accept its requested plan |
| ``/_control/crm/<system>`` | GET | how many records by resource, and its switches |
| ``/_control/crm/<system>/records/<resource>`` | GET POST | all rows; store one, new when it has no ``id`` |
| ``/_control/crm/<system>/records/<resource>/<id>`` | GET DELETE | one row; delete it |
| ``/_control/crm/<system>/switches`` | POST | ``{"as_documented": true}`` |
| ``/_control/crm/<system>/token`` | POST | ``{user_id}``: a ready token |
| ``/_control/crm/<system>/revoke`` | POST | ``{user_id}``, or ``{}`` for everybody's tokens |
| ``/_control/aptic/…`` | | events; see portal/sandbox/aptic/control.py |

The kinds of fault are in ``data/faults.toml``. A fault without ``operation`` strikes every call of the
system; without ``times``, until it is cleared.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.booking import accept_plan, confirm_payments
from portal.sandbox.crm import control as crm_control
from portal.sandbox.office import Office
from portal.sandbox.pages import read_json
from portal.sandbox.records import File, Party
from portal.sandbox.store import Record
from portal.sandbox.traffic import Traffic

MOST_CROWD = 20_000
Endpoint = Callable[[Request], Awaitable[Response]]


def _parts(request: Request) -> tuple[Office, Traffic]:
    return request.app.state.office, request.app.state.traffic


def _error(text: str, status: int = 400) -> Response:
    return JSONResponse({"error": text}, status_code=status)


async def _body(request: Request) -> dict[str, Any]:
    with suppress(ValueError):
        return await read_json(request)
    return {}


async def calls(request: Request) -> Response:
    _office, traffic = _parts(request)
    if request.method == "GET":
        return JSONResponse([asdict(call) for call in traffic.calls])
    traffic.calls.clear()
    return JSONResponse([])


async def faults(request: Request) -> Response:
    _office, traffic = _parts(request)
    if request.method == "POST":
        asked = await _body(request)
        try:
            traffic.add_fault(**asked)
        except (TypeError, ValueError) as error:
            return _error(str(error))
    elif request.method == "DELETE":
        traffic.faults.clear()
    return JSONResponse([asdict(fault) for fault in traffic.faults])


async def reset(request: Request) -> Response:
    office, traffic = _parts(request)
    office.reset()
    traffic.clear()
    return JSONResponse({"reset": True})


async def clock(request: Request) -> Response:
    office, _traffic = _parts(request)
    if request.method == "POST":
        asked = await _body(request)
        try:
            _move(office, asked)
        except (TypeError, ValueError) as error:
            return _error(str(error))
    return JSONResponse({"now": office.clock.now().isoformat()})


def _move(office: Office, asked: dict[str, Any]) -> None:
    if "now" in asked:
        office.clock.move_to(datetime.fromisoformat(asked["now"]))
    elif "advance_days" in asked:
        office.clock.advance(float(asked["advance_days"]))
    else:
        office.clock.offset_s = 0.0
    office.save_clock()


async def parameters(request: Request) -> Response:
    office, _traffic = _parts(request)
    if request.method == "POST":
        for number, value in (await _body(request)).items():
            try:
                office.change_parameter(number, str(value))
            except KeyError:
                return _error(f"There is no parameter {number}.", 404)
    return JSONResponse(office.parameters)


def describe(office: Office, file: File, party: Party) -> dict[str, Any]:
    """A row of ``/_control/files``. ``hash_link`` is the address printed in the letter."""
    return {
        "slug": party.slug,
        "file_id": file.file_id,
        "party_id": party.party_id,
        "file": file.archive_number if office.parameters["590"] == "archive" else file.name,
        "pin": party.pin,
        "hash": party.hash,
        "language": party.language,
        "name": party.name,
        "balance_cents": file.balance_cents,
        "note": party.note,
        "hash_link": f"{office.config.portal_url}/h/{party.hash}/",
        "unconfirmed": sum(not payment.confirmed for payment in file.payments),
        "plan_waiting": bool(file.active_plan and not file.active_plan.accepted),
    }


async def one_file(request: Request) -> Response:
    office, _traffic = _parts(request)
    found = office.find_slug(request.path_params["slug"])
    if found is None:
        return _error("There is no such file.", 404)
    file, party = found
    notes = [note.model_dump(mode="json") for note in office.info.get(file.file_id, [])]
    return JSONResponse(describe(office, file, party) | file.model_dump(mode="json") | {"info": notes})


async def crowd(request: Request) -> Response:
    office, _traffic = _parts(request)
    made = office.add_crowd(min(int((await _body(request)).get("count", 0)), MOST_CROWD))
    return JSONResponse([describe(office, file, file.defendants[0]) for file in made])


def _show(read: Callable[[Office], Any]) -> Endpoint:
    """A page that only looks."""

    async def show(request: Request) -> Response:
        return JSONResponse(read(request.app.state.office))

    return show


def _do(act: Callable[[Office, File], Any]) -> Endpoint:
    """A page that does something to the file that ``file_id`` names."""

    async def do(request: Request) -> Response:
        office, _traffic = _parts(request)
        file = office.files.get(str((await _body(request)).get("file_id", "")))
        return JSONResponse(act(office, file)) if file else _error("There is no such file.", 404)

    return do


def _book(office: Office, file: File) -> dict[str, int]:
    return {"booked": confirm_payments(office, file), "balance_cents": file.balance_cents}


def _dump(records: Mapping[str, Record]) -> list[dict[str, Any]]:
    return [record.model_dump(mode="json") for record in records.values()]


ROUTES = [
    Route("/calls", calls, methods=["GET", "DELETE"]),
    Route("/calls/clear", calls, methods=["POST"]),
    Route("/faults", faults, methods=["GET", "POST", "DELETE"]),
    Route("/reset", reset, methods=["POST"]),
    Route("/clock", clock, methods=["GET", "POST"]),
    Route("/parameters", parameters, methods=["GET", "POST"]),
    Route("/files", _show(lambda office: [describe(office, *one) for one in office.defendants()])),
    Route("/files/{slug}", one_file),
    Route("/crowd", crowd, methods=["POST"]),
    Route("/outbox", _show(lambda office: _dump(office.outbox))),
    Route(
        "/desk",
        _show(lambda office: {"shortcuts": _dump(office.shortcuts), "reports": _dump(office.reports)}),
    ),
    Route("/book", _do(_book), methods=["POST"]),
    Route("/accept", _do(lambda office, file: {"accepted": accept_plan(office, file)}), methods=["POST"]),
    *crm_control.ROUTES,
]
