"""Two servers made with other people's frameworks pass through the pages, by the documents they publish.

The kind: everything was tried against documents that we had written ourselves.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from portal import registry
from portal.integrations.errors import NotFound
from tests.field.servers.serving import serve
from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill

PDF = b"%PDF-1.7\n" + b"of the field " * 50
LISTS = {"cirrus": "/desk/crm/cirrus/accounts/", "dossierdata": "/desk/crm/dossierdata/customers/"}


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    restx, fast = "tests.field.servers.restx:app", "tests.field.servers.fast:app"
    with (
        serve(restx, "wsgi", document="/swagger.json") as cirrus,
        serve(fast, "asgi", document="/openapi.json") as dossierdata,
    ):
        yield {"cirrus": cirrus, "dossierdata": dossierdata}


@pytest.fixture
def servers(
    addresses: dict[str, str], staff: Any, settings: Settings, tmp_path: Any
) -> Iterator[dict[str, str]]:
    """An office whose systems are these two."""
    settings.VAR_DIR = tmp_path
    settings.CIRRUS_URL, settings.DOSSIERDATA_URL = addresses["cirrus"], addresses["dossierdata"]
    settings.CIRRUS_OPENAPI = f"{addresses['cirrus']}/swagger.json"
    settings.DOSSIERDATA_OPENAPI = f"{addresses['dossierdata']}/openapi.json"
    registry.reset()
    yield addresses
    registry.reset()


def read(servers: dict[str, str], system: str, path: str) -> Any:
    """What the server itself has."""
    return httpx.get(servers[system] + path, headers={"X-Token": "x"}).json()


def test_a_list_shows_its_pages_and_is_narrowed(
    servers: dict[str, str], visit: Visit, client: Client
) -> None:
    page = visit(f"{LISTS['cirrus']}?lang=en")
    assert "Firma 1" in page.text
    assert "60" in page.text
    assert "Firma 30" in visit(f"{LISTS['cirrus']}?page=2").text
    found = visit(client.post(LISTS["cirrus"], {"q.name": "firma 47"})["Location"])
    assert "Firma 47" in found.text
    assert "Firma 1 " not in found.text
    found = visit(client.post(LISTS["dossierdata"], {"q.q": "Peeters 12"})["Location"])
    assert "Peeters 12" in found.text
    assert "Peeters 13" not in found.text


@pytest.mark.parametrize(
    ("system", "path", "first", "then"),
    [
        (
            "cirrus",
            "/accounts/",
            {
                "name": "Bakkerij",
                "status": "open",
                "balance": "12,5",
                "since": "2/3/2026",
                "address.city": "Gent",
            },
            {"name": "Bakkerij Korenaar"},
        ),
        (
            "dossierdata",
            "/customers/",
            {"lastName": "Aerts", "born": "5/2/1980", "income": "1500", "place.city": "Aalst"},
            {"lastName": "Aerts-Claes"},
        ),
    ],
)
def test_a_record_is_made_changed_and_deleted(
    system: str,
    path: str,
    first: dict[str, str],
    then: dict[str, str],
    servers: dict[str, str],
    visit: Visit,
    client: Client,
) -> None:
    client.cookies["language"] = "nl"
    made = client.post(f"{LISTS[system]}new/", fill(visit(f"{LISTS[system]}new/"), **first))
    assert made.status_code == 303, visit(
        f"{LISTS[system]}new/", fill(visit(f"{LISTS[system]}new/"), **first)
    ).text
    address = made["Location"].partition("?")[0]
    number = address.rstrip("/").rpartition("/")[2]
    name, value = next(iter(first.items()))
    assert read(servers, system, f"{path}{number}")[name] == value

    visit(f"{address}edit/", fill(visit(f"{address}edit/"), **then), status=303)
    kept = read(servers, system, f"{path}{number}")
    assert kept[name] == then[name]
    assert kept.get("address", kept.get("place"))["city"] in {"Gent", "Aalst"}, "what nobody touched stays"

    number = address.rstrip("/").rpartition("/")[2]
    visit(f"{address}delete/", {**fill(visit(f"{address}delete/")), "_typed": number}, status=303)
    assert httpx.get(f"{servers[system]}{path}{number}").status_code == 404
    visit(address, status=404)


def test_what_a_server_refuses_stands_beside_its_field(servers: dict[str, str], visit: Visit) -> None:
    address = f"{LISTS['cirrus']}3/edit/"
    page = visit(f"{address}?lang=en", fill(visit(f"{address}?lang=en"), name="taken"), status=422)
    assert "This name is taken" in page.text
    address = f"{LISTS['dossierdata']}new/"
    page = visit(f"{address}?lang=en", fill(visit(f"{address}?lang=en"), lastName="A"), status=422)
    assert page.form_fields()["f.lastName"] == "A"
    assert "characters" in page.text


@pytest.mark.parametrize("system", ["cirrus", "dossierdata"])
def test_a_file_is_uploaded(system: str, servers: dict[str, str], visit: Visit, client: Client) -> None:
    address = f"/desk/crm/{system}/papers/new/"
    form = {**fill(visit(address)), "f.name": "Vonnis", "f.file": SimpleUploadedFile("vonnis.pdf", PDF)}
    answer = client.post(address, form)
    assert answer.status_code == 303, answer.content.decode()
    assert read(servers, system, "/papers/")[-1] == {"id": 1, "name": "Vonnis", "size": len(PDF)}


def test_a_list_asks_only_for_what_it_shows(servers: dict[str, str]) -> None:
    client = registry.cirrus()
    page = client.get_page(
        "get_account_list", size=2, headers={"X-Fields": "{items{id,name},page,pages,total}"}
    )
    assert page.total == 60
    assert set(page.items[0]) == {"id", "name"}


def test_what_is_not_there_is_not_found(servers: dict[str, str], visit: Visit) -> None:
    visit(f"{LISTS['cirrus']}99999/", status=404)
    visit(f"{LISTS['dossierdata']}99999/", status=404)
    with pytest.raises(NotFound):
        registry.cirrus().call("get_account_item", path={"id": 99999})
