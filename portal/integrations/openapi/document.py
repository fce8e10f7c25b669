"""An OpenAPI document: its operations by id, its schemas, its conventions. Data only; knows no network."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from portal.integrations.openapi.operation import Operation
from portal.integrations.openapi.problems import DocumentError
from portal.integrations.openapi.schema import Schema

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def make_id(method: str, path: str) -> str:
    """The id of an operation whose document gives none; it fits in one step of an address of ours."""
    return method + path.replace("/", ":")


class Document:
    """An OpenAPI 3.1 document (3.0 is brought to 3.1 when it is read), checked for its structure.

    ``source`` is what messages call it. Make one with ``load_document``.
    """

    def __init__(self, raw: Mapping[str, Any], *, source: str) -> None:
        self.raw = raw
        self.source = source
        self._targets: dict[str, Any] = {}
        self._other_ids: Mapping[str, str] = {}

    @property
    def info(self) -> Mapping[str, Any]:
        """Title, version, description."""
        return dict(self.raw.get("info", {}))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in the document's order, then those only operations name."""
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
        """The ways in, as the document tells them."""
        return dict(self.raw.get("components", {}).get("securitySchemes", {}))

    @cached_property
    def operations(self) -> Mapping[str, Operation]:
        """All operations by id. One without an id gets its method and path as id."""
        found = {}
        for path, item in self.raw["paths"].items():
            for method in METHODS:
                if method in item:
                    raw = item[method]
                    name = raw.get("operationId") or make_id(method, path)
                    shared = tuple(item.get("parameters", ()))
                    found[name] = Operation(name, method.upper(), path, raw, shared, self.resolve)
        return found

    def get_operation(self, operation_id: str) -> Operation:
        """One operation. Raises: KeyError when the document has no such operation."""
        return self.operations[self._other_ids.get(operation_id, operation_id)]

    def has_operation(self, operation_id: str) -> bool:
        """Whether the document has it."""
        return self._other_ids.get(operation_id, operation_id) in self.operations

    def take_ids(self, known: "Document") -> None:
        """From now on also know operations by the ids ``known`` gives the same methods and paths.

        A vendor's own document has other ids than ours, by which code asks. Ids of its own stay as they are.
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
        return {name: self.get_schema(f"#/components/schemas/{name}") for name in named}

    def get_schema(self, pointer: str) -> Schema:
        """The schema at a pointer such as "#/components/schemas/Address"."""
        return Schema.make(self.resolve(pointer), pointer, self.resolve)

    def find_record_schema(self, operation: Operation) -> Schema | None:
        """What one record looks like, also where the read call documents only {success, id}.

        The row of a list; else the answer with fields of its own; else the row of the list one path up; else
        the body of the call that changes it.
        """
        if operation.item_schema is not None:
            return operation.item_schema
        answer = operation.answer.schema if operation.answer else None
        if answer is not None and answer.properties and not {"success", "id"} >= set(answer.properties):
            return answer
        parent = operation.path.rstrip("/").rpartition("/")[0]
        for path in (operation.path, parent, f"{parent}/"):
            listing = self.find_operation("GET", path)
            if listing is not None and listing.item_schema is not None:
                return listing.item_schema
        for method in ("PUT", "PATCH"):
            change = self.find_operation(method, operation.path)
            if change is not None and change.body is not None:
                return change.body.schema
        return None

    def resolve(self, pointer: str) -> Any:
        """What stands at a pointer into this document. Raises: DocumentError when nothing does."""
        if pointer in self._targets:
            return self._targets[pointer]
        if not pointer.startswith("#/"):
            raise DocumentError(self.source, pointer, "references to other documents are not read")
        found: Any = self.raw
        for step in pointer[2:].split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            if isinstance(found, Mapping) and name in found:
                found = found[name]
            elif isinstance(found, list) and name.isdecimal() and len(name) < 10 and int(name) < len(found):
                found = found[int(name)]
            else:
                raise DocumentError(self.source, pointer, "is referred to, but nothing stands there")
        self._targets[pointer] = found
        return found
