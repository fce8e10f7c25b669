"""Calls the practice Tagor as a client would, and lets openapi-core check every answer against the catalogue.

The catalogue allows fields it does not name; here the rows of datasets may not hold one, so that a misspelt
column is caught.
"""

import base64
import json
from typing import Any

import httpx
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from portal.sandbox.config import CATALOG_DIR
from tests.practice import API_KEY, PracticeFile, PracticeOffice

CATALOGUE: dict[str, Any] = json.loads((CATALOG_DIR / "tagor.json").read_text(encoding="utf-8"))


def _strict_catalogue(server: str) -> OpenAPI:
    document = json.loads(json.dumps(CATALOGUE))
    document["servers"] = [{"url": server}]
    for name, schema in document["components"]["schemas"].items():
        if name.startswith("ds"):
            _forbid_more(schema)
    return OpenAPI.from_dict(document)


def _forbid_more(schema: dict[str, Any]) -> None:
    if "properties" in schema:
        schema["additionalProperties"] = False
        for inner in schema["properties"].values():
            _forbid_more(inner)
    if "items" in schema:
        _forbid_more(schema["items"])


def pin_header(file: PracticeFile) -> str:
    return "Pin " + base64.b64encode(f"{file.file}:{file.pin}".encode()).decode()


def context(**values: str) -> dict[str, Any]:
    rows = [{"ContextKey": key.replace("_", "-"), "ContextValue": value} for key, value in values.items()]
    for row in rows:
        row["ContextKey"] = {"TDOS-Id": "TDOS_Id", "TDOC-Id": "TDOC_Id"}.get(
            row["ContextKey"], row["ContextKey"]
        )
    return {"dsWebContext": {"dsWebContext": {"ttWebContext": rows}}}


class Tagor:
    """``ask`` gives what stands under ``response``, ``send`` the whole answer."""

    def __init__(self, office: PracticeOffice) -> None:
        self.office = office
        self.catalogue = _strict_catalogue(office.tagor_url)

    def send(
        self, name: str, body: dict[str, Any] | None = None, auth: str | None = f"Tgr {API_KEY}"
    ) -> httpx.Response:
        headers = {"Authorization": auth} if auth else {}
        return self.office.client.post(
            f"/tagor/v1/rest/{name}", json={"request": body or {}}, headers=headers
        )

    def ask(
        self, name: str, body: dict[str, Any] | None = None, auth: str | None = f"Tgr {API_KEY}"
    ) -> dict[str, Any]:
        answer = self.send(name, body, auth)
        assert answer.status_code == 200, answer.text
        self.check(name, answer)
        found: dict[str, Any] = answer.json()["response"]
        return found

    def check(self, name: str, answer: httpx.Response, method: str = "post") -> None:
        """Raises when the answer is not what the catalogue says."""
        request = MockRequest(self.office.base_url, method, f"/tagor/v1/rest/{name}")
        kind = answer.headers.get("content-type", "")
        response = MockResponse(answer.content, status_code=answer.status_code, content_type=kind)
        self.catalogue.validate_response(request, response)

    def rows(self, name: str, dataset: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask(name, body)[dataset][dataset][f"tt{dataset[2:]}"]
        return found
