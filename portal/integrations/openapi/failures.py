"""Maps an answer with an error status to our error, with the server's own messages."""

import re
from collections.abc import Iterator
from typing import Any

from portal.integrations.error_mapping import Faults
from portal.integrations.errors import Conflict, IntegrationError, NotAuthorised, NotFound
from portal.integrations.http import Answer
from portal.integrations.openapi.problems import Busy, Problem, Refused

_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_MOST_PROBLEMS, _LONGEST_TEXT = 50, 300
_TOKEN_TYPE = re.compile(r"token|oauth|authenti|access_denied", re.IGNORECASE)
_TOKEN_TEXT = re.compile(r"unauthenticated|unauthori[sz]ed|access[ _]token|access denied", re.IGNORECASE)


def explain(answer: Answer, faults: Faults) -> IntegrationError:
    """The error for an answer with an error status.

    DossierData refuses values with 401 and a list of errors that is not about the token: that is Refused.
    """
    status, data = answer.status, _parse(answer)
    if status == 429:
        return Busy(system=faults.system, operation=faults.operation, retry_after_s=_read_retry_after(answer))
    if status == 401 and _is_error_list(data) and not _is_about_the_token(data):
        return refuse("refused", data, faults)
    if status in (401, 403):
        return faults.make(NotAuthorised, f"status {status}")
    kind = {404: NotFound, 410: NotFound, 409: Conflict, 412: Conflict, 423: Conflict}.get(status)
    if kind is not None:
        code = "not-found" if kind is NotFound else "conflict"
        return kind(code, _get_text(data), system=faults.system, operation=faults.operation)
    if status in (400, 413, 422) or (400 <= status < 500 and list(read_problems(data))):
        return refuse("invalid" if status in (400, 422) else "refused", data, faults)
    return faults.explain_status(status)


def read_problems(data: Any) -> Iterator[Problem]:
    """The problems that a server reports, in any of the known formats.

    {errors: [{code, type, message}]}, {errors: {field: text or [text]}} with or without {message}, RFC 7807
    with more members (errors, invalid-params), JSON:API (source.pointer), FastAPI's {detail: [{loc, msg}]},
    {error, error_description}, a text.
    """
    if isinstance(data, str):
        yield from _list_problems("", data)
    if not isinstance(data, dict):
        return
    found = False
    for key in ("errors", "invalid-params", "invalidParams", "detail"):
        if key == "detail" and not isinstance(data.get(key), list):  # here a text is the title
            continue
        for problem in _read_errors(data.get(key), ""):
            found = True
            yield problem
    if not found:
        yield from _list_problems("", _get_text(data))


def _read_errors(value: Any, at: str) -> Iterator[Problem]:
    if isinstance(value, str):
        yield from _list_problems(at, value)
    elif isinstance(value, list):
        for one in value:
            yield from _read_one(one, at)
    elif isinstance(value, dict):
        for name, one in value.items():
            place = at + "/" + str(name).replace(".", "/")
            yield from _read_errors(one, place)


def _read_one(one: Any, at: str) -> Iterator[Problem]:
    if not isinstance(one, dict):
        yield from _list_problems(at, one if isinstance(one, str) else "")
        return
    if isinstance(location := one.get("loc"), list):
        steps = [str(step) for step in location if isinstance(step, str | int)]
        yield from _list_problems(
            "".join(f"/{step}" for step in steps[1:]), str(one.get("msg") or _get_text(one))
        )
        return
    source = one.get("source")
    pointer = source.get("pointer") if isinstance(source, dict) else one.get("field") or one.get("name")
    place = f"/{str(pointer).lstrip('/').replace('.', '/')}" if pointer else at
    yield from _list_problems(place, _get_text(one))


def _list_problems(at: str, text: str) -> Iterator[Problem]:
    clean = _CONTROL.sub(" ", text).strip()[:_LONGEST_TEXT]
    if clean:
        yield Problem("server", at[:_LONGEST_TEXT], "said", {"text": clean})


def _get_text(data: Any) -> str:
    if not isinstance(data, dict):
        return ""
    for key in ("detail", "message", "error_description", "reason", "title", "error"):
        if isinstance(data.get(key), str) and data[key].strip():
            return str(data[key])
    errors = data.get("errors")
    return _get_text(errors[0]) if isinstance(errors, list) and errors else ""


def refuse(code: str, data: Any, faults: Faults) -> Refused:
    """A refusal with the server's messages in ``data``."""
    problems = tuple(one for _number, one in zip(range(_MOST_PROBLEMS), read_problems(data), strict=False))
    return Refused(code, _get_text(data), system=faults.system, operation=faults.operation, problems=problems)


def _parse(answer: Answer) -> Any:
    try:
        return answer.parse_json()
    except ValueError:
        return None


def _is_error_list(data: Any) -> bool:
    return isinstance(data, dict) and isinstance(data.get("errors"), list | dict) and "error" not in data


def _is_about_the_token(data: Any) -> bool:
    errors = data["errors"]
    rows = [one for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    return any(
        _TOKEN_TYPE.search(str(one.get("type", ""))) or _TOKEN_TEXT.search(str(one.get("message", "")))
        for one in rows
    )


def _read_retry_after(answer: Answer) -> int | None:
    text = answer.headers.get("retry-after", "")
    return min(int(text), 86_400) if re.fullmatch(r"\d{1,6}", text) else None
