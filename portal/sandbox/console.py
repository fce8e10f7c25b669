"""The console at ``/``: the practice office for people. Every form posts and redirects back."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portal.sandbox import control
from portal.sandbox.crm.system import System
from portal.sandbox.office import Office
from portal.sandbox.pages import is_own_form, read_form, render
from portal.sandbox.parameters import MEANINGS
from portal.sandbox.tagor.operations import OPERATIONS
from portal.sandbox.traffic import FAULTS, SYSTEMS, Traffic

Form = Mapping[str, str]
SHOWN_CALLS = 30
CROWD = 200


async def show(request: Request) -> Response:
    office: Office = request.app.state.office
    traffic: Traffic = request.app.state.traffic
    systems: list[System] = list(request.app.state.crm.values())
    return render(
        "console.html",
        office=office,
        files=control.describe_all(office),
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
    return render("file.html", file=file, party=party, row=control.describe(office, file, party), notes=notes)


def _switch(state: State, form: Form) -> None:
    system: System = state.crm[form["system"]]
    if form["switch"] in system.switches:
        records = state.office.crm[system.name]
        records.set_switch(form["switch"], on=not records.is_on(form["switch"]))


ACTS: Mapping[str, tuple[Callable[[State, Form], Any], str]] = {
    "book": (control.book, "/#files"),
    "accept": (control.accept, "/#files"),
    "fault": (control.add_fault, "/#faults"),
    "clear-faults": (control.clear_faults, "/#faults"),
    "switch": (_switch, "/#crm"),
    "revoke": (lambda state, form: state.crm[form["system"]].revoke(state.office, {}), "/#crm"),
    "parameter": (
        lambda state, form: state.office.change_parameter(form["number"].strip(), form["value"]),
        "/#parameters",
    ),
    "clock": (
        lambda state, form: control.set_clock(state, {"advance_days": form["days"]} if form["days"] else {}),
        "/#clock",
    ),
    "reset": (control.reset, "/"),
    "crowd": (lambda state, _form: state.office.add_crowd(CROWD), "/#letters"),
}


async def act(request: Request) -> Response:
    """``POST /console/{act}``. What makes no sense changes nothing."""
    step, to = ACTS.get(request.path_params["act"], (None, ""))
    if step is None or not is_own_form(request):
        return Response("Not here.", status_code=403 if step else 404, media_type="text/plain")
    with suppress(LookupError, TypeError, ValueError):
        step(request.app.state, await read_form(request))
    return RedirectResponse(to, status_code=303)


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
