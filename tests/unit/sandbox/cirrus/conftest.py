"""A caller of the practice Cirrus whose every answer openapi-core holds against the catalogue."""

import json
from typing import Any

import pytest
from openapi_core import OpenAPI

from portal.sandbox.config import CATALOG_DIR
from tests.practice import CIRRUS_TOKEN, PracticeOffice
from tests.unit.sandbox.crm.caller import CatalogueCaller, open_catalogue

CATALOGUE: dict[str, Any] = json.loads((CATALOG_DIR / "cirrus.json").read_text(encoding="utf-8"))
Row = dict[str, Any]
ACTIVITY = {
    "accountid": 2,
    "userid": 3,
    "description": "Voorstel van het portaal ontvangen",
    "location": "",
    "primarycontact": {"id": 2},
    "result": "",
    "type": {"id": 4},
    "date": "2026-03-02",
    "starttime": "10:00",
    "stoptime": "10:30",
}


def errors(body: Row) -> set[str]:
    return set(body["errors"])


class Caller(CatalogueCaller):
    """Calls with the X-Token, which is the first user's."""

    def __init__(self, office: PracticeOffice, openapi: OpenAPI) -> None:
        super().__init__(office, openapi, prefix="/cirrus", headers={"X-Token": CIRRUS_TOKEN})

    def get(self, path: str, *, fields: str = "", **query: Any) -> Any:
        """``fields`` is the mask; a masked answer lacks what the catalogue has, so it goes unchecked."""
        if fields:
            answer = self.send("GET", path, params=query, headers={"X-Fields": fields})
            return answer.raise_for_status().json()
        return self.ask("GET", path, params=query)

    def items(self, path: str, **query: Any) -> list[Row]:
        found: list[Row] = self.get(path, **({"per_page": 50} | query))["items"]
        return found

    def ids(self, path: str, **query: Any) -> set[int]:
        return {row["id"] for row in self.items(path, **query)}

    def everything(self, path: str, **query: Any) -> list[Row]:
        """Every page of a list."""
        first = self.get(path, per_page=50, **query)
        rows: list[Row] = first["items"]
        for page in range(2, first["pages"] + 1):
            rows += self.get(path, per_page=50, page=page, **query)["items"]
        return rows

    def refused(self, method: str, path: str, status: int, **more: Any) -> Row:
        """The body of a refusal, in the catalogue's form."""
        answer = self.send(method, path, **more)
        assert answer.status_code == status, answer.text
        self.check(method, path, answer)
        body: Row = answer.json()
        assert body["message"]
        return body


@pytest.fixture(scope="session")
def cirrus_openapi(practice_server: PracticeOffice) -> OpenAPI:
    return open_catalogue(CATALOGUE, practice_server.cirrus_url)


@pytest.fixture
def caller(practice: PracticeOffice, cirrus_openapi: OpenAPI) -> Caller:
    return Caller(practice, cirrus_openapi)
