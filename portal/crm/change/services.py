"""Writes to a CRM system, each recorded in the audit trail before and after."""

import base64
from collections.abc import Mapping
from typing import Any

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.document.calls import ask
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.records.services import make_readable
from portal.integrations.errors import IntegrationError, NotFound
from portal.integrations.openapi import File, Operation, Result


def create_record(catalogue: Catalogue, resource: Resource, body: Any, *, user: Any) -> Result:
    """Make a record. Raises: InvalidRequest and the errors of a call."""
    return run(catalogue, resource, _need(resource.creating), user=user, body=body)


def update_record(
    catalogue: Catalogue, resource: Resource, record_id: str, body: Any, *, user: Any
) -> Result:
    """Change a record. Raises: InvalidRequest and the errors of a call."""
    path = {resource.id_name: record_id} if resource.id_name else {}
    return run(catalogue, resource, _need(resource.updating), user=user, path=path, body=body)


def delete_record(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> Result:
    """Delete a record. Raises: the errors of a call."""
    path = {resource.id_name: record_id} if resource.id_name else {}
    return run(catalogue, resource, _need(resource.deleting), user=user, path=path)


def _need(operation: Operation | None) -> Operation:
    """Raises: NotFound when the document lacks this call."""
    if operation is None:
        raise NotFound("no-such-call")
    return operation


def run(
    catalogue: Catalogue,
    resource: Resource,
    operation: Operation,
    *,
    user: Any,
    path: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    body: Any = None,
) -> Result:
    """Call an operation that changes something. Raises: InvalidRequest and the errors of a call."""
    details = {
        "system": catalogue.system.key,
        "resource": resource.key,
        "operation": operation.operation_id,
        "ids": {name: make_readable(value) for name, value in (path or {}).items()},
    }
    record("crm-asked", by=Actor.staff(user), details=details)
    rest, files = _part_files(body, operation)
    try:
        result = ask(
            catalogue,
            operation,
            user=user,
            path=path,
            query=query,
            body=_make_whole(rest, operation),
            files=files,
        )
    except IntegrationError as error:
        outcome = {"outcome": type(error).__name__, **details}
        record("crm-failed", by=Actor.staff(user), details=outcome)
        raise
    outcome = {"record": result.record_id, **details}
    record("crm-done", by=Actor.staff(user), details=outcome)
    return result


def _part_files(
    body: Mapping[str, Any] | None, operation: Operation
) -> tuple[Mapping[str, Any] | None, dict[str, File]]:
    """Files as form parts where the document wants that; otherwise as base64 in the body."""
    if body is None:
        return None, {}
    media = operation.body
    if media is None or not media.is_multipart:
        return {name: _write_files(one) for name, one in body.items()}, {}
    files = {name: one for name, one in body.items() if isinstance(one, File)}
    return {name: _write_files(one) for name, one in body.items() if name not in files}, files


def _write_files(value: Any) -> Any:
    if isinstance(value, File):
        return base64.b64encode(value.content).decode("ascii")
    if isinstance(value, Mapping):
        return {name: _write_files(one) for name, one in value.items()}
    return [_write_files(one) for one in value] if isinstance(value, list) else value


def _make_whole(body: Mapping[str, Any] | None, operation: Operation) -> Any:
    """The value itself, where the body is not an object with fields."""
    media = operation.body
    is_object = media is not None and media.schema is not None and bool(media.schema.properties)
    return body if is_object or body is None else body.get("body")
