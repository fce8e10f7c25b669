"""``/_control/crm/…``: records, switches and tokens of the CRM systems, for tests and tools.

See portal/sandbox/control.py for the table of paths.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from portal.sandbox.crm.records import Records
from portal.sandbox.crm.system import System
from portal.sandbox.office import Office
from portal.sandbox.pages import read_json

Step = Callable[[Request, System, Records], Awaitable[Any]]


def _door(step: Step) -> Callable[[Request], Awaitable[Response]]:
    """Finds the system, then runs the step: None from it is a 404, ValueError a 400."""

    async def serve(request: Request) -> Response:
        system = request.app.state.crm.get(request.path_params["system"])
        if system is None:
            return JSONResponse({"error": "There is no such system."}, status_code=404)
        office: Office = request.app.state.office
        try:
            found = await step(request, system, office.crm[system.name])
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        if found is None:
            return JSONResponse({"error": "There is no such record."}, status_code=404)
        return JSONResponse(found)

    return serve


async def _show(_request: Request, system: System, records: Records) -> Any:
    return {
        "records": {name: len(records.rows(name)) for name in records.resources()},
        "switches": {name: records.is_on(name) for name in system.switches},
    }


async def _rows(request: Request, _system: System, records: Records) -> Any:
    resource = request.path_params["resource"]
    if request.method == "GET":
        return records.rows(resource)
    row = await read_json(request)
    if "id" not in row:
        return records.add(resource, row)
    kept = (records.get(resource, row["id"]) or {}) | row
    records.put(resource, row["id"], kept)
    return kept


async def _row(request: Request, _system: System, records: Records) -> Any:
    resource, record_id = request.path_params["resource"], request.path_params["record_id"]
    found = records.get(resource, record_id)
    if request.method == "DELETE":
        records.remove(resource, record_id)
    return found


async def _switches(request: Request, system: System, records: Records) -> Any:
    for name, on in (await read_json(request)).items():
        records.set_switch(name, on=bool(on))
    return (await _show(request, system, records))["switches"]


async def _token(request: Request, system: System, _records: Records) -> Any:
    return system.make_token(request.app.state.office, await read_json(request))


async def _revoke(request: Request, system: System, _records: Records) -> Any:
    return {"revoked": system.revoke(request.app.state.office, await read_json(request))}


ROUTES = [
    Route("/crm/{system}", _door(_show)),
    Route("/crm/{system}/records/{resource}", _door(_rows), methods=["GET", "POST"]),
    Route("/crm/{system}/records/{resource}/{record_id}", _door(_row), methods=["GET", "DELETE"]),
    Route("/crm/{system}/switches", _door(_switches), methods=["POST"]),
    Route("/crm/{system}/token", _door(_token), methods=["POST"]),
    Route("/crm/{system}/revoke", _door(_revoke), methods=["POST"]),
]
