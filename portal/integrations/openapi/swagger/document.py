"""From Swagger 2.0, as flask-restx publishes it in ``swagger.json``, to OpenAPI 3.

Source: the OpenAPI specifications 2.0 and 3.1. The result still holds 3.0's ``nullable``, which the reader of
documents brings to 3.1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.integrations.openapi.problems import DocumentError
from portal.integrations.openapi.swagger.parameters import Raw, convert_body, convert_parameter, is_for_body
from portal.integrations.openapi.swagger.schema import References, convert_answer, convert_schema

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_KEPT = ("info", "tags", "security", "externalDocs")
_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_JSON = ("application/json",)


def convert_swagger(raw: Raw, *, source: str) -> dict[str, Any]:
    """An OpenAPI 3 document of a Swagger 2.0 one. Raises: DocumentError."""
    if str(raw.get("swagger")) != "2.0":
        raise DocumentError(source, "#/swagger", "is not 2.0")
    try:
        return _Conversion(raw).run()
    except (AttributeError, KeyError, TypeError, ValueError):
        raise DocumentError(source, "", "is not built as Swagger 2.0 wants") from None


class _Conversion:
    """Shared by all parts of a conversion: the document and its references."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._references = References(raw)
        self._ids: set[str] = set()

    def run(self) -> dict[str, Any]:
        raw = self._raw
        found = {word: raw[word] for word in raw if word in _KEPT or word.startswith("x-")}
        paths = {
            path: self._convert_path(item) if isinstance(item, Mapping) else item
            for path, item in raw["paths"].items()
            if path.startswith("/")
        }
        return {
            "openapi": "3.1.0",
            **found,
            "servers": list_servers(raw),
            "paths": paths,
            "components": self._convert_components(),
        }

    def _convert_components(self) -> dict[str, Any]:
        raw, references = self._raw, self._references
        schemas = raw.get("definitions", {})
        parameters = {name: one for name, one in raw.get("parameters", {}).items() if not is_for_body(one)}
        kinds = raw.get("produces") or _JSON
        responses = raw.get("responses", {}).items()
        return {
            "schemas": {
                references.names[name]: convert_schema(one, references) for name, one in schemas.items()
            },
            "parameters": {name: convert_parameter(one, references) for name, one in parameters.items()},
            "responses": {name: self._convert_response(one, kinds) for name, one in responses},
            "securitySchemes": {
                name: convert_security(one) for name, one in raw.get("securityDefinitions", {}).items()
            },
        }

    # Operations --------------------------------------------------------------------------------------

    def _convert_path(self, item: Raw) -> dict[str, Any]:
        shared = [self._follow(one) for one in item.get("parameters", ())]
        found: dict[str, Any] = {word: item[word] for word in item if word.startswith("x-")}
        listed = zip(item.get("parameters", ()), shared, strict=True)
        if own := [convert_parameter(raw, self._references) for raw, one in listed if not is_for_body(one)]:
            found["parameters"] = own
        bodies = [one for one in shared if is_for_body(one)]
        for method in _METHODS:
            if method in item:
                found[method] = self._try_operation(item[method], bodies)
        return found

    def _try_operation(self, raw: Raw, bodies: Sequence[Raw]) -> Any:
        """Convert an operation.

        One that is not valid Swagger 2.0 is left as it is: reading the result reports it.
        """
        try:
            return self._convert_operation(raw, bodies)
        except (AttributeError, KeyError, TypeError, ValueError):
            return "not built as Swagger 2.0 wants"

    def _convert_operation(self, raw: Raw, shared_bodies: Sequence[Raw]) -> dict[str, Any]:
        changed = {"parameters", "responses", "consumes", "produces", "schemes"}
        found = {word: value for word, value in raw.items() if word not in changed}
        if "operationId" in found:
            found["operationId"] = self._make_unique(found["operationId"])
        listed = [(one, self._follow(one)) for one in raw.get("parameters", ())]
        found["parameters"] = [
            convert_parameter(one, self._references) for one, whole in listed if not is_for_body(whole)
        ]
        own = [whole for _one, whole in listed if is_for_body(whole)]
        names = {one["name"] for one in own}
        bodies = [*(one for one in shared_bodies if one["name"] not in names), *own]
        consumes = raw.get("consumes") or self._raw.get("consumes") or _JSON
        if body := convert_body(bodies, consumes, self._references):
            found["requestBody"] = body
        produces = raw.get("produces") or self._raw.get("produces") or _JSON
        responses = raw.get("responses", {}).items()
        found["responses"] = {str(code): self._convert_response(one, produces) for code, one in responses}
        return found

    def _make_unique(self, name: Any) -> Any:
        """Make an id unique: flask-restx uses one id for every path of a resource."""
        wanted, number = name, 1
        while name in self._ids:
            number += 1
            name = f"{wanted}_{number}"
        self._ids.add(name)
        return name

    def _follow(self, raw: Raw) -> Raw:
        """The parameter itself, where there is a reference to a shared one."""
        prefix = "#/parameters/"
        if str(raw.get("$ref", "")).startswith(prefix):
            found: Raw = self._raw.get("parameters", {}).get(raw["$ref"].removeprefix(prefix), raw)
            return found
        return raw

    def _convert_response(self, raw: Raw, produces: Sequence[str]) -> dict[str, Any]:
        if "$ref" in raw:
            return {"$ref": self._references.move(raw["$ref"])}
        found = {word: value for word, value in raw.items() if word not in {"schema", "examples", "headers"}}
        if headers := raw.get("headers"):
            found["headers"] = {name: self._convert_header(one) for name, one in headers.items()}
        examples = raw.get("examples", {})
        if "schema" not in raw and not examples:
            return found
        content = convert_answer(raw["schema"], self._raw, self._references) if "schema" in raw else {}
        kinds = produces if "schema" in raw else list(examples)
        found["content"] = {
            kind: {**content, **({"example": examples[kind]} if kind in examples else {})} for kind in kinds
        }
        return found

    def _convert_header(self, raw: Raw) -> dict[str, Any]:
        about = {"description": raw["description"]} if "description" in raw else {}
        schema = {word: value for word, value in raw.items() if word != "description"}
        return {**about, "schema": convert_schema(schema, self._references)}


def list_servers(raw: Raw) -> list[dict[str, str]]:
    """The URLs that a document names: one for each scheme; without a host only the path."""
    base = "/" + str(raw.get("basePath") or "/").strip("/")
    host = raw.get("host")
    if not host:
        return [{"url": base}]
    return [{"url": f"{scheme}://{host}{base}".rstrip("/")} for scheme in raw.get("schemes") or ("https",)]


def convert_security(raw: Raw) -> dict[str, Any]:
    """Convert one security scheme."""
    if raw.get("type") == "basic":
        return {**raw, "type": "http", "scheme": "basic"}
    if raw.get("type") != "oauth2":
        return dict(raw)
    moved = {"flow", "authorizationUrl", "tokenUrl", "scopes"}
    found = {word: value for word, value in raw.items() if word not in moved}
    flow: dict[str, Any] = {word: raw[word] for word in ("authorizationUrl", "tokenUrl") if word in raw}
    flow["scopes"] = dict(raw.get("scopes") or {})
    name = _FLOWS.get(raw["flow"], raw["flow"])
    return {**found, "flows": {name: flow}}
