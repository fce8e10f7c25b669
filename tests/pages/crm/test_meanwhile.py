"""What was typed in a form stays, whatever happened to the record or to the sign-in before it was sent."""

from typing import Any

import pytest
from django.test import Client

from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill
from tests.practice import PracticeOffice

pytestmark = pytest.mark.usefixtures("staff")
NEW = "/desk/crm/dossierdata/note/new/"


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["language"] = "en"


@pytest.fixture
def note(practice: PracticeOffice) -> dict[str, Any]:
    """A note of two lines, as a colleague wrote it."""
    return practice.store_record(
        "dossierdata", "note", title="Gebeld", content="Belt morgen.\nNa vijf uur.", entity_id=18
    )


def edit_of(note: dict[str, Any]) -> str:
    """Its form."""
    return f"/desk/crm/dossierdata/note/{note['id']}/edit/"


def change(practice: PracticeOffice, note: dict[str, Any], **values: str) -> None:
    """A colleague changes it in DossierData itself."""
    practice.store_record("dossierdata", "note", **{**note, **values})


def test_what_a_colleague_changed_in_another_field_is_kept(
    note: dict[str, Any], visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit(edit_of(note)), content="Betaalt vrijdag.")
    change(practice, note, title="Gebeld om tien uur")

    page = visit(edit_of(note), form, status=409)
    assert "Somebody changed this record while you had it open" in page.text
    assert "What they changed is taken over in: Title." in page.text
    assert "You both changed" not in page.text

    visit(edit_of(note), fill(page), status=303)
    kept = practice.record("dossierdata", "note", note["id"])
    assert (kept["title"], kept["content"]) == ("Gebeld om tien uur", "Betaalt vrijdag.")


def test_where_both_typed_the_words_of_the_colleague_are_shown(
    note: dict[str, Any], visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit(edit_of(note)), content="Betaalt vrijdag.")
    change(practice, note, content="Betaalt niet.")

    page = visit(edit_of(note), form, status=409)
    assert "You both changed: Content." in page.text
    assert "The record says now: Betaalt niet." in page.text
    assert page.form_fields(len(page.main_forms()) - 1)["f.content"] == "Betaalt vrijdag."
    assert practice.record("dossierdata", "note", note["id"])["content"] == "Betaalt niet."

    visit(edit_of(note), fill(page), status=303)
    assert practice.record("dossierdata", "note", note["id"])["content"] == "Betaalt vrijdag."


def test_line_breaks_of_a_browser_are_no_change(
    note: dict[str, Any], visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit(edit_of(note)), title="Teruggebeld", content="Belt morgen.\r\nNa vijf uur.")
    change(practice, note, content="Belt nooit.")

    page = visit(edit_of(note), form, status=409)
    assert "What they changed is taken over in: Content." in page.text
    assert page.form_fields(len(page.main_forms()) - 1)["f.title"] == "Teruggebeld"


def test_a_record_that_was_deleted_meanwhile_keeps_what_was_typed(
    note: dict[str, Any], visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit(edit_of(note)), content="Betaalt vrijdag.")
    practice.fault("dossierdata", "404", operation="get_note")

    page = visit(edit_of(note), form, status=409)
    assert "The system does not find the record any more. Nothing was saved." in page.text
    assert page.form_fields(len(page.main_forms()) - 1)["f.content"] == "Betaalt vrijdag."


@pytest.mark.parametrize(
    ("fault", "said"), [("503", "The system does not answer."), ("500", "an answer that we cannot use")]
)
def test_a_record_that_cannot_be_read_before_saving_keeps_what_was_typed(
    fault: str, said: str, note: dict[str, Any], visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit(edit_of(note)), content="Betaalt vrijdag.")
    practice.fault("dossierdata", fault, operation="get_note")

    page = visit(edit_of(note), form, status=503)
    assert said in page.text
    assert "Nothing was saved." in page.text
    assert page.form_fields(len(page.main_forms()) - 1)["f.content"] == "Betaalt vrijdag."


@pytest.mark.parametrize("fault", ["401", "token-revoked"])
def test_a_token_that_ended_is_renewed_and_the_record_made(
    fault: str, visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit(NEW), title="Gebeld")
    practice.fault("dossierdata", fault, operation="create_note", times=1)

    answer = visit(NEW, form, status=303)

    assert "done=made" in answer.answer["Location"]
    assert [one["title"] for one in practice.records("dossierdata", "note")][-1] == "Gebeld"


@pytest.mark.parametrize("fault", ["401", "403"])
def test_what_stays_refused_is_said_to_be_refused(fault: str, visit: Visit, practice: PracticeOffice) -> None:
    form = fill(visit(NEW), title="Gebeld")
    practice.fault("dossierdata", fault, operation="create_note")

    page = visit(NEW, form, status=503)
    assert "The system refuses the sign-in, or it may not do this. Nothing was saved." in page.text
    assert page.form_fields(len(page.main_forms()) - 1)["f.title"] == "Gebeld"
    assert len(practice.calls("create_note", "dossierdata")) == 2


def test_a_record_that_cannot_be_shown_is_still_said_to_be_made(
    visit: Visit, practice: PracticeOffice
) -> None:
    form = fill(visit(NEW), title="Gebeld")
    practice.fault("dossierdata", "500", operation="get_note")

    page = visit(visit(NEW, form, status=303).answer["Location"], status=503)
    assert "The record is made." in page.text
    assert "DossierData gives an answer that we cannot use" in page.text


@pytest.mark.parametrize("kind", ["dossierdata/document", "dossierdata/signal", "cirrus/leads"])
def test_an_empty_form_makes_nothing(kind: str, visit: Visit, practice: PracticeOffice) -> None:
    system, _slash, resource = kind.partition("/")
    before = len(practice.records(system, resource))

    page = visit(f"/desk/crm/{kind}/new/", fill(visit(f"/desk/crm/{kind}/new/")), status=422)

    assert "Nothing is filled in yet. Nothing was saved." in page.text
    assert len(practice.records(system, resource)) == before


def test_the_summary_tells_apart_fields_of_one_name(visit: Visit) -> None:
    address = "/desk/crm/cirrus/activities/new/"
    page = visit(address, fill(visit(address), description="Bezoek"), status=422)
    assert "Kind – No.: Fill this in." in page.text
    assert "Main contact – No.: Fill this in." in page.text
    assert "Account – Account" not in page.text
