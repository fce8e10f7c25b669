"""An office whose CIRRUS_OPENAPI is the server's own ``swagger.json``: Swagger 2.0, with other ids."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from portal import registry
from portal.crm.document.catalogue import Catalogue
from portal.crm.document.resources import Resource
from portal.crm.document.systems import get_system
from portal.integrations.openapi import Operation, load_document
from tests.contract.cirrus.conftest import CATALOGUE, DOCUMENT
from tests.contract.crm.explore import Explorer
from tests.practice import PracticeOffice
from tests.unit.integrations.openapi.flask_restx import lower


@pytest.fixture(scope="module")
def swagger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cirrus") / "swagger.json"
    path.write_text(json.dumps(lower(CATALOGUE, base_path="/")), encoding="utf-8")
    return path


@pytest.fixture
def office(practice: PracticeOffice, settings: Settings, swagger: Path) -> Iterator[PracticeOffice]:
    """The practice office, and a portal that reads Cirrus' own document."""
    settings.CIRRUS_OPENAPI = str(swagger)
    registry.reset()
    assert "list_accounts" not in registry.cirrus().document.operations
    assert registry.cirrus().document.get_operation("list_accounts").path == "/accounts/"
    yield practice
    registry.reset()


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("an", password="practice-staff"))
    return client


def summarize(resource: Resource) -> dict[str, Any]:
    def place(one: Operation | None) -> tuple[str, str] | None:
        return (one.method, one.path) if one else None

    return {
        "calls": [place(one) for one in resource.operations],
        "acts": [(place(act.operation), act.id_name) for act in resource.acts],
        "is_single": resource.is_single,
        "id": resource.id_name,
    }


def test_resources_fields_and_columns_are_the_same(swagger: Path) -> None:
    ours = Catalogue(get_system("cirrus"), DOCUMENT)
    theirs = Catalogue(get_system("cirrus"), load_document(swagger))
    assert {key: summarize(one) for key, one in theirs.resources.items()} == {
        key: summarize(one) for key, one in ours.resources.items()
    }
    for key, resource in ours.resources.items():
        other = theirs.get_resource(key)
        pairs = [
            (ours.get_columns(resource), theirs.get_columns(other)),
            (ours.get_record_fields(resource), theirs.get_record_fields(other)),
        ]
        for one, two in pairs:
            assert [(f.name, f.kind, f.reference) for f in two] == [
                (f.name, f.kind, f.reference) for f in one
            ]


READS = [one for one in DOCUMENT.operations.values() if one.method == "GET"]
LISTS = [one for one in READS if one.is_list and "{" not in one.path]


@pytest.mark.parametrize("listing", LISTS, ids=lambda one: one.operation_id)
def test_every_list_is_read(office: PracticeOffice, listing: Operation) -> None:
    client = registry.cirrus()
    found = client.document.find_operation(listing.method, listing.path)
    assert found is not None
    page = client.get_page(found.operation_id, query=Explorer(client, None).build_query(found))
    assert page.number == 1
    assert all(isinstance(row, dict) for row in page.items)


def test_record_is_made_and_read_with_a_mask(office: PracticeOffice) -> None:
    client = registry.cirrus()
    made = client.call(
        "post_accounts_collection", body={"name": "Notaris Peeters", "typeid": 1, "userid": 1}
    ).record_id
    headers = client.get_mask_headers("get_accounts_item", ["id", "name"])
    assert headers == {"X-Fields": "{id,name}"}
    record = client.call("get_accounts_item", path={"id": made}, headers=headers).record
    assert record == {"id": int(made), "name": "Notaris Peeters"}


def test_operations_answer_to_our_ids_too(office: PracticeOffice) -> None:
    client = registry.cirrus()
    client.document.take_ids(DOCUMENT)
    assert all(client.document.has_operation(name) for name in DOCUMENT.operations)
    assert client.document.get_operation("list_accounts").operation_id == "get_accounts_collection"
    assert len(client.document.operations) == len(DOCUMENT.operations)
    assert list(client.iterate("list_accounts", most=3)) == list(
        client.iterate("get_accounts_collection", most=3)
    )
    with pytest.raises(KeyError):
        client.call("list_unicorns")


@pytest.mark.parametrize("page", ["", "accounts/", "accounts/1/", "accounts/1/edit/", "accounts/new/"])
def test_pages_of_staff_stand(office: PracticeOffice, staff: Client, page: str) -> None:
    answer = staff.get(f"/desk/crm/cirrus/{page}")
    assert answer.status_code == 200
