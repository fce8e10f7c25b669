"""An OpenAPI document: its operations by id, its schemas, its conventions. Data only; knows no network."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from portal.integrations.openapi.operation import Operation
from portal.integrations.openapi.pointers import escape, resolve_pointer, to_pointer
from portal.integrations.openapi.problems import DocumentError
from portal.integrations.openapi.schema import Schema
from portal.integrations.openapi.structure import Found, Skeleton, read_paths

_PLAIN_ID = re.compile(r"[!-~][ -~]{0,199}")


def make_id(method: str, path: str) -> str:
    """An id for an operation whose document gives none; it fits in one step of our URLs."""
    return method + path.replace("/", ":")


class Document:
    """An OpenAPI 3.1 document (3.0 is brought to 3.1 when it is read), checked for its structure.

    ``source`` is its name in messages. ``faults``: texts that say which parts cannot be used, and where; the
    rest works without them. Make one with ``load_document``.
    """

    def __init__(self, skeleton: Skeleton, *, source: str) -> None:
        self.raw = skeleton.raw
        self.source = source
        self._targets: dict[str, Any] = {}
        self._other_ids: Mapping[str, str] = {}
        self._left_out: list[str] = []
        self._skeleton = skeleton

    @property
    def info(self) -> Mapping[str, Any]:
        """Title, version, description."""
        return dict(self.raw.get("info", {}))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in the document's order, then those that only operations name."""
        named = [one["name"] for one in self.raw.get("tags", ())]
        return tuple(dict.fromkeys([*named, *(one.tag for one in self.operations.values() if one.tag)]))

    @property
    def servers(self) -> tuple[str, ...]:
        """The addresses the document names; the one that is used comes from the settings."""
        return tuple(one["url"] for one in self.raw.get("servers", ()))

    @property
    def conventions(self) -> Mapping[str, Any]:
        """What our own documents say in ``x-conventions``; empty in one that does not."""
        return dict(self.raw.get("x-conventions", {}))

    @property
    def security_schemes(self) -> Mapping[str, Any]:
        """The document's security schemes."""
        return dict(self.raw.get("components", {}).get("securitySchemes", {}))

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """All usable operations, by id. One without a plain id of its own is named by method and path."""
        found: dict[str, Operation] = {}
        for path, method, raw, item in self._paths[0]:
            name = self._choose_id(raw.get("operationId"), method, path, found)
            shared = item.get("parameters", ())
            operation = Operation(name, method.upper(), path, raw, tuple(shared), self.resolve)
            lost = self._skeleton.find_dangling([raw, shared])
            if fault := f"leads to {lost}, where nothing stands" if lost else _find_fault(operation):
                self._left_out.append(f"{operation.pointer} {fault}")
            else:
                found[name] = operation
        return found

    @cached_property
    def _paths(self) -> tuple[tuple[Found, ...], tuple[str, ...]]:
        return read_paths(self.raw, self.resolve)

    def _choose_id(self, said: Any, method: str, path: str, taken: Mapping[str, Any]) -> str:
        is_plain = isinstance(said, str) and _PLAIN_ID.fullmatch(said) is not None
        return said if is_plain and said not in taken else make_id(method, path)

    @property
    def faults(self) -> tuple[str, ...]:
        """What is unusable or was skipped, each with its place."""
        _ = self.operations
        return (*self._paths[1], *self._left_out, *self._skeleton.passed)

    def get_operation(self, operation_id: str) -> Operation:
        """One operation. Raises: KeyError when the document has no such operation."""
        return self.operations[self._other_ids.get(operation_id, operation_id)]

    def has_operation(self, operation_id: str) -> bool:
        """Whether the document has it."""
        return self._other_ids.get(operation_id, operation_id) in self.operations

    def take_ids(self, known: "Document") -> None:
        """Also find operations by the ids that ``known`` has for the same method and path.

        The code uses the ids of our documents; a vendor's own document has others, which keep working.
        """
        places = {(one.method, one.path.rstrip("/")): name for name, one in self.operations.items()}
        self._other_ids = {
            name: places[one.method, one.path.rstrip("/")]
            for name, one in known.operations.items()
            if name not in self.operations and (one.method, one.path.rstrip("/")) in places
        }

    def find_operation(self, method: str, path: str) -> Operation | None:
        """The operation of a method on a path template."""
        wanted = (method.upper(), path)
        return next((one for one in self.operations.values() if (one.method, one.path) == wanted), None)

    def list_operations(self, tag: str, *, with_deprecated: bool = False) -> tuple[Operation, ...]:
        """The operations under a tag, deprecated ones only when asked for."""
        return tuple(
            one
            for one in self.operations.values()
            if one.tag == tag and (with_deprecated or not one.is_deprecated)
        )

    @cached_property
    def schemas(self) -> Mapping[str, Schema]:
        """The named schemas."""
        named = self.raw.get("components", {}).get("schemas", {})
        return {name: self.get_schema(f"#/components/schemas/{escape(name)}") for name in named}

    def get_schema(self, pointer: str) -> Schema:
        """The schema at a pointer such as "#/components/schemas/Address". Raises: DocumentError."""
        return Schema.make(self._resolve_pointer(pointer), pointer, self.resolve)

    def find_record_schema(self, operation: Operation) -> Schema | None:
        """The schema of one record, also where the read call documents only {success, id}.

        The row of a list; else the answer, if it has fields of its own; else the row of the list one path up;
        else the body of the call that changes it.
        """
        if operation.item_schema is not None:
            return operation.item_schema
        answer = operation.answer.schema if operation.answer else None
        answer = answer.envelope or answer if answer is not None else None
        if answer is not None and answer.properties and not {"success", "id"} >= set(answer.properties):
            return answer
        parent = operation.path.rstrip("/").rpartition("/")[0]
        for path in (operation.path, parent, f"{parent}/"):
            listing = self.find_operation("GET", path)
            if listing is not None and listing.item_schema is not None:
                return listing.item_schema
        for method in ("PUT", "PATCH"):
            change = self.find_operation(method, operation.path)
            if change is not None and change.body is not None and change.body.schema is not None:
                return change.body.schema.envelope or change.body.schema
        return None

    def resolve(self, reference: str) -> Any:
        """The target of a ``$ref`` into this document. Raises: DocumentError when there is none."""
        if reference not in self._targets:
            self._targets[reference] = self._resolve_pointer(to_pointer(reference))
        return self._targets[reference]

    def _resolve_pointer(self, pointer: str) -> Any:
        try:
            return resolve_pointer(self.raw, pointer)
        except LookupError as error:
            raise DocumentError(self.source, pointer, str(error)) from None


def _find_fault(operation: Operation) -> str:
    """Why an operation cannot be used; "" when it can be."""
    try:
        _ = operation.parameters, operation.bodies, operation.answers, operation.item_schema
    except DocumentError as error:
        return f"leads to {error.pointer}, where nothing stands"
    except (AttributeError, KeyError, TypeError, ValueError):
        return "is not built as OpenAPI wants"
    return ""
