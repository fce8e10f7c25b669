"""A caller of a practice system whose every answer openapi-core holds against the system's catalogue."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

from tests.practice import PracticeOffice


def open_catalogue(catalogue: Mapping[str, Any], url: str) -> OpenAPI:
    """The catalogue of a system at that address."""
    return OpenAPI.from_dict({**json.loads(json.dumps(catalogue)), "servers": [{"url": url}]})


class CatalogueCaller:
    """Calls below ``prefix``, as whom ``headers`` say."""

    def __init__(
        self, office: PracticeOffice, openapi: OpenAPI, *, prefix: str, headers: Mapping[str, str]
    ) -> None:
        self.office = office
        self.openapi = openapi
        self.prefix = prefix
        self.headers = dict(headers)

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        """Any answer, unchecked."""
        headers = self.headers | more.pop("headers", {})
        return self.office.client.request(method, f"{self.prefix}{path}", headers=headers, **more)

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """The body of a success that the catalogue agrees with."""
        answer = self.send(method, path, **more)
        assert answer.is_success, answer.text
        self.check(method, path, answer)
        return answer.json() if answer.content else None

    def check(self, method: str, path: str, answer: httpx.Response) -> None:
        """Raises when the answer is not what the catalogue says."""
        where = f"{self.prefix}{path.partition('?')[0]}"
        request = MockRequest(self.office.base_url, method.lower(), where)
        kind = answer.headers.get("content-type", "").partition(";")[0]
        response = MockResponse(answer.content, status_code=answer.status_code, content_type=kind)
        self.openapi.validate_response(request, response)
