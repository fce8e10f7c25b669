"""Files ticked in the search and in the queue become a batch; no address names them."""

from typing import Any

import pytest
from django.test import Client

from portal.letters.models import Batch
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.letters.conftest import HOME, read_choices, work_on
from tests.pages.page import Page
from tests.practice import PracticeOffice

pytestmark = pytest.mark.django_db
SEARCH = "/desk/search/"
MAY = ("letters.view_batch", "letters.make_batch", "desk.search_files", "desk.view_case")


def list_ticks(page: Page) -> list[tuple[str, str]]:
    boxes = [box for box in page.all("input") if box.get("form") == "ticked"]
    return [(box.get("name", ""), box.get("value", "")) for box in boxes]


def search(client: Client, text: str) -> Page:
    page = Page(client.get(client.post(SEARCH, {"text": text})["Location"]))  # type: ignore[arg-type]
    page.check()
    return page


@pytest.fixture
def clerk(client: Client, practice: PracticeOffice) -> Any:
    user = make_staff(permissions=MAY)
    sign_in_staff(client)
    client.cookies["language"] = "en"
    return user


def test_files_ticked_in_the_search_become_a_batch(
    clerk: Any, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    page = search(client, "26/004")
    file = practice.file("nl-woman")
    assert ("number", file.file) in list_ticks(page)
    other = practice.file("fr-man").file
    address = client.post(f"{HOME}chosen/", {"number": [file.file, other, file.file]})["Location"]
    assert file.file not in address
    assert file.file not in str(dict(client.session)), "sealed"
    form = visit(address)
    fields = form.form_fields()
    assert fields["pasted"].split() == [file.file, other]
    assert fields["title"]
    columns = client.post(form.form_action(), fields)["Location"]
    client.post(columns, read_choices(visit(columns)))
    batch = Batch.objects.get()
    assert work_on(batch) == "ready"
    assert [letter.state for letter in batch.letters.all()] == ["ready", "ready"]
    assert visit(address).form_fields()["pasted"].strip() == "", "a batch was made of them"


def test_file_of_the_queue_without_a_number_is_named_by_tagor(
    clerk: Any, client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    file = practice.file("nl-woman")
    practice.clear_calls()
    address = client.post(f"{HOME}chosen/", {"file": [file.file_id, "../x", "404404"]})["Location"]
    assert visit(address).form_fields()["pasted"].split() == [file.file, "404404"]
    assert {call["operation"] for call in practice.calls()} == {"Dossier/Get", "Config/Info"} or {
        call["operation"] for call in practice.calls()
    } == {"Dossier/Get"}


def test_who_may_make_no_letters_sees_no_boxes(
    client: Client, visit: Visit, practice: PracticeOffice
) -> None:
    make_staff("bob", permissions=MAY[2:])
    sign_in_staff(client, "bob")
    assert list_ticks(search(client, "26/004")) == []
    assert client.post(f"{HOME}chosen/", {"number": "26/1"}).status_code == 403
