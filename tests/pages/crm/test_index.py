"""The index that CRM records are searched in: read by the worker, sealed, used by both searches, deleted."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from portal.audit.models import Event
from portal.crm.index import services
from portal.crm.models import CrmToken, IndexPage, SearchIndex
from portal.web.job_scheduling import Job
from portal.web.retention import forget_all
from tests.pages.conftest import Visit
from tests.pages.crm.test_searching import search
from tests.pages.page import Page
from tests.practice import PracticeOffice

SEARCH = "/desk/crm/search/"


def read_all() -> None:
    """The worker, until nothing is due."""
    while SearchIndex.objects.filter(due_at__lte=timezone.now()).exists():
        services.read_due()


def post_index(client: Client, system: str = "dossierdata", **typed: str) -> None:
    answer = client.post(f"/desk/crm/{system}/index/", typed)
    assert answer.status_code == 303, answer.content


@pytest.fixture
def index(staff: Any, client: Client) -> None:
    post_index(client)
    read_all()


def test_a_customer_far_down_the_list_is_found_by_one_word(
    index: None, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    row = next(one for one in practice.records("dossierdata", "customer") if one["id"] == 320)
    for typed in (row["lastName"], row["phone"], f"+32 {row['mobile'][1:]}", row["emailaddress"], "320"):
        page = search(client, visit, SEARCH, find=typed)
        found = [href for href in page.links().values() if href.endswith("/customer/320/")]
        assert found, f"{typed}: {page.links()}"
    practice.clear_calls()
    record = visit("/desk/crm/dossierdata/customer/320/")
    assert row["lastName"] in record.html
    first = practice.calls(operation="list_customers")[0]
    assert first["body"]["query"]["page"] == "4", "the page where it stands, and no other before"


def test_a_record_says_what_belongs_to_it(index: None, visit: Visit, practice: PracticeOffice) -> None:
    dossier = practice.records("dossierdata", "dossier")[0]
    page = visit(f"/desk/crm/dossierdata/customer/{dossier['customer_id']}/?lang=en")
    assert f"/desk/crm/dossierdata/dossier/{dossier['id']}/" in page.links().values()
    assert "Dossiers (" in page.text


def test_a_long_list_goes_to_any_page(staff: Any, visit: Visit) -> None:
    page = visit("/desk/crm/cirrus/accounts/?sorting=name_desc&lang=en")
    assert "Page, 1 to 78" in page.text
    assert "1001 to 1025" in visit("/desk/crm/cirrus/accounts/?sorting=name_desc&page=41&lang=en").text


def test_nothing_of_a_person_can_be_read_in_the_table(index: None, practice: PracticeOffice) -> None:
    assert IndexPage.objects.filter(index__resource="customer").count() == 5
    row = practice.records("dossierdata", "customer")[0]
    for page in IndexPage.objects.all():
        assert row["lastName"].encode() not in bytes(page.sealed)


def test_a_page_that_says_what_it_said_is_not_sealed_again(
    index: None, client: Client, practice: PracticeOffice
) -> None:
    before = {one.pk: bytes(one.sealed) for one in IndexPage.objects.all()}
    practice.store_record("dossierdata", "customer", id=120, lastName="Vanonbekend")
    post_index(client)
    read_all()
    changed = [one.number for one in IndexPage.objects.all() if bytes(one.sealed) != before[one.pk]]
    assert changed == [2]


def test_the_desks_search_uses_it_and_asks_nobody(
    index: None, staff: Any, client: Client, practice: PracticeOffice
) -> None:
    row = next(one for one in practice.records("dossierdata", "customer") if one["id"] == 320)
    asked = len(practice.calls(operation="list_customers"))
    staff.user_permissions.add(Permission.objects.get(codename="search_files"))
    answer = client.post("/desk/search/", {"text": row["lastName"]}, follow=True)
    assert b"/desk/crm/dossierdata/customer/320/" in answer.content
    assert len(practice.calls(operation="list_customers")) == asked


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_date_is_written_as_systems_write_it(
    staff: Any, client: Client, practice: PracticeOffice, language: str
) -> None:
    client.cookies["language"] = language
    staff.user_permissions.add(Permission.objects.get(codename="search_files"))
    row = next(one for one in practice.records("dossierdata", "customer") if one["id"] == 320)
    account = practice.records("cirrus", "accounts")[0]
    for with_index in (False, True):
        if with_index:
            post_index(client)
            post_index(client, "cirrus")
            read_all()
        for text in (row["lastName"], account["name"]):
            answer = client.post("/desk/search/", {"text": text}, follow=True)
            shown = Page(answer).text
            assert not re.search(r"\d{4}-\d\d-\d\d", shown), (with_index, shown)
            if text == row["lastName"]:
                assert row["dateOfBirth"] in shown, (with_index, shown)


def test_size_age_and_reader_are_shown_and_it_is_deleted(
    index: None, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    page = visit(SEARCH)
    read = ("customer", "dossier", "account", "mortgage", "damage")
    size = sum(len(practice.records("dossierdata", name)) for name in read)
    assert size > 1000
    assert str(size) in page.text.replace(".", "").replace("\xa0", "")
    post_index(client, delete="1")
    assert not IndexPage.objects.exists()
    assert not SearchIndex.objects.exists()
    acts = Event.objects.filter(act__startswith="crm-index").values_list("act", flat=True)
    assert sorted(acts) == ["crm-index-begun", "crm-index-deleted"]


def test_who_is_not_signed_in_there_finds_nothing_of_it(index: None, client: Client, visit: Visit) -> None:
    CrmToken.objects.all().delete()
    page = search(client, visit, SEARCH, find="320")
    assert not [href for href in page.links().values() if "/customer/" in href]


def test_a_reader_whose_sign_in_ended_is_told_and_the_old_index_ages_out(
    index: None, client: Client, visit: Visit
) -> None:
    CrmToken.objects.update(access="x")
    SearchIndex.objects.update(due_at=timezone.now())
    services.read_due()
    assert set(SearchIndex.objects.values_list("fault", flat=True)) == {"sign-in"}
    forget_all(timezone.now() + timedelta(days=6))
    assert IndexPage.objects.exists()
    forget_all(timezone.now() + timedelta(days=8))
    assert not IndexPage.objects.exists()


def test_a_system_that_is_away_is_asked_again(staff: Any, client: Client, practice: PracticeOffice) -> None:
    practice.fault("dossierdata", "503", operation="list_customers", times=9)
    post_index(client)
    services.read_due()
    away = SearchIndex.objects.get(resource="customer")
    assert (away.fault, away.read_at) == ("away", None)
    assert away.due_at > timezone.now()
    assert Job("portal.crm.tasks.read_indexes").list_planned().exists()


def test_cirrus_is_read_without_a_persons_sign_in(staff: Any, client: Client, visit: Visit) -> None:
    post_index(client, "cirrus")
    read_all()
    page = search(client, visit, SEARCH, find="Ziekenhuis")
    assert any(href.endswith("/cirrus/accounts/1/") for href in page.links().values())


def test_only_who_may_sign_in_there_keeps_an_index(sign_in_as: Any, client: Client) -> None:
    sign_in_as("view_records")
    assert client.post("/desk/crm/dossierdata/index/").status_code == 403


def test_without_an_index_a_record_does_not_seem_to_own_nothing(
    staff: Any, client: Client, visit: Visit
) -> None:
    said, customer = (
        "What belongs to this record is not known here",
        "/desk/crm/dossierdata/customer/1/?lang=en",
    )
    page = visit(customer)
    assert said in page.text
    assert SEARCH in page.links().values()
    post_index(client)
    assert said not in visit(customer).text


def test_a_list_leads_to_the_search_that_knows_it(staff: Any, visit: Visit) -> None:
    assert (
        visit("/desk/crm/dossierdata/customer/?lang=en").links()["Find by name, number or telephone"]
        == SEARCH
    )
    assert SEARCH not in [
        href
        for words, href in visit("/desk/crm/dossierdata/template/?lang=en").links().items()
        if "Find" in words
    ]
