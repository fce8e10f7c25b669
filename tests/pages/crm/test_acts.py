"""Everything a document knows beyond lists and records: merge, follow, budgets, searches, deep links."""

from typing import Any

from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill
from tests.practice import PracticeOffice


def test_two_accounts_are_merged(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    address = "/desk/crm/cirrus/do/merge_accounts/?f.path:target=3"
    page = visit(address)
    assert page.form_fields()["f.path:target"] == "3"

    page = visit(address, {**fill(page), "f.path:source": "4"})
    visit(address, {**page.form_fields(), "_typed": "5"}, status=422)
    page = visit(address, {**page.form_fields(), "_typed": "4"})

    assert "Het is gebeurd." in page.text
    assert practice.calls("merge_accounts")[-1]["body"]["path"] == "/cirrus/accounts/3/merge/4"


def test_an_account_is_followed_from_its_page(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    address = "/desk/crm/cirrus/do/follow_account/?f.key=3"
    page = visit(address)

    visit(address, {**fill(page), "f.userid": "1"})

    assert practice.calls("follow_account")[-1]["body"]["body"] == {"key": 3, "userid": 1}


def test_a_list_under_a_record_is_shown(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/do/list_mission_connections/?f.path:mission_id=1")

    assert page.all("table") or "Cirrus" in page.text


def test_a_budget_is_asked_by_year_and_month(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/do/list_user_budgets/?f.path:userid=6")

    assert page.status == 200


def test_a_customer_is_opened_in_the_system_itself(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit("/desk/crm/dossierdata/do/open_customer/?f.path:customer_id_or_uuid=1&lang=en")

    link = page.links()["Open it in DossierData"]
    assert link == f"{practice.base_url}/dossierdata/customer/1"


def test_a_customer_has_no_call_to_change_it_and_the_page_says_so(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/dossierdata/customer/3/?lang=en")

    assert page.heading == "Anke Hilgers"
    assert "Read only" in page.text
    assert not any(link.endswith("/edit/") for link in page.links().values())
    visit("/desk/crm/dossierdata/customer/3/edit/", status=404)


def test_an_ax_message_finds_customers(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    address = "/desk/crm/dossierdata/do/find_customers_by_ax_message/"
    page = visit(address)

    page = visit(address, {**fill(page), "f.body": "this is no XML"}, status=422)

    assert page.form_fields()["f.body"] == "this is no XML"


def test_an_act_that_is_sent_twice_is_done_once(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    address = "/desk/crm/cirrus/do/follow_account/?f.key=3"
    form = {**fill(visit(address)), "f.userid": "1"}
    practice.clear_calls()

    visit(address, form)
    visit(address, form, status=303)

    assert len(practice.calls("follow_account")) == 1
