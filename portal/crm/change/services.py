"""Writes to a CRM system: told to the audit trail before and after, and sent once for each form."""

import csv
import io
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.crm.document.calls import ask
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.integrations.errors import IntegrationError, NotFound
from portal.integrations.openapi import Operation, Result

EXPORT_ROWS = 2000
ONCE_S = 6 * 3600
SENDING = "sending"
# A cell that begins so is a formula to a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


class SentBeforeError(Exception):
    """This very form was sent already. ``location``: the page its first sending led to, or ""."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def make_once() -> str:
    """A mark for a form, so that pressing twice sends once."""
    return secrets.token_urlsafe(16)


def claim_once(once: str, *, user: Any) -> None:
    """Take the form's mark. Raises: SentBeforeError when it is taken."""
    if not cache.add(_once_key(once, user), SENDING, ONCE_S):
        found = cache.get(_once_key(once, user), "")
        raise SentBeforeError("" if found == SENDING else found)


def settle_once(once: str, location: str, *, user: Any) -> None:
    """The form was sent and led to ``location``."""
    cache.set(_once_key(once, user), location, ONCE_S)


def release_once(once: str, *, user: Any) -> None:
    """The form was not taken: it may be sent again."""
    cache.delete(_once_key(once, user))


def _once_key(once: str, user: Any) -> str:
    digest = salted_hmac("portal.crm.once", f"{user.pk}:{once}", algorithm="sha256").hexdigest()
    return f"crm-once:{digest}"


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
    """Take a record away. Raises: the errors of a call."""
    path = {resource.id_name: record_id} if resource.id_name else {}
    return run(catalogue, resource, _need(resource.deleting), user=user, path=path)


def _need(operation: Operation | None) -> Operation:
    """Raises: NotFound when the document has no such call."""
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
        "ids": {name: _make_readable(value) for name, value in (path or {}).items()},
    }
    record("crm-asked", by=Actor.staff(user), details=details)
    try:
        result = ask(
            catalogue, operation, user=user, path=path, query=query, body=_make_whole(body, operation)
        )
    except IntegrationError as error:
        outcome = {"outcome": type(error).__name__, **details}
        record("crm-failed", by=Actor.staff(user), details=outcome)
        raise
    outcome = {"record": result.record_id, **details}
    record("crm-done", by=Actor.staff(user), details=outcome)
    return result


def _make_readable(value: Any) -> str:
    """An id as the trail keeps it: PostgreSQL takes no NUL."""
    return "".join(one if one.isprintable() else "\ufffd" for one in str(value)[:60])


def _make_whole(body: Mapping[str, Any] | None, operation: Operation) -> Any:
    """The body itself, where it is no object with fields."""
    media = operation.body
    is_object = media is not None and media.schema is not None and bool(media.schema.properties)
    return body if is_object or body is None else body.get("body")


def note_view(catalogue: Catalogue, resource: Resource, record_id: str, *, user: Any) -> None:
    """Somebody looked at a record."""
    details = {"system": catalogue.system.key, "resource": resource.key, "record": _make_readable(record_id)}
    record("crm-viewed", by=Actor.staff(user), details=details)


def note_download(catalogue: Catalogue, resource: Resource, record_id: str, *, size: int, user: Any) -> None:
    """Somebody got the file of a record. ``size`` in bytes."""
    details = {"system": catalogue.system.key, "resource": resource.key, "record": _make_readable(record_id)}
    record("crm-downloaded", by=Actor.staff(user), details={**details, "bytes": size})


def export_rows(
    header: list[str],
    rows: Iterable[list[str]],
    *,
    catalogue: Catalogue,
    resource: Resource,
    user: Any,
) -> bytes:
    """Rows as CSV that a spreadsheet opens without running anything; told to the audit trail."""
    kept = list(rows)
    details = {"system": catalogue.system.key, "resource": resource.key, "rows": len(kept)}
    record("crm-exported", by=Actor.staff(user), details=details)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([guard_cell(text) for text in header])
    writer.writerows(_guard_rows(kept))
    return out.getvalue().encode("utf-8-sig")


def _guard_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for row in rows:
        yield [guard_cell(text) for text in row]


def guard_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; a plain negative number stays one."""
    if not text.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS):
        return text
    if text.startswith("-") and text[1:].replace(",", "").replace(".", "").isdecimal():
        return text
    return f"'{text}"
