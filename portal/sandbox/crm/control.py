"""``/_control/crm/…``: records, switches and tokens of the CRM systems, for tests and tools.

See portal/sandbox/control.py for the table of paths.
"""

from typing import Any

from starlette.datastructures import State
from starlette.routing import Route

from portal.sandbox.crm.records import Records, Row
from portal.sandbox.crm.system import System
from portal.sandbox.pages import serve_act


def _find(state: State, name: str) -> tuple[System, Records]:
    return state.crm[name], state.office.crm[name]


def _show(state: State, _asked: Row, system: str) -> Any:
    found, records = _find(state, system)
    return {
        "records": {name: len(records.rows(name)) for name in records.resources()},
        "switches": {name: records.is_on(name) for name in found.switches},
    }


def _list(state: State, _asked: Row, system: str, resource: str) -> Any:
    return _find(state, system)[1].rows(resource)


def _store(state: State, row: Row, system: str, resource: str) -> Any:
    _system, records = _find(state, system)
    if "id" not in row:
        return records.add(resource, row)
    kept = (records.get(resource, row["id"]) or {}) | row
    records.put(resource, row["id"], kept)
    return kept


def _get(state: State, _asked: Row, system: str, resource: str, record_id: str) -> Any:
    found = _find(state, system)[1].get(resource, record_id)
    if found is None:
        raise LookupError(record_id)
    return found


def _remove(state: State, asked: Row, **path: str) -> Any:
    found = _get(state, asked, **path)
    _find(state, path["system"])[1].remove(path["resource"], path["record_id"])
    return found


def _set_switches(state: State, asked: Row, system: str) -> Any:
    for name, on in asked.items():
        _find(state, system)[1].set_switch(name, on=bool(on))
    return _show(state, {}, system)["switches"]


def _make_token(state: State, asked: Row, system: str) -> Any:
    return _find(state, system)[0].make_token(state.office, asked)


def _revoke(state: State, asked: Row, system: str) -> Any:
    return {"revoked": _find(state, system)[0].revoke(state.office, asked)}


ROUTES = [
    Route("/crm/{system}", serve_act(_show)),
    Route("/crm/{system}/records/{resource}", serve_act(_list)),
    Route("/crm/{system}/records/{resource}", serve_act(_store), methods=["POST"]),
    Route("/crm/{system}/records/{resource}/{record_id}", serve_act(_get)),
    Route("/crm/{system}/records/{resource}/{record_id}", serve_act(_remove), methods=["DELETE"]),
    Route("/crm/{system}/switches", serve_act(_set_switches), methods=["POST"]),
    Route("/crm/{system}/token", serve_act(_make_token), methods=["POST"]),
    Route("/crm/{system}/revoke", serve_act(_revoke), methods=["POST"]),
]
