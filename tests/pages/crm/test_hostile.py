"""A system, or a person at the desk, that means harm: no page breaks, nothing leads elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from portal import registry
from portal.audit.models import Event
from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill
from tests.practice import PracticeOffice
from tests.repo.files import ROOT

ACCOUNTS = "/desk/crm/cirrus/accounts/"
ACTIVITIES = "/desk/crm/cirrus/activities/"
SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "moment",
    [
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00Z",
    ],
)
def test_a_moment_at_the_end_of_time_breaks_no_page(
    moment: str, staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    number = practice.records("cirrus", "activities")[0]["id"]
    practice.store_record("cirrus", "activities", id=number, date=moment)
    note = practice.records("dossierdata", "note")[0]["id"]
    practice.store_record("dossierdata", "note", id=note, datetime=moment)

    assert moment[:4] in visit(f"{ACTIVITIES}{number}/?lang=en").text
    visit(ACTIVITIES)
    visit(f"{ACTIVITIES}{number}/edit/")
    visit(f"/desk/crm/dossierdata/note/{note}/")


def test_no_field_of_a_record_becomes_markup(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    hostile = {"name": SCRIPT, "phone": f'"{SCRIPT}', "website": "javascript:alert(1)"}
    practice.store_record("cirrus", "accounts", id=3, **hostile)

    for address in (ACCOUNTS, f"{ACCOUNTS}3/", f"{ACCOUNTS}3/edit/"):
        page = visit(address)
        assert "<script>alert" not in page.html
        assert not any(link.lower().startswith("javascript:") for link in page.links().values())


def test_a_nul_of_a_system_is_shown_as_unreadable(staff: Any, visit: Visit, practice: PracticeOffice) -> None:
    practice.store_record("cirrus", "accounts", id=3, name="Firma\0 X")

    assert "Firma\ufffd X" in visit(f"{ACCOUNTS}3/").text
    visit(ACCOUNTS)


@pytest.mark.parametrize("count", ["9" * 5000, "²", "-1"])
def test_a_list_of_nonsense_length_breaks_no_form(count: str, staff: Any, visit: Visit) -> None:
    address = f"{ACCOUNTS}new/"
    form = fill(visit(address))
    for place in {name.partition("#")[0] for name in form if name.endswith("#")} or {"f.tags"}:
        visit(address, {**form, f"{place}#": count, "_add": place.removeprefix("f.")}, status=200)
        visit(
            address, {**form, f"{place}#": "2", "_remove": f"{place.removeprefix('f.')}.{count}"}, status=200
        )


def test_a_number_of_nobody_in_a_field_keeps_what_was_typed(staff: Any, visit: Visit) -> None:
    address = f"{ACCOUNTS}new/"
    form = fill(visit(address))

    page = visit(address, {**form, "f.name": "Kept", "f.userid": "9" * 40}, status=422)

    assert page.form_fields()["f.name"] == "Kept"


@pytest.mark.parametrize("number", ["9" * 40, "9" * 5000])
def test_no_record_has_such_a_number(number: str, staff: Any, client: Any, visit: Visit) -> None:
    for place in ("cirrus/accounts", "dossierdata/note", "dossierdata/dossier"):
        for act in ("", "edit/", "delete/"):
            assert client.get(f"/desk/crm/{place}/{number}/{act}").status_code in {404, 422}


@pytest.mark.parametrize("page", ["9" * 5000, "²", "0", "-1", "9999999"])
def test_a_page_number_of_nonsense_breaks_no_list(page: str, staff: Any, visit: Visit) -> None:
    assert visit(f"{ACCOUNTS}?page={page}&lang=en").heading


@pytest.mark.parametrize("record_id", ["..", ".", "%2e%2e", "a%0d%0ab", "%00", "%2f%2e%2e", "%3Fx=1", "%23x"])
@pytest.mark.parametrize("act", ["", "edit/", "delete/"])
def test_no_id_leaves_its_place_in_the_address(
    record_id: str, act: str, staff: Any, client: Any, practice: PracticeOffice
) -> None:
    practice.clear_calls()

    answer = client.get(f"{ACCOUNTS}{record_id}/{act}")

    assert answer.status_code in {200, 404, 422}  # 200: the browser's own dots led to another page
    for call in practice.calls(system="cirrus"):
        path = call["body"]["path"]
        assert path.split("?")[0].rstrip("/").count("/") <= 3, path
        assert "\r" not in path


def test_what_stands_in_an_address_is_kept_readable_in_the_trail(
    staff: Any, visit: Visit, client: Any, practice: PracticeOffice
) -> None:
    visit("/desk/crm/cirrus/do/put_mission_connection/")
    hostile = {"mission_id": "1", "connection_type": "a\0\x1b", "other_id": "2"}

    client.post("/desk/crm/cirrus/do/put_mission_connection/", {f"f.path:{k}": v for k, v in hostile.items()})

    (asked,) = Event.objects.filter(act="crm-asked")
    assert asked.details["ids"] == {"mission_id": "1", "connection_type": "a\ufffd\ufffd", "other_id": "2"}


def test_sign_in_calls_of_a_vendors_own_document_are_no_acts(
    staff: Any, visit: Visit, settings: Settings, tmp_path: Path
) -> None:
    document = json.loads((ROOT / "portal/integrations/catalog/dossierdata.json").read_text("utf-8"))
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "operationId" in operation:
                operation["operationId"] = f"their-{operation['operationId']}"
    changed = tmp_path / "own.json"
    changed.write_text(json.dumps(document), "utf-8")
    settings.DOSSIERDATA_OPENAPI = str(changed)
    registry.reset()

    assert visit("/desk/crm/dossierdata/note/").heading
    for name in ("create_access_token", "authorize", "oauth_callback"):
        visit(f"/desk/crm/dossierdata/do/their-{name}/", status=404)
        visit(f"/desk/crm/dossierdata/do/{name}/", status=404)


def test_a_page_ends_when_its_time_is_over(
    staff: Any, visit: Visit, practice: PracticeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.crm.decorators.CRM_PAGE_S", 0.0)
    practice.clear_calls()

    visit(f"{ACCOUNTS}3/", status=503)

    assert not practice.calls(system="cirrus")
