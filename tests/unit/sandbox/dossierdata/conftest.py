"""A caller of the practice DossierData whose every answer openapi-core holds against the catalogue."""

import json
from typing import Any

import httpx
import pytest
from openapi_core import OpenAPI

from portal.sandbox.config import CATALOG_DIR
from tests.practice import PracticeOffice
from tests.unit.sandbox.crm.caller import CatalogueCaller, open_catalogue

CATALOGUE: dict[str, Any] = json.loads((CATALOG_DIR / "dossierdata.json").read_text(encoding="utf-8"))
PREFIX = "/dossierdata/api/v1"


class Caller(CatalogueCaller):
    """Calls as user 1, An Claes, unless told otherwise."""

    def __init__(self, office: PracticeOffice, openapi: OpenAPI) -> None:
        self.token = office.dossierdata_token()
        super().__init__(office, openapi, prefix=PREFIX, headers=_name(self.token))

    def send(self, method: str, path: str, *, token: str | None = None, **more: Any) -> httpx.Response:
        """Any answer, unchecked."""
        if token is not None:
            more["headers"] = _name(token) | more.get("headers", {})
        return super().send(method, path, **more)

    def rows(self, resource: str, **query: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", f"/{resource}", params=query)["data"]
        return found


def _name(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture(scope="session")
def openapi(practice_server: PracticeOffice) -> OpenAPI:
    return open_catalogue(CATALOGUE, practice_server.dossierdata_url)


@pytest.fixture
def caller(practice: PracticeOffice, openapi: OpenAPI) -> Caller:
    return Caller(practice, openapi)
