"""Parameters of Swagger 2.0 as OpenAPI 3: with a schema, and with bodies and forms separated."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.integrations.openapi.swagger.schema import References, convert_schema

_OWN = frozenset({"name", "in", "description", "required", "allowEmptyValue", "example", "deprecated"})
_STYLES = {"ssv": "spaceDelimited", "pipes": "pipeDelimited", "tsv": "tabDelimited"}
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_JSON = "application/json"
Raw = Mapping[str, Any]


def convert_parameter(raw: Raw, references: References) -> dict[str, Any]:
    """A parameter of the path, the query or a header; a reference to one."""
    if "$ref" in raw:
        return {"$ref": references.move(raw["$ref"])}
    found = {word: value for word, value in raw.items() if _is_own(word)}
    found["schema"] = _build_schema(raw, references)
    if found["schema"].get("type") == "array":
        found |= _build_style(raw)
    return found


def _is_own(word: str) -> bool:
    return word in _OWN or (word.startswith("x-") and word != "x-nullable")


def _build_schema(raw: Raw, references: References) -> Any:
    if "schema" in raw:
        return convert_schema(raw["schema"], references)
    return convert_schema({word: value for word, value in raw.items() if not _is_own(word)}, references)


def _build_style(raw: Raw) -> dict[str, Any]:
    """How the values of a list are sent: with commas unless it says otherwise."""
    said = raw.get("collectionFormat", "csv")
    if said == "multi":
        return {"style": "form", "explode": True}
    style = _STYLES.get(said, "form" if raw.get("in") in ("query", "formData") else "simple")
    return {"style": style, "explode": False}


def is_for_body(raw: Raw) -> bool:
    """Whether it is a body, or a field of a form."""
    return raw.get("in") in ("body", "formData")


def convert_body(
    parameters: Sequence[Raw], consumes: Sequence[str], references: References
) -> dict[str, Any] | None:
    """The request body of an operation's body and form parameters; None without any."""
    if fields := [one for one in parameters if one["in"] == "formData"]:
        return _convert_form(fields, consumes, references)
    bodies = [one for one in parameters if one["in"] == "body"]
    if not bodies:
        return None
    body = bodies[0] if "schema" in bodies[0] else _join(bodies, references)
    kinds = [one for one in consumes if one not in _FORMS] or [_JSON]
    content: dict[str, Any] = {"schema": convert_schema(body["schema"], references)}
    content |= _find_example(body)
    found = {word: body[word] for word in body if word == "description" or word.startswith("x-")}
    found.pop("x-example", None)
    return {
        **found,
        "required": bool(body.get("required", False)),
        "content": {kind: dict(content) for kind in kinds},
    }


def _find_example(body: Raw) -> dict[str, Any]:
    for word in ("x-example", "example"):
        if word in body:
            return {"example": body[word]}
    return {}


def _join(bodies: Sequence[Raw], references: References) -> dict[str, Any]:
    """Join bodies: flask-restx writes each argument it reads from JSON as a body of its own."""
    return {
        "required": any(one.get("required") for one in bodies),
        "schema": _build_object(bodies, references),
    }


def _build_object(parameters: Iterable[Raw], references: References) -> dict[str, Any]:
    listed = list(parameters)
    fields = {}
    for one in listed:
        about = {"description": one["description"]} if "description" in one else {}
        fields[one["name"]] = {**_build_schema(one, references), **about}
    required = [one["name"] for one in listed if one.get("required")]
    found: dict[str, Any] = {"type": "object", "properties": fields}
    return found | ({"required": required} if required else {})


def _convert_form(fields: Sequence[Raw], consumes: Sequence[str], references: References) -> dict[str, Any]:
    has_file = any(one.get("type") == "file" for one in fields)
    kinds = [one for one in consumes if one in _FORMS and not (has_file and one == _FORMS[0])]
    content: dict[str, Any] = {"schema": _build_object(fields, references)}
    if lists := [one for one in fields if one.get("type") == "array"]:
        content["encoding"] = {one["name"]: _build_style(one) for one in lists}
    return {
        "required": any(one.get("required") for one in fields),
        "content": {kind: dict(content) for kind in kinds or [_FORMS[int(has_file)]]},
    }
