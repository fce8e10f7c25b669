"""The catalogue of Tagor's document, and openapi-core as its judge over requests and answers.

The catalogue allows names it does not know; here neither a request nor the rows of a dataset may hold one,
so that a misspelt column is caught on both sides.
"""

import json
from functools import cache
from typing import Any

from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from portal.integrations.exchange import Answer, Request, Terms
from portal.integrations.http import SystemClient
from portal.sandbox.config import CATALOG_DIR

HOST = "http://tagor.invalid"
CATALOGUE: dict[str, Any] = json.loads((CATALOG_DIR / "tagor.json").read_text(encoding="utf-8"))
OPERATIONS: dict[str, dict[str, Any]] = {
    path.lstrip("/"): {verb.upper(): item for verb, item in verbs.items()}
    for path, verbs in CATALOGUE["paths"].items()
}
# The document's samples use a name its schema lacks; the client sends both (see Party/AddContactDetail).
ALSO_SENT = {"dsTCOMWeb": {"value": {"type": "string"}}}


@cache
def get_judge() -> OpenAPI:
    """Read when first asked: it takes most of a second."""
    document = json.loads(json.dumps(CATALOGUE))
    document["servers"] = [{"url": HOST}]
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("ds"):
            _forbid_more(schema, ALSO_SENT.get(name, {}))
    for verbs in document["paths"].values():
        for item in verbs.values():
            item.pop("security", None)  # the scheme words are Tagor's own; test_catalogue.py tries them
            for media in item.get("requestBody", {}).get("content", {}).values():
                schema = media["schema"]
                _close(schema)
                _close(schema.get("properties", {}).get("request", {}))
    return OpenAPI.from_dict(document)


def _close(schema: dict[str, Any]) -> None:
    if "properties" in schema:
        schema["additionalProperties"] = False


def _forbid_more(schema: dict[str, Any], more: dict[str, Any]) -> None:
    if "properties" in schema:
        for inner in schema["properties"].values():
            _forbid_more(inner, more)
        schema["additionalProperties"] = False
    if "items" in schema:
        if more and "properties" in schema["items"]:
            schema["items"]["properties"] |= more
        _forbid_more(schema["items"], more)


def judge(request: Request, answer: Answer) -> None:
    """Raises when what was asked, or what came back, is not what the catalogue says."""
    kind = request.headers.get("Content-Type", "")
    asked = MockRequest(
        HOST, request.method.lower(), f"/{request.path}", data=request.content, content_type=kind
    )
    if request.content is not None:
        get_judge().validate_request(asked)
    said = MockResponse(
        answer.content,
        status_code=answer.status,
        content_type=answer.headers.get("content-type", ""),
        headers={"Location": answer.headers.get("location", "")},
    )
    get_judge().validate_response(asked, said)


class JudgedClient(SystemClient):
    """A ``SystemClient`` that has every exchange judged, and remembers which operations it carried."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.carried: list[str] = []

    def call(self, operation: str, request: Request, terms: Terms) -> Answer:
        answer = super().call(operation, request, terms)
        self.carried.append(request.path)
        if not answer.content or _is_json(answer.content):  # what is not even JSON, the client must refuse
            judge(request, answer)
        return answer


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True
