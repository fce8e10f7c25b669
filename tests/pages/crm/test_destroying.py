"""An act that destroys needs the right to delete, and asks once more with the names of its records."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from portal.audit.models import Event
from portal.crm.document.catalogue import Catalogue, get_catalogue
from portal.crm.document.systems import get_system
from portal.integrations.openapi import load_document
from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill
from tests.pages.page import Page
from tests.practice import PracticeOffice

MERGE = "/desk/crm/cirrus/do/merge_accounts/"
DESTROYING = (
    "merge_accounts",
    "unfollow_account",
    "unfollow_activity",
    "unfollow_contact",
    "unfollow_opportunity",
    "delete_account_budget",
    "delete_user_budget",
    "cancel_signing_request_old",
)


def check(visit: Visit, source: str = "4", target: str = "3", status: int = 200) -> Page:
    """The page that asks once more, or the form again."""
    address = f"{MERGE}?f.path:target={target}&lang=en"
    return visit(address, {**fill(visit(address)), "f.path:source": source}, status=status)


@pytest.mark.parametrize("operation", DESTROYING)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_the_right_to_delete_nothing_is_destroyed(
    operation: str, method: str, sign_in_as: Callable[..., Any], visit: Visit, practice: PracticeOffice
) -> None:
    sign_in_as("view_records", "edit_records", "connect")
    practice.clear_calls()
    sent = {"f.path:target": "3", "f.path:source": "4", "f.key": "3", "f.userid": "1", "_confirmed": "x"}

    page = visit(f"/desk/crm/cirrus/do/{operation}/", sent if method == "post" else None, status=403)

    assert "crm.delete_records" in page.html
    assert not practice.calls()


def test_a_record_links_only_to_the_acts_that_are_allowed(
    sign_in_as: Callable[..., Any], visit: Visit
) -> None:
    sign_in_as("view_records", "edit_records")
    links = " ".join(visit("/desk/crm/cirrus/accounts/3/").links().values())
    assert "follow_account" in links
    assert "put_account_budget" in links
    assert not any(f"/do/{name}/" in links for name in DESTROYING)


def test_who_only_looks_is_offered_no_act_that_changes(sign_in_as: Callable[..., Any], visit: Visit) -> None:
    sign_in_as("view_records")
    links = " ".join(visit("/desk/crm/cirrus/accounts/3/").links().values())
    assert "get_account_budget" in links
    assert not any(f"/do/{name}/" in links for name in ("follow_account", "put_account_budget"))


def test_a_merge_is_asked_once_more_with_both_names(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    names = {number: visit(f"/desk/crm/cirrus/accounts/{number}/?lang=en").heading for number in ("3", "4")}

    page = check(visit)

    assert not practice.calls("merge_accounts")
    assert not Event.objects.filter(act="crm-asked").exists()
    goes, stays = page.text.index("This record goes"), page.text.index("This record stays")
    assert goes < page.text.index(names["4"]) < stays < page.text.index(names["3"])
    visit(MERGE, {**page.form_fields(), "_typed": "3"}, status=422)
    assert not practice.calls("merge_accounts")
    done = visit(MERGE, {**page.form_fields(), "_typed": "4"})
    assert "It is done." in done.text
    assert practice.calls("merge_accounts")[-1]["body"]["path"] == "/cirrus/accounts/3/merge/4"


def test_what_was_confirmed_is_what_is_sent(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    page = check(visit)

    other = visit(MERGE, {**page.form_fields(), "f.path:source": "5"})

    assert not practice.calls("merge_accounts")
    assert "Look once more" in other.text
    assert other.form_fields()["f.path:source"] == "5"


def test_a_record_that_changed_meanwhile_is_asked_again(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    page = check(visit)
    edit = "/desk/crm/cirrus/accounts/4/edit/"
    visit(edit, fill(visit(edit), name="Another name"), status=303)

    again = visit(MERGE, page.form_fields())

    assert not practice.calls("merge_accounts")
    assert "Another name" in again.text


def test_going_back_keeps_what_was_filled_in(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    page = visit(MERGE, {**check(visit).form_fields(), "_back": "1"})

    assert page.form_fields()["f.path:source"] == "4"
    assert "_confirmed" not in page.form_fields()
    assert not practice.calls("merge_accounts")


@pytest.mark.parametrize("source", ["3", "999999"])
def test_a_record_is_not_merged_with_itself_or_with_nobody(
    source: str, staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    page = check(visit, source, status=422)

    assert page.form_fields()["f.path:source"] == source
    assert not practice.calls("merge_accounts")


def test_an_account_that_cannot_be_read_is_not_merged(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    address = f"{MERGE}?f.path:target=3&lang=en"
    form = {**fill(visit(address)), "f.path:source": "4"}
    with practice.down("cirrus"):
        visit(address, form, status=503)
    assert not practice.calls("merge_accounts")


def test_somebody_is_taken_off_an_account_by_name(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    address = "/desk/crm/cirrus/do/unfollow_account/?f.key=3&lang=en"
    name = visit("/desk/crm/cirrus/users/1/?lang=en").heading

    page = visit(address, {**fill(visit(address)), "f.userid": "1"})

    assert name in page.text
    assert not practice.calls("unfollow_account")
    visit(address, page.form_fields())
    assert practice.calls("unfollow_account")[-1]["body"]["body"] == {"key": 3, "userid": 1}


def test_a_budget_that_goes_is_named_with_its_month(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    address = "/desk/crm/cirrus/do/delete_account_budget/?f.path:accountid=3&lang=en"

    page = visit(address, {**fill(visit(address)), "f.path:year": "2026", "f.path:month": "2"})

    assert "2026" in page.text
    assert not practice.calls("delete_account_budget")


def test_every_name_in_the_data_is_an_operation_with_those_inputs(practice: PracticeOffice) -> None:
    for system in ("cirrus", "dossierdata"):
        catalogue = get_catalogue(system)
        for operation_id in get_system(system).hints.get("destroys", {}):
            operation = catalogue.document.get_operation(operation_id)
            inputs = {f"path:{one.name}" for one in catalogue.get_path_fields(operation)}
            inputs |= {one.name for one in catalogue.get_body_fields(operation)}
            concerned = catalogue.list_concerned(operation)
            assert concerned
            assert {one.place for one in concerned} <= inputs
            assert {one.resource for one in concerned} <= set(catalogue.resources)


@pytest.mark.parametrize(
    ("method", "path", "operation_id"),
    [
        ("post", "/accounts/{a}/merge/{b}", "x"),
        ("post", "/accounts/{a}/combine/{b}", "mergeTwoAccounts"),
        ("put", "/leads/{id}/close", "x"),
        ("post", "/leads/wipe/", "x"),
        ("delete", "/leads/all/", "x"),
    ],
)
def test_an_act_of_a_document_we_do_not_know_is_held_back_by_its_words(
    method: str, path: str, operation_id: str, tmp_path: Any
) -> None:
    paths = {
        path: {method: {"operationId": operation_id, "responses": {"200": {"description": "ok"}}}},
        "/leads/{id}/closed-ones": {
            "post": {"operationId": "note", "responses": {"200": {"description": "ok"}}}
        },
    }
    source = tmp_path / "document.json"
    source.write_text(
        json.dumps({"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "paths": paths})
    )
    catalogue = Catalogue(get_system("cirrus"), load_document(source))

    assert catalogue.get_permission(catalogue.document.get_operation(operation_id)) == "crm.delete_records"
    assert catalogue.get_permission(catalogue.document.get_operation("note")) == "crm.edit_records"
