"""A caller of the practice DossierData whose every answer openapi-core holds against the catalogue."""

import json
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from portal.sandbox.config import CATALOG_DIR
from tests.practice import PracticeOffice

CATALOGUE: dict[str, Any] = json.loads((CATALOG_DIR / "dossierdata.json").read_text(encoding="utf-8"))
PREFIX = "/dossierdata/api/v1"


class Caller:
    """Calls as user 1, An Claes, unless told otherwise."""

    def __init__(self, office: PracticeOffice, openapi: OpenAPI) -> None:
        self.office = office
        self.openapi = openapi
        self.token = office.dossierdata_token()

    def send(self, method: str, path: str, *, token: str | None = None, **more: Any) -> httpx.Response:
        """Any answer, unchecked."""
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"} | more.pop(
            "headers", {}
        )
        return self.office.client.request(method, f"{PREFIX}{path}", headers=headers, **more)

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """The body of a 200 that the catalogue agrees with."""
        answer = self.send(method, path, **more)
        assert answer.status_code == 200, answer.text
        self.check(method, path, answer)
        return answer.json()

    def check(self, method: str, path: str, answer: httpx.Response) -> None:
        """Raises when the answer is not what the catalogue says."""
        request = MockRequest(self.office.base_url, method.lower(), f"{PREFIX}{path.partition('?')[0]}")
        kind = answer.headers.get("content-type", "").partition(";")[0]
        response = MockResponse(answer.content, status_code=answer.status_code, content_type=kind)
        self.openapi.validate_response(request, response)

    def rows(self, resource: str, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", f"/{resource}", params=query)["data"]
        return found


@pytest.fixture(scope="session")
def openapi(practice_server: PracticeOffice) -> OpenAPI:
    document = json.loads(json.dumps(CATALOGUE))
    document["servers"] = [{"url": practice_server.dossierdata_url}]
    return OpenAPI.from_dict(document)


@pytest.fixture
def caller(practice: PracticeOffice, openapi: OpenAPI) -> Caller:
    return Caller(practice, openapi)
