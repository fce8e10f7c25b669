"""The console at ``/``: the practice office for people. Every form posts and redirects back."""

from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal.sandbox.booking import accept_plan, confirm_payments
from portal.sandbox.control import describe
from portal.sandbox.crm.system import System
from portal.sandbox.office import Office
from portal.sandbox.pages import is_own_form, read_form, render
from portal.sandbox.parameters import MEANINGS
from portal.sandbox.tagor.operations import OPERATIONS
from portal.sandbox.traffic import FAULTS, SYSTEMS, Traffic

SHOWN_CALLS = 30
CROWD = 200


async def show(request: Request) -> Response:
    office: Office = request.app.state.office
    traffic: Traffic = request.app.state.traffic
    systems: list[System] = list(request.app.state.crm.values())
    return render(
        "console.html",
        office=office,
        files=[describe(office, file, party) for file, party in office.defendants()],
        calls=list(traffic.calls)[: -SHOWN_CALLS - 1 : -1],
        faults=traffic.faults,
        fault_kinds=FAULTS,
        operations=sorted({*OPERATIONS, *(name for one in systems for name in one.catalogue.operations)}),
        systems=SYSTEMS,
        crm=[describe_system(one, office) for one in systems],
        parameters=[
            (number, MEANINGS[number.partition(":")[0]], value)
            for number, value in sorted(office.parameters.items())
        ],
        sent=list(office.outbox.values())[: -SHOWN_CALLS - 1 : -1],
        shortcuts=list(office.shortcuts.values())[: -SHOWN_CALLS - 1 : -1],
        now=office.clock.now(),
        is_moved=abs(office.clock.offset_s) > 1,
    )


def describe_system(system: System, office: Office) -> dict[str, Any]:
    """What the console shows of a CRM system."""
    records = office.crm[system.name]
    return {
        "name": system.name,
        "address": f"{office.config.base_url}{system.prefix}",
        "counts": {name: len(records.rows(name)) for name in records.resources()},
        "switches": [(name, what, records.is_on(name)) for name, what in system.switches.items()],
    }


async def show_file(request: Request) -> Response:
    office: Office = request.app.state.office
    found = office.find_slug(request.path_params["slug"])
    if found is None:
        return Response("There is no such file.", status_code=404, media_type="text/plain")
    file, party = found
    notes = list(reversed(office.info.get(file.file_id, [])))
    return render("file.html", file=file, party=party, row=describe(office, file, party), notes=notes)


def _back(to: str) -> Response:
    return RedirectResponse(to, status_code=303)


async def act(request: Request) -> Response:
    """``POST /console/{act}``."""
    crm: dict[str, System] = request.app.state.crm
    steps = {
        "switch": lambda office, _traffic, form: _switch(office, crm, form),
        "revoke": lambda office, _traffic, form: _revoke(office, crm, form),
        "book": _book,
        "accept": _accept,
        "fault": _fault,
        "clear-faults": _clear_faults,
        "parameter": _parameter,
        "clock": _clock,
        "reset": _reset,
        "crowd": _crowd,
    }
    step = steps.get(request.path_params["act"])
    if step is None or not is_own_form(request):
        return Response("Not here.", status_code=403 if step else 404, media_type="text/plain")
    return _back(step(request.app.state.office, request.app.state.traffic, await read_form(request)))


def _book(office: Office, _traffic: Traffic, form: dict[str, str]) -> str:
    if file := office.files.get(form.get("file_id", "")):
        confirm_payments(office, file)
    return "/#files"


def _accept(office: Office, _traffic: Traffic, form: dict[str, str]) -> str:
    if file := office.files.get(form.get("file_id", "")):
        accept_plan(office, file)
    return "/#files"


def _fault(_office: Office, traffic: Traffic, form: dict[str, str]) -> str:
    more: dict[str, Any] = {}
    if form.get("times", "").isdecimal():
        more["times"] = int(form["times"])
    if form.get("seconds", "").isdecimal():
        more["seconds"] = float(form["seconds"])
    if form.get("fault") in FAULTS:
        traffic.add_fault(form.get("system", "tagor"), form["fault"], form.get("operation", ""), **more)
    return "/#faults"


def _clear_faults(_office: Office, traffic: Traffic, _form: dict[str, str]) -> str:
    traffic.faults.clear()
    return "/#faults"


def _switch(office: Office, crm: dict[str, System], form: dict[str, str]) -> str:
    system = crm.get(form.get("system", ""))
    if system and form.get("switch") in system.switches:
        records = office.crm[system.name]
        records.set_switch(form["switch"], on=not records.is_on(form["switch"]))
    return "/#crm"


def _revoke(office: Office, crm: dict[str, System], form: dict[str, str]) -> str:
    if system := crm.get(form.get("system", "")):
        system.revoke(office, {})
    return "/#crm"


def _parameter(office: Office, _traffic: Traffic, form: dict[str, str]) -> str:
    with suppress(KeyError):
        office.change_parameter(form.get("number", "").strip(), form.get("value", ""))
    return "/#parameters"


def _clock(office: Office, _traffic: Traffic, form: dict[str, str]) -> str:
    if form.get("days", "").isdecimal():
        office.clock.advance(int(form["days"]))
    else:
        office.clock.offset_s = 0.0
    office.save_clock()
    return "/#clock"


def _reset(office: Office, traffic: Traffic, _form: dict[str, str]) -> str:
    office.reset()
    traffic.clear()
    return "/"


def _crowd(office: Office, _traffic: Traffic, _form: dict[str, str]) -> str:
    office.add_crowd(CROWD)
    return "/#letters"


async def show_list(request: Request) -> Response:
    """``/letters.csv``: a list of the files, as an office exports one for its letters."""
    office: Office = request.app.state.office
    rows = ["Dossiernr;Taal;Bedrag;Mededeling"]
    for file in office.files.values():
        if file.balance_cents > 0 and not file.self_service_refusal:
            sum_ = f"{file.balance_cents // 100},{file.balance_cents % 100:02d}"
            rows.append(f"{file.name};{file.defendants[0].language or ''};{sum_};")
    name = {"Content-Disposition": 'attachment; filename="letters.csv"'}
    return Response("\r\n".join(rows) + "\r\n", media_type="text/csv; charset=utf-8", headers=name)


ROUTES = [
    Route("/letters.csv", show_list),
    Route("/", show),
    Route("/file/{slug}", show_file),
    Route("/console/{act}", act, methods=["POST"]),
]
