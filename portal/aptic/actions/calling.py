"""One call of an action: what exactly is sent, and what is stored of the answer. Both are sealed at rest."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django.utils import timezone

from portal import registry
from portal.aptic.models import ServiceAction, ServiceRun
from portal.integrations.aptic.values import ServiceResult, Verb
from portal.integrations.errors import Rejected
from portal.integrations.openapi.wire import dump_json
from portal.web.sealing import seal, unseal

PURPOSE = "aptic-action"
LONGEST_ANSWER = 500_000
MOST_SAID = 10
PLACE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_-]*)\}")


class InputGoneError(Exception):
    """The input of a run can no longer be read."""


@dataclass(frozen=True, slots=True)
class Order:
    """A call that a person has checked.

    ``values``: what they filled in; ``body``: the content of its body.
    """

    definition: str
    verb: str
    sub_path: Sequence[str]
    is_async: bool
    body: Any
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is stored: ``data`` of the answer, or Aptic's messages (``said``) on a refusal.

    ``is_cut``: it was too long.
    """

    data: Any = None
    said: tuple[str, ...] = ()
    is_cut: bool = False


def make_order(action: ServiceAction, values: Mapping[str, Any]) -> Order:
    """The call for these values, plain JSON ones: those used in the path are left out of the body.

    Raises: ValueError for a value that cannot be a step of a path.
    """
    used = set(PLACE.findall(action.sub_path))
    path = [_make_step(step, values) for step in action.sub_path.strip("/").split("/") if step]
    body: Any = {name: value for name, value in values.items() if name not in used}
    has_body = bool(body) or bool(action.schema and action.verb != "GET" and not used)
    return Order(action.definition, action.verb, path, action.is_async, body if has_body else None, values)


def _make_step(step: str, values: Mapping[str, Any]) -> str:
    """One step with its value. A slash in a file number is escaped, so that it does not split the step."""
    text = PLACE.sub(lambda match: str(values[match[1]]), step)
    if not text.strip() or text in (".", ".."):
        raise ValueError("not a step of a path")
    return text


def seal_order(order: Order) -> str:
    """The whole order as sealed text."""
    fields = {name: getattr(order, name) for name in Order.__slots__}
    return seal(dump_json(fields).decode(), purpose=PURPOSE)


def open_order(run: ServiceRun) -> Order:
    """Raises: InputGoneError when it was wiped or its key is gone."""
    text = unseal(run.input, purpose=PURPOSE) if run.input else None
    if text is None:
        raise InputGoneError
    return Order(**json.loads(text, parse_float=Decimal))


def call(run: ServiceRun) -> ServiceResult:
    """Make the one call; the answer is stored with the run before anything else happens.

    Raises: InputGoneError, InvalidRequest, and the errors of a call. Messages in a refusal are stored.
    """
    order = open_order(run)
    try:
        result = registry.aptic().call_service(
            order.definition,
            verb=cast("Verb", order.verb),
            data=order.body,
            run_async=order.is_async,
            sub_path=order.sub_path,
        )
    except Rejected as error:
        store_answer(run, Answer(said=list_said(error)))
        raise
    store_answer(run, read_answer(result.data), status=result.status, job_id=result.job_id)
    return result


def ask_result(run: ServiceRun) -> Any:
    """Aptic's current answer on work that goes on. Raises: InputGoneError and the errors of a call."""
    action = run.action
    path = action.result_path.replace("{job}", run.job_id)
    if path:
        definition = open_order(run).definition
        return registry.aptic().call_service(definition, verb="GET", sub_path=path).data
    return registry.aptic().get_callback(action.callback.replace("{job}", run.job_id))


def read_answer(data: Any) -> Answer:
    """An answer in its stored form: of bytes only the size, and very long ones cut."""
    if isinstance(data, bytes):
        return Answer({"bytes": len(data)})
    if len(text := dump_json(data).decode()) > LONGEST_ANSWER:
        return Answer(text[:LONGEST_ANSWER], is_cut=True)
    return Answer(data)


def list_said(error: Rejected) -> tuple[str, ...]:
    """Aptic's messages on a refusal: the title, and each problem with its place."""
    texts = [error.text] if error.text else []
    for problem in getattr(error, "problems", ()):
        place = problem.pointer.strip("/")
        said = str(problem.params.get("text", ""))
        texts.append(f"{place}: {said}" if place and said else said or place)
    return tuple(text[:300] for text in dict.fromkeys(texts) if text)[:MOST_SAID]


def store_answer(run: ServiceRun, answer: Answer, *, status: int | None = None, job_id: str = "") -> None:
    """Store an answer with its run, sealed."""
    fields = {"data": answer.data, "said": list(answer.said), "is_cut": answer.is_cut}
    run.answer = seal(dump_json(fields).decode(), purpose=PURPOSE)
    run.status, run.answered_at = status, timezone.now()
    run.job_id = job_id[:120] or run.job_id
    run.save(update_fields=["answer", "status", "answered_at", "job_id"])


def open_answer(run: ServiceRun) -> Answer | None:
    """None when there is none (any more)."""
    text = unseal(run.answer, purpose=PURPOSE) if run.answer else None
    if text is None:
        return None
    fields = json.loads(text, parse_float=Decimal)
    return Answer(fields["data"], tuple(fields["said"]), fields["is_cut"])
