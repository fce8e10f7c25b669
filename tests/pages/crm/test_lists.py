"""Lists of both systems: columns, filters, sorting, pages, export; one bad record breaks nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from portal import registry
from portal.audit.models import Event
from portal.crm.document.catalogue import get_catalogue
from tests.pages.conftest import Visit
from tests.pages.page import XHTML, Page
from tests.practice import PracticeOffice


def list_rows(page: Page) -> list[list[str]]:
    """The cells of the first table."""
    table = page.all("table")[0]
    rows = list(table.iter(f"{XHTML}tr"))[1:]
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
def test_every_list_opens(system: str, staff: Any, visit: Visit) -> None:
    visit(f"/desk/crm/{system}/")
    for resource in get_catalogue(system).resources.values():
        if resource.listing or resource.is_single:
            visit(f"/desk/crm/{system}/{resource.key}/")


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_the_first_page_of_a_system_in_each_language(language: str, staff: Any, visit: Visit) -> None:
    page = visit(f"/desk/crm/cirrus/?lang={language}")

    assert page.heading == "Cirrus"
    assert "/desk/crm/cirrus/accounts/" in page.links().values()


def test_kinds_of_records_are_found_by_a_word(staff: Any, visit: Visit) -> None:
    links = visit("/desk/crm/cirrus/?find=price&lang=en").links().values()

    assert "/desk/crm/cirrus/pricelists/" in links
    assert "/desk/crm/cirrus/accounts/" not in links


def test_deprecated_lists_are_hidden_unless_asked_for(staff: Any, visit: Visit) -> None:
    address = "/desk/crm/cirrus/templates/"

    assert address not in visit("/desk/crm/cirrus/").links().values()
    assert address in visit("/desk/crm/cirrus/?deprecated=1").links().values()


def test_a_filter_narrows_the_list_and_stays_filled_in(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/accounts/?q.name=Acad%25")

    rows = list_rows(page)
    assert rows
    assert all(row[1].startswith("Acad") for row in rows)
    assert page.form_fields()["q.name"] == "Acad%"


def test_sorting_turns_a_list_round(staff: Any, visit: Visit) -> None:
    up = [row[1] for row in list_rows(visit("/desk/crm/cirrus/accounts/?sorting=name_asc"))]
    down = [row[1] for row in list_rows(visit("/desk/crm/cirrus/accounts/?sorting=name_desc"))]

    assert up[0] != down[0]
    assert up[0].casefold() < down[0].casefold()


def test_pages_follow_each_other(staff: Any, visit: Visit) -> None:
    first = visit("/desk/crm/cirrus/contacts/?lang=en")
    assert "1 to 25 of 3506" in first.text

    second = visit(first.links()["Next"])

    assert "26 to 50 of 3506" in second.text
    assert list_rows(first)[0] != list_rows(second)[0]


def test_only_what_the_page_shows_is_asked(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    visit("/desk/crm/cirrus/contacts/")

    asked = practice.calls(system="cirrus")[-1]["body"]["fields"]
    assert asked.startswith("{items{id,name,surname,account{id,name")
    assert "addresses" not in asked


@pytest.mark.parametrize("resource", ["kpis", "services-phones", "dynamicfields-values"])
def test_a_list_that_needs_a_filter_says_so_and_asks_nothing(
    resource: str, staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    practice.clear_calls()

    page = visit(f"/desk/crm/cirrus/{resource}/?lang=en")

    assert "First fill in the filter" in page.text
    assert practice.calls(system="cirrus") == []


def test_a_filter_that_makes_no_sense_is_named(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/accounts/?q.userid=abc&lang=en")

    assert "Write a number" in page.text


def test_a_list_goes_on_where_the_system_is_away(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    with practice.down("cirrus"):
        page = visit("/desk/crm/cirrus/accounts/?lang=en")

    assert "Cirrus does not answer" in page.text
    assert "Try again" in page.links()


def test_one_broken_record_does_not_break_the_list(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    practice.store_record(
        "dossierdata", "note", title={"not": "a text"}, datetime="401-01-2018", content=None
    )

    visit("/desk/crm/dossierdata/note/")


def test_an_export_is_guarded_told_and_limited(
    staff: Any, visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    practice.store_record("dossierdata", "note", title='=HYPERLINK("x")', content="gewoon")

    client.cookies["language"] = "en"
    answer = client.post("/desk/crm/dossierdata/note/export/")

    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert "No.;Title;Content" in text.splitlines()[0]
    assert "'=HYPERLINK" in text
    event = Event.objects.filter(act="crm-exported").get()
    assert event.details["rows"] == len(text.strip().splitlines()) - 1


def test_a_system_without_an_address_says_that_it_is_off(
    staff: Any, visit: Visit, settings: Settings
) -> None:
    settings.CIRRUS_URL = ""
    registry.reset()

    for address in ("", "accounts/", "accounts/1/", "accounts/new/", "do/merge_accounts/"):
        assert visit(f"/desk/crm/cirrus/{address}?lang=en").heading == "Cirrus is off"


PAGES = {
    "/desk/crm/": "view_records",
    "/desk/crm/cirrus/": "view_records",
    "/desk/crm/cirrus/accounts/": "view_records",
    "/desk/crm/cirrus/accounts/1/": "view_records",
    "/desk/crm/cirrus/accounts/new/": "edit_records",
    "/desk/crm/cirrus/accounts/1/edit/": "edit_records",
    "/desk/crm/cirrus/settings/edit/": "edit_records",
    "/desk/crm/cirrus/users/pick/": "edit_records",
    "/desk/crm/dossierdata/note/1/delete/": "delete_records",
    "/desk/crm/cirrus/accounts/export/": "export_records",
    "/desk/crm/dossierdata/connect/": "connect",
    "/desk/crm/dossierdata/callback/": "connect",
    "/desk/crm/dossierdata/disconnect/": "connect",
}


@pytest.mark.parametrize(("address", "permission"), PAGES.items())
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_lacks_one_permission_gets_no_further(
    address: str,
    permission: str,
    method: str,
    sign_in_as: Callable[..., Any],
    client: Client,
    practice: PracticeOffice,
) -> None:
    others = {"view_records", "edit_records", "delete_records", "export_records", "connect"} - {permission}
    sign_in_as(*others)
    practice.clear_calls()

    answer = getattr(client, method)(address)

    takes = {"export/": {"post"}, "disconnect/": {"post"}, "new/": {"get", "post"}}
    known = next((ways for end, ways in takes.items() if address.endswith(end)), {"get"})
    assert answer.status_code in ({403} if method in known else {403, 405})
    assert practice.calls(system="cirrus") == practice.calls(system="dossierdata") == []


@pytest.mark.parametrize(
    ("operation", "permission"),
    [
        ("follow_account", "edit_records"),
        ("merge_accounts", "delete_records"),
        ("delete_account_budget", "delete_records"),
    ],
)
def test_an_act_asks_for_the_permission_of_what_it_does(
    operation: str, permission: str, sign_in_as: Callable[..., Any], client: Client, practice: PracticeOffice
) -> None:
    sign_in_as(*({"view_records", "edit_records", "delete_records"} - {permission}))
    practice.clear_calls()

    assert client.get(f"/desk/crm/cirrus/do/{operation}/").status_code == 403
    assert client.post(f"/desk/crm/cirrus/do/{operation}/", {"f.path:target": "1"}).status_code == 403
    assert practice.calls(system="cirrus") == []


@pytest.mark.parametrize(
    ("may", "said"),
    [
        (("view_records",), "list"),
        (("view_records", "edit_records"), "list, add, change"),
        (("view_records", "edit_records", "delete_records"), "list, add, change, delete"),
    ],
)
def test_the_first_page_of_a_system_promises_only_what_a_person_may(
    may: tuple[str, ...], said: str, sign_in_as: Callable[..., Any], visit: Visit
) -> None:
    sign_in_as(*may, "connect")
    assert f"Notes {said} " in visit("/desk/crm/dossierdata/?lang=en").text + " "
