"""The 25 most used calls of each system: a page for each, and every word on it in the clerk's language."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from portal.crm.document.catalogue import Catalogue, get_catalogue
from portal.crm.document.field_tree import Field
from portal.crm.document.labels import is_translated_field, is_translated_resource
from portal.integrations.openapi import Operation
from tests.pages.conftest import Visit
from tests.pages.crm.test_completeness import find_address
from tests.practice import PracticeOffice

SYSTEMS = ("dossierdata", "cirrus")


def list_most_used(system: str) -> list[Operation]:
    catalogue = get_catalogue(system)
    return [catalogue.document.get_operation(name) for name in catalogue.system.hints["most_used"]]


def list_fields(catalogue: Catalogue, operation: Operation) -> Iterator[Field]:
    """Every field that its page shows or asks."""
    resource = catalogue.owners[operation.operation_id]
    if operation is resource.listing:
        yield from (*catalogue.get_row_fields(resource), *catalogue.get_query_fields(operation))
    elif operation is resource.viewing:
        yield from catalogue.get_record_fields(resource)
    elif operation.body:
        yield from catalogue.get_body_fields(operation)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_name_is_in_four_languages(system: str, practice: PracticeOffice) -> None:
    catalogue = get_catalogue(system)
    operations = list_most_used(system)
    assert len(operations) == len({one.operation_id for one in operations}) == 25
    assert {catalogue.owners[one.operation_id].key for one in operations} & set(
        catalogue.system.hints["important"]
    )
    english = set()
    for operation in operations:
        assert is_translated_resource(catalogue.owners[operation.operation_id].key)
        for top in list_fields(catalogue, operation):
            names = {one.name for _place, one in top.walk()} - {"*"}
            english |= {(operation.operation_id, name) for name in names if not is_translated_field(name)}
    assert not english


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_each_has_a_page_without_a_word_of_english(
    system: str, language: str, staff: Any, visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    client.cookies["language"] = language
    catalogue = get_catalogue(system)
    for operation in list_most_used(system):
        address = find_address(catalogue, operation)
        resource = catalogue.owners[operation.operation_id]
        if "/1/" in address:
            number = practice.records(system, resource.key)[0]["id"]
            address = address.replace("/1/", f"/{number}/")
        page = visit(address)
        main = page.html.partition("<main")[2].partition("</main>")[0].partition('class="record__side"')[0]
        labels = [part.partition("<")[0] for part in main.split('<span lang="en">')[1:]]
        assert not labels, (operation.operation_id, labels)
