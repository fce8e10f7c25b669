"""A record that points to another shows its name, and never waits for it long."""

from typing import Any

import pytest
from django.core.cache import cache

from portal.crm.records import naming
from tests.pages.conftest import Visit
from tests.practice import PracticeOffice


@pytest.fixture
def letter(practice: PracticeOffice) -> dict[str, Any]:
    return practice.store_record(
        "dossierdata",
        "letter",
        name="Brief",
        address="A",
        content="C",
        customer_id=3,
        template_id=1,
        user_id=1,
    )


def test_a_record_shows_who_it_is_about_and_its_form_too(
    staff: Any, visit: Visit, letter: dict[str, Any]
) -> None:
    place = f"/desk/crm/dossierdata/letter/{letter['id']}/"

    assert visit(place).links()["Anke Hilgers"] == "/desk/crm/dossierdata/customer/3/"
    page = visit(f"{place}edit/")
    assert page.form_fields()["f.customer_id"] == "3"
    assert "Anke Hilgers" in page.text


def test_a_list_asks_the_names_once_and_keeps_them_a_minute(
    staff: Any, visit: Visit, practice: PracticeOffice
) -> None:
    practice.clear_calls()
    page = visit("/desk/crm/dossierdata/letter/")
    asked = len(practice.calls("list_customers"))
    reads = len(practice.calls("get_template"))

    assert any(href.startswith("/desk/crm/dossierdata/customer/") for href in page.links().values())
    assert not any(text.isdecimal() for text, href in page.links().items() if "/customer/" in href)
    assert 1 <= asked <= 5
    assert reads <= naming.MOST_READS
    visit("/desk/crm/dossierdata/letter/")
    assert len(practice.calls("list_customers")) == asked


def test_names_that_cannot_be_had_leave_the_number(
    staff: Any, visit: Visit, practice: PracticeOffice, letter: dict[str, Any]
) -> None:
    practice.fault("dossierdata", "503", operation="list_customers")

    page = visit(f"/desk/crm/dossierdata/letter/{letter['id']}/")

    assert page.links()["3"] == "/desk/crm/dossierdata/customer/3/"


def test_a_name_stands_in_no_cache_to_be_read(
    staff: Any, visit: Visit, practice: PracticeOffice, letter: dict[str, Any]
) -> None:
    kept: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        put = cache.set
        patch.setattr(cache, "set", lambda *args, **kwargs: (kept.append(args), put(*args, **kwargs)))
        visit(f"/desk/crm/dossierdata/letter/{letter['id']}/")

    assert any(str(args[0]).startswith("crm-name:") for args in kept)
    assert "Hilgers" not in str(kept)
