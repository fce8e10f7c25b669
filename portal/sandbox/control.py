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

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from starlette.datastructures import State
from starlette.routing import Route

from portal.sandbox.booking import accept_plan, confirm_payments
from portal.sandbox.crm import control as crm_control
from portal.sandbox.office import Office
from portal.sandbox.pages import serve_act
from portal.sandbox.records import File, Party
from portal.sandbox.store import Record

MOST_CROWD = 20_000
Asked = Mapping[str, Any]

# Acts, for tools here and for people at the console -------------------------------------------------


def forget_calls(state: State, _asked: Asked) -> Any:
    state.traffic.calls.clear()
    return []


def list_faults(state: State, _asked: Asked) -> Any:
    return [asdict(fault) for fault in state.traffic.faults]


def add_fault(state: State, asked: Asked) -> Any:
    state.traffic.add_fault(**asked)
    return list_faults(state, {})


def clear_faults(state: State, _asked: Asked) -> Any:
    state.traffic.faults.clear()
    return []


def reset(state: State, _asked: Asked) -> Any:
    state.office.reset()
    state.traffic.clear()
    return {"reset": True}


def get_time(state: State, _asked: Asked) -> Any:
    return {"now": state.office.clock.now().isoformat()}


def set_clock(state: State, asked: Asked) -> Any:
    clock = state.office.clock
    if "now" in asked:
        clock.move_to(datetime.fromisoformat(asked["now"]))
    elif "advance_days" in asked:
        clock.advance(float(asked["advance_days"]))
    else:
        clock.offset_s = 0.0
    state.office.save_clock()
    return get_time(state, {})


def change_parameters(state: State, asked: Asked) -> Any:
    for number, value in asked.items():
        state.office.change_parameter(number, str(value))
    return state.office.parameters


def add_crowd(state: State, asked: Asked) -> Any:
    made = state.office.add_crowd(min(int(asked.get("count", 0)), MOST_CROWD))
    return [describe(state.office, file, file.defendants[0]) for file in made]


def book(state: State, asked: Asked) -> Any:
    file = _find_file(state.office, asked)
    return {"booked": confirm_payments(state.office, file), "balance_cents": file.balance_cents}


def accept(state: State, asked: Asked) -> Any:
    return {"accepted": accept_plan(state.office, _find_file(state.office, asked))}


def _find_file(office: Office, asked: Asked) -> File:
    """The file that ``file_id`` names."""
    return office.files[str(asked.get("file_id", ""))]


# What it shows ---------------------------------------------------------------------------------------


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


def describe_all(office: Office) -> list[dict[str, Any]]:
    return [describe(office, *one) for one in office.defendants()]


def _show_file(state: State, _asked: Asked, slug: str) -> Any:
    found = state.office.find_slug(slug)
    if found is None:
        raise LookupError(slug)
    file, party = found
    notes = [note.model_dump(mode="json") for note in state.office.info.get(file.file_id, [])]
    return describe(state.office, file, party) | file.model_dump(mode="json") | {"info": notes}


def _dump(records: Mapping[str, Record]) -> list[dict[str, Any]]:
    return [record.model_dump(mode="json") for record in records.values()]


def _desk(state: State, _asked: Asked) -> Any:
    return {"shortcuts": _dump(state.office.shortcuts), "reports": _dump(state.office.reports)}


ROUTES = [
    Route("/calls", serve_act(lambda state, _asked: [asdict(call) for call in state.traffic.calls])),
    Route("/calls", serve_act(forget_calls), methods=["DELETE"]),
    Route("/calls/clear", serve_act(forget_calls), methods=["POST"]),
    Route("/faults", serve_act(list_faults)),
    Route("/faults", serve_act(add_fault), methods=["POST"]),
    Route("/faults", serve_act(clear_faults), methods=["DELETE"]),
    Route("/reset", serve_act(reset), methods=["POST"]),
    Route("/clock", serve_act(get_time)),
    Route("/clock", serve_act(set_clock), methods=["POST"]),
    Route("/parameters", serve_act(lambda state, _asked: state.office.parameters)),
    Route("/parameters", serve_act(change_parameters), methods=["POST"]),
    Route("/files", serve_act(lambda state, _asked: describe_all(state.office))),
    Route("/files/{slug}", serve_act(_show_file)),
    Route("/crowd", serve_act(add_crowd), methods=["POST"]),
    Route("/outbox", serve_act(lambda state, _asked: _dump(state.office.outbox))),
    Route("/desk", serve_act(_desk)),
    Route("/book", serve_act(book), methods=["POST"]),
    Route("/accept", serve_act(accept), methods=["POST"]),
    *crm_control.ROUTES,
]
