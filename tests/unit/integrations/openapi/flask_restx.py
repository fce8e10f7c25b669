"""Writes one of our own documents the way flask-restx would publish it: as Swagger 2.0."""

import copy
from collections.abc import Mapping
from typing import Any

_PARAMETER_WORDS = ("name", "in", "required", "description")
_VERBS = {"GET": "get", "POST": "post", "PUT": "put", "DELETE": "delete", "PATCH": "patch"}
Raw = dict[str, Any]


def lower(raw: Mapping[str, Any], *, base_path: str = "/") -> Raw:
    """The whole document as Swagger 2.0, with flask-restx's ids, bodies, masks and lists of one page."""
    components = raw["components"]
    error = {"description": "Any failure", "schema": {"$ref": "#/definitions/Error"}}
    return {
        "swagger": "2.0",
        "basePath": base_path,
        "info": raw["info"],
        "tags": raw["tags"],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {path: _lower_path(path, item, raw) for path, item in raw["paths"].items()},
        "definitions": {name: lower_schema(one) for name, one in components["schemas"].items()},
        "parameters": {name: _lower_parameter(one) for name, one in components["parameters"].items()},
        "responses": {
            "Error": error,
            "ParseError": {"description": "When a mask can't be parsed"},
            "MaskError": {"description": "When any error occurs on mask"},
        },
        "securityDefinitions": {
            "xToken": {"type": "apiKey", "in": "header", "name": "X-Token"},
            "oauth2": {
                "type": "oauth2",
                "flow": "application",
                "tokenUrl": find_token_url(components),
                "scopes": {},
            },
        },
        "security": raw["security"],
    }


def find_token_url(components: Mapping[str, Any]) -> str:
    return str(components["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]["tokenUrl"])


def make_id(method: str, path: str) -> str:
    """``/accounts/{id}``: ``get_accounts_item``; as flask-restx, the same for some paths."""
    steps = [step for step in path.split("/") if step and "{" not in step]
    kind = "item" if path.rstrip("/").endswith("}") else "collection"
    return f"{_VERBS[method.upper()]}_{'_'.join(steps[:2])}_{kind}".replace("-", "_")


def _lower_path(path: str, item: Mapping[str, Any], raw: Mapping[str, Any]) -> Raw:
    """Path parameters stand with the path."""
    methods = {method: _lower_operation(method, path, one) for method, one in item.items()}
    shared = [one for one in next(iter(methods.values()))["parameters"] if one.get("in") == "path"]
    for one in methods.values():
        if all(part in one["parameters"] for part in shared):
            continue
        shared = []
    for one in methods.values():
        one["parameters"] = [part for part in one["parameters"] if part not in shared]
    return {"parameters": shared, **methods}


def _lower_operation(method: str, path: str, raw: Mapping[str, Any]) -> Raw:
    changed = ("operationId", "parameters", "requestBody", "responses")
    found: Raw = {word: value for word, value in raw.items() if word not in changed}
    found["operationId"] = make_id(method, path)
    found["parameters"] = [_lower_parameter(one) for one in raw["parameters"]]
    if "requestBody" in raw:
        content = raw["requestBody"]["content"]["application/json"]
        body = {"name": "payload", "required": True, "in": "body", "schema": lower_schema(content["schema"])}
        found["parameters"].append({**body, "x-example": content["example"]})
    found["responses"] = {code: _lower_response(one) for code, one in raw["responses"].items()}
    return found


def _lower_response(raw: Mapping[str, Any]) -> Raw:
    if "$ref" in raw:
        return {"$ref": raw["$ref"].replace("#/components/responses/", "#/responses/")}
    found: Raw = {"description": raw["description"]}
    for kind, content in raw.get("content", {}).items():
        schema = lower_schema(content["schema"])
        if "x-documented-as" in content:
            schema = {"type": "array", "items": schema}
        found |= {"schema": schema, "examples": {kind: content["example"]}}
    return found


def _lower_parameter(raw: Mapping[str, Any]) -> Raw:
    if "$ref" in raw:
        return {"$ref": raw["$ref"].replace("#/components/parameters/", "#/parameters/")}
    found = {word: value for word, value in raw.items() if word in _PARAMETER_WORDS or word.startswith("x-")}
    if raw["name"] == "X-Fields":
        found["format"] = "mask"
    if raw["schema"].get("type") == "array":
        found["collectionFormat"] = "multi" if raw.get("explode", True) else "csv"
    return {**found, **lower_schema(raw["schema"])}


def lower_schema(raw: Any) -> Any:
    """``null`` becomes ``x-nullable``, references point to the definitions."""
    if isinstance(raw, list):
        return [lower_schema(one) for one in raw]
    if not isinstance(raw, dict):
        return raw
    found = {word: value if word == "enum" else lower_schema(value) for word, value in raw.items()}
    if isinstance(found.get("type"), list) and "null" in found["type"]:
        found |= {"type": found["type"][0], "x-nullable": True}
    if "anyOf" in found and len(found["anyOf"]) == 2 and found["anyOf"][1] == {"type": "null"}:
        found |= {**found.pop("anyOf")[0], "x-nullable": True}
    if isinstance(found.get("$ref"), str):
        found["$ref"] = found["$ref"].replace("#/components/schemas/", "#/definitions/")
    return copy.copy(found)
