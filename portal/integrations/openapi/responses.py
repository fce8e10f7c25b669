"""Turns an answer into a checked result, or into an error that says what the caller must do next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.integrations.charsets import decode
from portal.integrations.error_mapping import Faults
from portal.integrations.errors import UnexpectedResponse
from portal.integrations.http import Answer
from portal.integrations.openapi.dialect import Dialect, is_no
from portal.integrations.openapi.document import Document
from portal.integrations.openapi.failures import explain, refuse
from portal.integrations.openapi.media_types import find_match, get_essence, is_json
from portal.integrations.openapi.operation import Media, Operation
from portal.integrations.openapi.schema import Schema
from portal.integrations.openapi.tolerance import Tolerance
from portal.integrations.openapi.validation import Validator

_PAGE = "text/html"
_GONE = (404, 410)
NOT_A_FAILURE = range(200, 500)
"""The statuses that this module reads itself; the transport handles the rest."""


@dataclass(frozen=True, slots=True)
class Result:
    """A checked answer.

    ``data``: JSON as Python (numbers int or Decimal, dates date or datetime), text of a text answer, bytes of
    a file, None for an empty one. ``record``: the one record of the answer (also out of {"data": …}), or None
    when it holds none. ``items``: the rows of a list. ``record_id``: the id that a write returned, as text.
    """

    operation_id: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    data: Any = field(repr=False)
    items: tuple[Any, ...] = field(default=(), repr=False)
    record: Mapping[str, Any] | None = field(default=None, repr=False)
    record_id: str = ""

    def require_record(self, *, system: str) -> Mapping[str, Any]:
        """The record of an answer that must hold one. Raises: UnexpectedResponse."""
        if self.record is None:
            text = f"{system} {self.operation_id}: answer holds no record"
            raise UnexpectedResponse(text, system=system, operation=self.operation_id)
        return self.record


class AnswerReader:
    """Reads the answers of one system."""

    def __init__(self, document: Document, dialect: Dialect, validator: Validator, *, system: str) -> None:
        self._document = document
        self._dialect = dialect
        self._validator = validator
        self._tolerance = Tolerance(dialect, system=system)

    def read(self, operation: Operation, answer: Answer, faults: Faults, *, is_masked: bool) -> Result:
        """Raises: the error in the answer, see ``explain``; UnexpectedResponse; for a write OutcomeUnknown.

        The latter two are for a good answer that cannot be read or breaks its schema.
        """
        is_missing = answer.status in _GONE and operation.is_list and "{" not in operation.path
        if is_missing and faults.kind == "read":
            raise faults.make(UnexpectedResponse, f"status {answer.status} for a list")
        documented = operation.find_answer(answer.status)
        if answer.status >= 300 and (documented is None or answer.status >= 400):
            raise explain(answer, faults)
        media = _find_media(documented or {}, answer)
        if not _is_json(answer, media):
            return self._read_other(operation, answer, media, faults)
        try:
            data = answer.parse_json()
        except ValueError:
            raise faults.lost(UnexpectedResponse, "answer is not JSON") from None
        if self._dialect.is_refusal(data):
            raise refuse("refused", data, faults)
        if _is_failure(data, media.schema if media else None):
            raise faults.lost(UnexpectedResponse, "answer says that it failed, in a way not documented")
        return self._read_json(operation, answer, data, media, faults, is_masked=is_masked)

    @staticmethod
    def _read_other(operation: Operation, answer: Answer, media: Media | None, faults: Faults) -> Result:
        if not answer.content and media is not None and faults.kind != "write":
            raise faults.make(UnexpectedResponse, "answer is empty")
        if operation.is_list and faults.kind != "write":
            raise faults.make(UnexpectedResponse, "answer is no list")
        kind = answer.headers.get("content-type", "")
        if answer.content and get_essence(kind) == _PAGE and (media is None or media.media_type != _PAGE):
            raise faults.lost(UnexpectedResponse, "answer is a web page")
        data: Any = answer.content or None
        if data is not None and get_essence(kind).startswith(("text/", "application/xml")):
            data = decode(answer.content, kind)
        return Result(operation.operation_id, answer.status, answer.headers, data)

    def _read_json(
        self,
        operation: Operation,
        answer: Answer,
        data: Any,
        media: Media | None,
        faults: Faults,
        *,
        is_masked: bool,
    ) -> Result:
        schema = media.schema if media else None
        record: Any = None
        if not operation.is_list and (found := self._find_record(operation, schema, data)) is not None:
            schema, data = found
            record = data
        is_wrapped = isinstance(data, list) and not operation.is_list
        if schema is not None:
            softened = self._tolerance.soften(operation, schema, data)
            data = softened.value
            breach = self._validator.find_breach(schema, data, with_missing=is_masked)
            if breach:
                raise faults.lost(UnexpectedResponse, f"answer breaks its schema: {breach}")
            softened.finish()
            if record is not None or is_wrapped:
                record = data
        if self._lacks_all(operation, schema or (media.schema if media else None), data, faults):
            raise faults.lost(UnexpectedResponse, "answer has none of its fields")
        if operation.method != "GET" and operation.is_list and isinstance(data, list) and len(data) == 1:
            record = data[0]  # the one that was created, wrapped in a list
        rows = _find_rows(operation, data)
        if rows is None and faults.kind != "write":
            raise faults.make(UnexpectedResponse, "answer is no list")
        return Result(
            operation.operation_id,
            answer.status,
            answer.headers,
            data,
            items=rows or (),
            record=record if isinstance(record, dict) else None,
            record_id=_get_id(data, record),
        )

    def _lacks_all(self, operation: Operation, schema: Schema | None, data: Any, faults: Faults) -> bool:
        """Whether an answer that is to be an object has none of its fields; of a receipt those of the record
        count too.
        """
        if schema is None or operation.is_list or schema.additional is not None:
            return False
        record = self._document.find_record_schema(operation) if _is_receipt(schema) else None
        known = {*schema.properties, *(record.properties if record is not None else ())}
        if data is None:
            return bool(known) and faults.kind != "write"
        return bool(known) and isinstance(data, dict) and not known & set(data)

    def _find_record(
        self, operation: Operation, schema: Schema | None, data: Any
    ) -> tuple[Schema | None, Any] | None:
        """The record in an answer and its schema; None when the answer is only a receipt or holds no record.

        A read call may document a receipt ({success, id}) and send the record, bare or as {"data": record},
        whether or not that is documented.
        """
        if not isinstance(data, dict):
            return None
        inner = data.get("data")
        if isinstance(inner, dict) and schema is not None and schema.envelope is not None:
            return schema.envelope, inner
        is_wrapped = isinstance(inner, dict) and not (schema and "data" in schema.properties)
        found = inner if isinstance(inner, dict) and is_wrapped else data
        if not is_wrapped and set(data) <= {"success", "id"}:
            return None
        if _is_receipt(schema) and operation.method == "GET":
            return self._document.find_record_schema(operation), found
        return (None if _is_receipt(schema) else schema), found


def _is_receipt(schema: Schema | None) -> bool:
    return schema is not None and bool(schema.properties) and set(schema.properties) <= {"success", "id"}


def _find_media(documented: Mapping[str, Media], answer: Answer) -> Media | None:
    found = find_match(answer.headers.get("content-type", ""), documented)
    if found is not None:
        return found
    return next((one for one in documented.values() if one.is_json), next(iter(documented.values()), None))


def _is_json(answer: Answer, media: Media | None) -> bool:
    if not answer.content:
        return False
    said = get_essence(answer.headers.get("content-type", ""))
    if is_json(said):
        return True
    # An answer declared as a file is one, whatever the document says. Unless the document wants JSON, an
    # answer that is not declared as JSON is left as it is.
    return media is not None and media.is_json and (not said or said.startswith("text/"))


def _find_rows(operation: Operation, data: Any) -> tuple[Any, ...] | None:
    """The rows of a list; None when the answer holds no list, or one of something else altogether."""
    if operation.item_schema is None:
        return ()
    rows = data
    if isinstance(data, dict):
        rows = (data[operation.items_key] or []) if operation.items_key in data else None
    if not isinstance(rows, list):
        return None
    known = set(operation.item_schema.properties)
    if known:
        known.add("id")  # one document shows the fields of another record
    is_foreign = rows and known and all(isinstance(one, dict) and not known & set(one) for one in rows)
    return None if is_foreign else tuple(rows)


def _is_failure(data: Any, schema: Schema | None) -> bool:
    """Whether an answer or its envelope says ``success: false`` in a field that the document lacks."""
    if not isinstance(data, dict):
        return False
    known = schema.properties if schema is not None else {}
    return any(
        is_no(name, value) or (isinstance(value, dict) and any(is_no(*one) for one in value.items()))
        for name, value in data.items()
        if name not in known
    )


def _get_id(data: Any, record: Any) -> str:
    for one in (data, record):
        if isinstance(one, dict) and isinstance(one.get("id"), int | str):
            return str(one["id"])
    return ""
