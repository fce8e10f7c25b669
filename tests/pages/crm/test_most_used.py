"""The 25 most used calls of each system: a page for each, and every word on it in the clerk's language.

Lists that are seldom used follow: no word on them is English either.
"""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from portal.crm.document.catalogue import get_catalogue
from portal.crm.document.labels import name_field
from portal.integrations.openapi import Operation
from tests.pages.conftest import Visit
from tests.pages.crm.test_completeness import find_address
from tests.practice import PracticeOffice

SYSTEMS = ("dossierdata", "cirrus")
SELDOM_USED = (
    ("dossierdata", "mortgagePart", "soortLening"),
    ("dossierdata", "mortgage", "wozWaarde"),
    ("cirrus", "users-budget", "month"),
    ("cirrus", "subscriptions", "orderstartdate"),
    ("cirrus", "missions", "ownerids"),
    ("dossierdata", "email", "email_account_id"),
    ("dossierdata", "emailAccount", "host"),
    ("dossierdata", "signal", "signal_query_id"),
)
"""Lists, each with a field that its pages have."""
ISO_DATE = re.compile(r"\b\d{4}-\d\d-\d\d")


def list_most_used(system: str) -> list[Operation]:
    catalogue = get_catalogue(system)
    return [catalogue.document.get_operation(name) for name in catalogue.system.hints["most_used"]]


@pytest.mark.parametrize("system", SYSTEMS)
def test_there_are_25_and_the_important_records_are_among_them(system: str, practice: PracticeOffice) -> None:
    catalogue = get_catalogue(system)
    operations = list_most_used(system)
    assert len(operations) == len({one.operation_id for one in operations}) == 25
    assert {catalogue.owners[one.operation_id].key for one in operations} & set(
        catalogue.system.hints["important"]
    )


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
        assert not ISO_DATE.search(page.text), (address, ISO_DATE.findall(page.text))


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_lists_that_are_seldom_used_have_no_word_of_english(
    language: str, staff: Any, visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    client.cookies["language"] = language
    for system, key, name in SELDOM_USED:
        catalogue = get_catalogue(system)
        start = f"/desk/crm/{system}/{key}/"
        addresses = [start, f"{start}new/"] if catalogue.get_resource(key).creating else [start]
        if catalogue.get_resource(key).viewing and (rows := practice.records(system, key)):
            addresses.append(f"{start}{rows[0]['id']}/")
        shown = ""
        for address in addresses:
            page = visit(address)
            assert not ISO_DATE.search(page.text), (address, ISO_DATE.findall(page.text))
            main = page.html.partition("<main")[2].partition("</main>")[0]
            assert 'lang="en"' not in main, (address, main.partition('lang="en">')[2].partition("<")[0])
            shown += page.text
        with override(language):
            assert str(name_field(name)) in shown, (key, name)
