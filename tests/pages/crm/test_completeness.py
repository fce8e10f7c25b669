"""Every operation of each document can be reached from a page, by links a person can follow."""

from typing import Any

import pytest
from django.test import Client

from portal.crm.document.catalogue import Catalogue, get_catalogue
from portal.integrations.openapi import Operation
from tests.pages.conftest import Visit
from tests.pages.page import Page

COUNTS = {"dossierdata": 89, "cirrus": 233}


def find_address(catalogue: Catalogue, operation: Operation) -> str:
    """The page that makes this call, with record 1 where it is about one."""
    system = catalogue.system.key
    if operation.operation_id in catalogue.sign_in_ids:
        return f"/desk/crm/{system}/connect/"
    resource = catalogue.owners[operation.operation_id]
    start = f"/desk/crm/{system}/{resource.key}/"
    if resource.is_single:
        return start if operation is resource.viewing else f"{start}edit/"
    places = {
        "listing": start,
        "creating": f"{start}new/",
        "viewing": f"{start}1/",
        "updating": f"{start}1/edit/",
        "deleting": f"{start}1/delete/",
    }
    for slot, place in places.items():
        if getattr(resource, slot) is operation:
            return place
    return f"/desk/crm/{system}/do/{operation.operation_id}/"


def list_links(page: Page) -> set[str]:
    """Every address a page leads to."""
    return {link.get("href", "") for link in page.all("a")}


@pytest.mark.parametrize("system", COUNTS)
def test_every_operation_has_a_page(system: str, staff: Any, visit: Visit, client: Client) -> None:
    catalogue = get_catalogue(system)
    operations = catalogue.document.operations
    assert len(operations) == COUNTS[system]

    for operation in operations.values():
        answer = client.get(find_address(catalogue, operation))
        # 404: the practice office has no record 1 of that kind; the page asked for it all the same.
        assert answer.status_code in {200, 404}, (operation.operation_id, answer.status_code)


@pytest.mark.parametrize("system", COUNTS)
def test_every_kind_of_record_and_act_is_linked(system: str, staff: Any, visit: Visit) -> None:
    catalogue = get_catalogue(system)
    links = list_links(visit(f"/desk/crm/{system}/?deprecated=1"))

    for resource in catalogue.resources.values():
        start = f"/desk/crm/{system}/{resource.key}/"
        assert start in links
        acts = [act for act in resource.acts if not act.is_on_record]
        if acts:
            shown = list_links(visit(start))
            for act in acts:
                address = f"/desk/crm/{system}/do/{act.operation.operation_id}/"
                names = {one.name for one in catalogue.get_body_fields(act.operation)}
                assert address in shown or "key" in names, address


def test_acts_on_a_record_are_linked_from_it(staff: Any, visit: Visit) -> None:
    links = list_links(visit("/desk/crm/cirrus/accounts/1/"))

    for name in ("merge_accounts", "put_account_budget", "delete_account_budget", "get_account_budget"):
        assert any(f"/do/{name}/?" in link for link in links), name
    assert "/desk/crm/cirrus/do/follow_account/?f.key=1" in links
    assert "/desk/crm/cirrus/activities/?q.accountid=1" in links
