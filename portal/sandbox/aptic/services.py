"""Callbacks and custom actions: run at once, or as a job that ends later with an event."""

import asyncio
import uuid
from typing import Any
from urllib.parse import unquote

import jsonschema_rs
from starlette.responses import JSONResponse, Response

from portal.sandbox.aptic.definitions import CALLBACKS, DEFINITIONS, Definition, FailedError, UnknownError
from portal.sandbox.aptic.delivery import Post
from portal.sandbox.aptic.system import SYSTEM
from portal.sandbox.crm.checks import Problem
from portal.sandbox.crm.system import Ask, Refusal

JOB_S = 0.2


@SYSTEM.on("ping")
def ping(_ask: Ask) -> dict[str, str]:
    return {"status": "ok"}


@SYSTEM.on("get_callback", "post_callback")
def call_back(ask: Ask) -> dict[str, Any]:
    """Keeps what came in. Raises Refusal."""
    name = ask.path["callbackName"]
    if name not in CALLBACKS:
        raise Refusal(404, "not-found", f"There is no callback {name}")
    ask.records.add("callbacks", {"name": name, "method": ask.http.method, "input": ask.body})
    return {"received": True}


@SYSTEM.on("get_service", "post_service", "put_service", "patch_service", "delete_service")
def call_service(ask: Ask) -> Any:
    """Raises Refusal."""
    definition = DEFINITIONS.get(ask.path["serviceDefinition"])
    if definition is None:
        raise Refusal(404, "not-found", f"There is no service definition {ask.path['serviceDefinition']}")
    steps = _read_steps(ask)
    if ask.http.method == "GET" and len(steps) == 2 and steps[0] == "jobs":
        return _show_job(ask, steps[1])
    if ask.http.method not in definition.verbs:
        raise Refusal(405, "no-method", f"{definition.name} does not take {ask.http.method}")
    _check_input(definition, ask.body)
    if definition.is_async or ask.query.get("async"):
        return _start_job(ask, definition, steps)
    try:
        return definition.work(ask.office, steps, ask.body)
    except UnknownError as error:
        raise Refusal(404, "not-found", str(error)) from None
    except FailedError as error:
        raise Refusal(409, "conflict", str(error)) from None


def _read_steps(ask: Ask) -> tuple[str, ...]:
    """The steps after the name, from the path as it was sent: an encoded slash does not split a step."""
    raw = bytes(ask.http.scope["raw_path"]).decode("ascii")
    return tuple(unquote(step) for step in raw.split("?")[0].split("/")[5:])


def _check_input(definition: Definition, data: Any) -> None:
    """Raises Refusal with every problem."""
    if definition.schema is None:
        return
    found = jsonschema_rs.Draft202012Validator(dict(definition.schema)).iter_errors(data)
    problems = [Problem(".".join(map(str, one.instance_path)), one.kind.name, one.message) for one in found]
    if problems:
        raise Refusal(422, "invalid", "The input does not fit", problems=problems)


# Jobs ------------------------------------------------------------------------------------------------


def _start_job(ask: Ask, definition: Definition, steps: tuple[str, ...]) -> Response:
    job_id = str(uuid.uuid4())
    job = {"id": job_id, "service": definition.name, "state": "running", "result": None}
    ask.records.put("jobs", job_id, job)
    state = ask.http.app.state
    task = asyncio.create_task(_finish(ask, definition, steps, job))
    state.tasks.add(task)
    task.add_done_callback(state.tasks.discard)
    return JSONResponse({"jobId": job_id}, status_code=202)


async def _finish(ask: Ask, definition: Definition, steps: tuple[str, ...], job: dict[str, Any]) -> None:
    await asyncio.sleep(JOB_S)
    if ask.records.get("jobs", job["id"]) is None:  # the office was reset meanwhile
        return
    try:
        result, state = definition.work(ask.office, steps, ask.body), "done"
    except FailedError as error:
        result, state = {"error": str(error)}, "failed"
    ask.records.put("jobs", job["id"], {**job, "state": state, "result": result})
    post: Post = ask.http.app.state.aptic_post
    told = {"jobId": job["id"], "serviceDefinition": definition.name, "result": result}
    post.send("jobcomplete" if state == "done" else "jobfailed", told)


def _show_job(ask: Ask, job_id: str) -> dict[str, Any]:
    job = ask.records.get("jobs", job_id)
    if job is None or job["service"] != ask.path["serviceDefinition"]:
        raise Refusal(404, "not-found", "There is no such job")
    return {"jobId": job["id"], "state": job["state"], "result": job["result"]}
