"""The search for persons: conditions nobody can leave, masked columns, nothing typed in an address."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from portal.aptic.persons import directory
from portal.audit.models import Event as Trail
from portal.crm.links.models import Link
from tests.pages.aptic.conftest import BASE
from tests.pages.conftest import Visit
from tests.pages.page import Page
from tests.practice import PracticeOffice

SEARCH = f"{BASE}persons/"


def search_persons(visit: Visit, **asked: str) -> Page:
    return visit(SEARCH, asked, follow=True)


def rows(page: Page) -> int:
    bodies = page.all("tbody")
    return len(bodies[0].findall("{*}tr")) if bodies else 0


@pytest.mark.usefixtures("staff")
def test_a_person_is_found_and_masked(visit: Visit, practice: PracticeOffice) -> None:
    page = search_persons(visit, name="zoë weber")
    assert rows(page) >= 1
    row = next(one for one in practice.records("aptic", "persons") if one["name"]["fullName"] == "Zoë Weber")
    assert "Zoë Weber" in page.text
    for hidden in (row["idnumber"], row["email"], row["addresses"][0]["street"]):
        assert hidden not in page.html
    assert row["addresses"][0]["city"] in page.text
    assert "masked for you" in page.text


def test_who_may_sees_all_columns(
    visit: Visit, sign_in_as: Callable[..., AbstractUser], practice: PracticeOffice
) -> None:
    sign_in_as("search_persons", "unmask_persons")
    row = practice.records("aptic", "persons")[60]
    page = search_persons(visit, email=row["email"])
    assert row["idnumber"] in page.text
    assert row["email"] in page.text
    assert row["addresses"][0]["street"] in page.text


@pytest.mark.usefixtures("staff")
def test_an_identity_number_is_found_however_it_is_written_and_never_shown(
    visit: Visit, practice: PracticeOffice
) -> None:
    number = practice.records("aptic", "persons")[70]["idnumber"]
    digits = "".join(one for one in number if one.isdigit())
    written = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"
    for typed in (number, written):
        page = search_persons(visit, id_number=typed)
        assert rows(page) >= 1
        assert number not in page.html
        assert typed not in page.html


@pytest.mark.usefixtures("staff")
def test_what_is_typed_never_stands_in_an_address_or_the_trail(visit: Visit, client: Client) -> None:
    answer = client.post(SEARCH, {"name": "Weber", "email": "person"})
    assert answer.status_code == 303
    assert "Weber" not in answer["Location"]
    assert "Weber" not in str(dict(client.session))
    visit(answer["Location"])
    told = Trail.objects.get(act="persons-searched")
    assert told.details["fields"] == ["email", "name"]
    assert "Weber" not in str(told.details)


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "typed",
    ["x' or 'a' eq 'a", "D'Hondt", "') or contains(fullname,'e", "%27 or 1 eq 1", "a\\' or 1 eq 1 --"],
)
def test_no_typed_text_leaves_its_condition(typed: str, visit: Visit, practice: PracticeOffice) -> None:
    page = search_persons(visit, company=typed)
    names = [one["name"]["companyName"] for one in practice.records("aptic", "persons")]
    assert rows(page) == min(25, sum(typed.lower() in name.lower() for name in names))


@pytest.mark.usefixtures("staff")
def test_a_long_list_has_pages(visit: Visit) -> None:
    page = search_persons(visit, email="aptic.example")
    assert rows(page) == 25
    later = visit(page.links()["Next"])
    assert rows(later) == 25
    assert later.links()["Previous"].endswith("page=1")
    assert page.text != later.text
    visit(later.links()["Previous"] + "x")


@pytest.mark.usefixtures("staff")
def test_a_search_for_everybody_or_almost_is_refused(visit: Visit, practice: PracticeOffice) -> None:
    practice.clear_calls()
    assert "Fill in at least one field." in visit(SEARCH, {}, status=422).text
    assert "Use at least 3 characters." in visit(SEARCH, {"name": "e"}, status=422).text
    assert "cannot be sent" in visit(SEARCH, {"name": "abc\u202edef"}, status=422).text
    assert practice.calls(system="aptic") == []


@pytest.mark.usefixtures("staff")
def test_nobody_found_an_outage_and_a_forgotten_search_are_told(
    visit: Visit, practice: PracticeOffice
) -> None:
    page = search_persons(visit, name="Nobody at all")
    assert "Nobody in Aptic fits this." in page.text
    assert "no longer kept" in visit(f"{SEARCH}?search=gone").text
    with practice.down("aptic"):
        away = visit(SEARCH, {"name": "Weber"}, follow=True, status=503)
    assert "Aptic does not answer" in away.text


def test_a_mark_of_a_person_is_the_same_again_and_tells_no_number(practice: PracticeOffice) -> None:
    from portal.integrations.aptic.values import read_person  # noqa: PLC0415

    first, second = (read_person(row) for row in practice.records("aptic", "persons")[60:62])
    mark = directory.mark_person(first)
    assert mark == directory.mark_person(first)
    assert mark.record_id != directory.mark_person(second).record_id
    assert first.id_number not in mark.record_id
    assert len(mark.record_id) <= 40


def test_a_person_is_joined_to_a_file(visit: Visit, sign_in_as: Callable[..., AbstractUser]) -> None:
    sign_in_as("search_persons", "links.manage")
    page = search_persons(visit, name="Zoë Weber")
    ask = visit(page.form_action(), page.form_fields())
    assert "Zoë Weber" in ask.text
    visit(ask.form_action(), ask.form_fields() | {"file_id": "no such"}, status=422)
    visit(ask.form_action(), ask.form_fields() | {"file_id": "26/no such"}, status=422)
    done = visit(ask.form_action(), ask.form_fields() | {"file_id": "900"}, follow=True)
    assert "joined to the file" in done.text
    link = Link.objects.get()
    assert (link.system, link.resource, link.state, link.file_id) == ("aptic", "person", "confirmed", "900")


def test_a_person_is_joined_by_the_number_on_the_letter(
    visit: Visit, sign_in_as: Callable[..., AbstractUser], practice: PracticeOffice
) -> None:
    sign_in_as("search_persons", "links.manage")
    seeded = practice.file("nl-woman")
    page = search_persons(visit, name="Zoë Weber")
    ask = visit(page.form_action(), page.form_fields())
    visit(ask.form_action(), ask.form_fields() | {"file_id": seeded.file}, status=303)
    assert Link.objects.get().file_id == seeded.file_id


def test_nobody_joins_without_both_permissions_or_with_a_made_up_person(
    visit: Visit, sign_in_as: Callable[..., AbstractUser], client: Client
) -> None:
    sign_in_as("search_persons")
    assert "Join to a file" not in search_persons(visit, name="Zoë Weber").text
    visit(f"{SEARCH}link/", {"person": "x", "file_id": "900"}, status=403)
    from tests.pages.aptic.conftest import sign_in_with  # noqa: PLC0415

    sign_in_with(client, ["search_persons", "links.manage"], name="bo")
    visit(f"{SEARCH}link/", {"person": "x", "file_id": "900"}, status=303)
    assert not Link.objects.exists()


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("garbage", "Aptic gives an answer that we cannot use."),
        ("foreign", "Aptic gives an answer that we cannot use."),
        ("html-200", "Aptic gives an answer that we cannot use."),
        ("list", "Aptic gives an answer that we cannot use."),
        ("404", "Aptic gives an answer that we cannot use."),
        ("refuse", "Aptic refuses this. Refused (practice)"),
        ("429", "Aptic asks us to wait."),
    ],
)
def test_each_failure_is_told_as_what_it_is(
    fault: str, said: str, visit: Visit, client: Client, practice: PracticeOffice
) -> None:
    practice.fault("aptic", fault)
    answer = client.post(SEARCH, {"name": "weber"})
    page = visit(str(answer["Location"]), status=503)
    assert said in page.text
    assert "Nobody in Aptic fits this." not in page.text
    listed = visit(f"{BASE}webhooks/")
    assert said in listed.text
