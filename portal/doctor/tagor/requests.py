"""Builds a terminal's request to Tagor: it follows the catalogue, and guesses nothing."""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from portal.doctor.tagor.operations import AskedWrongly, read_catalogue
from portal.integrations.exchange import Request
from portal.integrations.tagor.operations import Operation
from portal.integrations.tagor.wire import envelope

FORM = "application/x-www-form-urlencoded"
# Tagor stores this telephone number as the party's last contact, so with it the call is a write.
WRITES_WITH = {"TagorService/SelfServiceAllowed": "Telnr"}
NEVER_SENT = "OverrideChecks"


@dataclass(frozen=True, slots=True)
class Asking:
    """The request. ``body`` is a parsed JSON file: a whole ``{"request": …}``, or names with values or rows.

    ``is_get`` chooses GET where an operation has both.
    """

    operation: str
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    as_user: str = ""
    is_get: bool = False


def is_write(operation: Operation, asking: Asking) -> bool:
    """Whether this request changes something at the office."""
    if operation.kind == "write":
        return True
    extra = WRITES_WITH.get(operation.name, "").lower()
    return bool(extra) and extra in {name.lower() for name in (*asking.fields, *_names_in(asking.body))}


def build_request(operation: Operation, asking: Asking, authorization: str) -> Request:
    """The HTTP request. Raises AskedWrongly."""
    if NEVER_SENT.lower() in {name.lower() for name in (*asking.fields, *_names_in(asking.body))}:
        raise AskedWrongly(f"{NEVER_SENT} turns off every check of Tagor and is never sent.")
    item = read_catalogue()[operation.name][operation.method.lower()]
    content = item.get("requestBody", {}).get("content", {})
    headers = {"Authorization": authorization} if authorization else {}
    if FORM in content:
        return _build_form(operation, item, content[FORM]["schema"]["properties"], asking)
    if not content:
        _refuse_all(operation, asking)
        return Request(path=operation.name, method=operation.method, headers=headers)
    body = _build_body(content["application/json"]["schema"]["properties"]["request"]["properties"], asking)
    return Request(
        path=operation.name,
        method=operation.method,
        headers={**headers, "Content-Type": "application/json"},
        content=json.dumps(body, allow_nan=False).encode(),
    )


def _build_form(
    operation: Operation, item: Mapping[str, Any], properties: Mapping[str, Any], asking: Asking
) -> Request:
    if asking.as_user or asking.body:
        raise AskedWrongly(f"{operation.name} takes a form: only name=value.")
    in_address = [one["name"] for one in item.get("parameters", [])]
    values = {_find_name(name, [*properties, *in_address]): text for name, text in asking.fields.items()}
    params = {name: values.pop(name) for name in in_address if name in values}
    return Request(
        path=operation.name,
        method=operation.method,
        headers={"Content-Type": FORM},
        params=params or None,
        content=urlencode(values).encode(),
    )


def _refuse_all(operation: Operation, asking: Asking) -> None:
    if asking.fields or asking.body or asking.as_user:
        raise AskedWrongly(f"{operation.name} takes no values at all.")


def _build_body(properties: Mapping[str, Any], asking: Asking) -> dict[str, Any]:
    has_context = envelope.CONTEXT in properties
    if asking.as_user and not has_context:
        raise AskedWrongly("This operation cannot be asked as a user: it has no context.")
    if "request" in asking.body:
        if asking.fields or asking.as_user:
            raise AskedWrongly('A body with "request" is sent as it is: leave out name=value and --as.')
        return dict(asking.body)
    scalars: dict[str, Any] = {}
    datasets: dict[str, Sequence[envelope.Row]] = {}
    context: dict[str, str] | None = {} if has_context else None
    for name, text in asking.fields.items():
        if context is not None:
            context[name] = text
        else:
            known = _find_name(name, properties)
            scalars[known] = _convert(known, text, properties[known].get("type", "string"))
    for name, value in asking.body.items():
        known = _find_name(name, properties)
        if isinstance(value, list):
            datasets[known] = value
        else:
            scalars[known] = value
    if context is not None:
        rows = context | ({"user-login": asking.as_user} if asking.as_user else {})
        datasets = {envelope.CONTEXT: envelope.build_context(rows), **datasets}
    return envelope.build_body(scalars, datasets)


def _find_name(name: str, known: Iterable[str]) -> str:
    by_lower = {one.lower(): one for one in known}
    if name.lower() in by_lower:
        return by_lower[name.lower()]
    near = difflib.get_close_matches(name.lower(), by_lower, n=1)
    meant = f"did you mean {by_lower[near[0]]}?" if near else f"it knows {', '.join(known)}."
    raise AskedWrongly(f"This operation knows no {name}: {meant}")


def _convert(name: str, text: str, kind: str) -> Any:
    try:
        if kind == "boolean":
            return {"true": True, "false": False}[text.lower()]
        if kind in {"number", "integer"}:
            return int(text) if text.lstrip("-").isdecimal() else float(Decimal(text))
    except (KeyError, ArithmeticError):
        raise AskedWrongly(f"{name} takes a {kind}.") from None
    return text


def _names_in(value: Any) -> list[str]:
    """Every name, and every context key, anywhere in a body."""
    if isinstance(value, Mapping):
        own = [str(name) for name in value]
        own += [str(inner) for name, inner in value.items() if str(name).lower() == "contextkey"]
        return own + [name for inner in value.values() for name in _names_in(inner)]
    if isinstance(value, list):
        return [name for inner in value for name in _names_in(inner)]
    return []
