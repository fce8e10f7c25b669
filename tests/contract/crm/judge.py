"""openapi-core as the judge over every exchange with a described system, and the catalogue as the law.

Stricter than the documents in one thing: a request may hold no parameter and no field the document lacks.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from portal.integrations.exchange import Answer, Request, Terms
from portal.integrations.http import SystemClient
from portal.sandbox.config import CATALOG_DIR

HOST = "http://judged.invalid"
# DossierData documents no parameter for the page, only the numbers of pages.
PAGING = frozenset({"page"})


def load_catalogue(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CATALOG_DIR / f"{name}.json").read_text(encoding="utf-8"))
    return found


# XML is sent as it is and documented as text.
_CONFIG = Config(
    extra_media_type_deserializers={"application/xml": lambda content, **_more: content.decode()}
)


def _simplify(parameters: Any) -> None:
    """openapi-core casts no parameter of two types; our own validation knows them."""
    for one in parameters:
        if isinstance(one.get("schema", {}).get("type"), list):
            del one["schema"]["type"]


class Judge:
    """Judges exchanges by one document."""

    config = _CONFIG

    def __init__(self, catalogue: Mapping[str, Any]) -> None:
        document = json.loads(json.dumps(catalogue))
        document["servers"] = [{"url": HOST}]
        document.pop("security", None)  # who calls is tried by its own tests
        self.operations: dict[str, tuple[str, str, dict[str, Any]]] = {}
        self._components = document["components"]
        for path, verbs in document["paths"].items():
            for verb, item in verbs.items():
                item.pop("security", None)
                _simplify(item.get("parameters", ()))
                self.operations[item["operationId"]] = (verb, path, item)
        self._document = document

    @cached_property
    def _core(self) -> OpenAPI:
        """Read when first asked: it takes seconds, and not every process has such a test."""
        return OpenAPI.from_dict(self._document, config=self.config)

    def judge(self, operation: str, request: Request, answer: Answer) -> None:
        """Raises when the request, or a good answer, is not what the document says."""
        _verb, _path, item = self.operations[operation]
        asked = MockRequest(
            HOST,
            request.method.lower(),
            "/" + request.path.lstrip("/"),
            args=dict(request.params or {}),
            headers=dict(request.headers),
            data=request.content,
            content_type=request.headers.get("Content-Type", "application/json"),
        )
        self._core.validate_request(asked)
        self._judge_names(item, request)
        if answer.status < 300:
            said = MockResponse(
                answer.content or b"null",
                status_code=answer.status,
                content_type=answer.headers.get("content-type", "application/json"),
            )
            if self._has_content(item, answer.status):
                self._core.validate_response(asked, said)

    def _judge_names(self, item: Mapping[str, Any], request: Request) -> None:
        known = {
            one["name"] for one in map(self._resolve, item.get("parameters", ())) if one["in"] == "query"
        }
        assert set(request.params or {}) <= known | PAGING
        media = item.get("requestBody", {}).get("content", {}).get("application/json")
        if media and request.content:
            fields = self._fields(media["schema"])
            assert not fields or set(json.loads(request.content)) <= fields

    def _fields(self, schema: Mapping[str, Any]) -> set[str]:
        schema = self._resolve(schema)
        found = set(schema.get("properties", {}))
        for word in ("allOf", "oneOf", "anyOf"):
            for part in schema.get(word, ()):
                found |= self._fields(part)
        return found

    def _resolve(self, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in raw:
            _hash, _components, kind, name = raw["$ref"].split("/")
            raw = self._components[kind][name]
        return raw

    def _has_content(self, item: Mapping[str, Any], status: int) -> bool:
        said = item["responses"].get(str(status)) or item["responses"].get("2XX") or {}
        return bool(said.get("content"))


class JudgedClient(SystemClient):
    """A ``SystemClient`` that has every exchange judged, and remembers the operations it carried."""

    def __init__(self, judge: Judge, **options: Any) -> None:
        super().__init__(**options)
        self.judge = judge
        self.carried: list[str] = []

    def call(self, operation: str, request: Request, terms: Terms) -> Answer:
        answer = super().call(operation, request, terms)
        if operation in self.judge.operations:
            self.carried.append(operation)
            self.judge.judge(operation, request, answer)
        return answer
