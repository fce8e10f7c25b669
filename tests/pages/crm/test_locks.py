"""Two people never change one record: our own lease, and the lock of the system where it has locks."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.crm.holding.leases import LASTS
from portal.crm.models import CrmToken, EditLease
from portal.crm.tasks import close_record
from portal.crm.tokens import save_tokens
from portal.integrations.openapi.oauth import Tokens
from tests.pages.conftest import Visit
from tests.pages.crm.conftest import EVERYTHING
from tests.pages.crm.test_records import fill
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

pytestmark = pytest.mark.sqlite

SYSTEMS = ("dossierdata", "cirrus")


@pytest.fixture
def note(practice: PracticeOffice) -> dict[str, Any]:
    return practice.store_record("dossierdata", "note", title="Bezet", content="a")


@pytest.fixture
def bob(practice: PracticeOffice) -> Callable[[], Client]:
    """A colleague with every permission, signed in at DossierData as its user 2."""

    def sign_in() -> Client:
        user = make_staff("bob", permissions=[f"crm.{one}" for one in EVERYTHING], first_name="Bob")
        given = practice.dossierdata_tokens(2)
        save_tokens(user, "dossierdata", Tokens(given["access_token"], given["refresh_token"], 86_400))
        client = Client()
        sign_in_staff(client, "bob")
        return client

    return sign_in


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The clock of the portal stands there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        yield


def edit_path(note: dict[str, Any]) -> str:
    return f"/desk/crm/dossierdata/note/{note['id']}/edit/"


def locks(practice: PracticeOffice, note: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        one for one in practice.records("dossierdata", "lock") if str(one["lockable_id"]) == str(note["id"])
    ]


def store_number(visit: Visit, number: str = "1") -> None:
    visit("/desk/crm/dossierdata/number/", {"number": number}, status=303)


def test_the_lock_is_taken_for_the_person_and_let_go_after_saving(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    store_number(visit)

    page = visit(edit_path(note))
    assert [(one["lockable_type"], one["user_id"]) for one in locks(practice, note)] == [("note", 1)]

    visit(edit_path(note), fill(page, title="Gedaan"), status=303)
    assert locks(practice, note) == []
    assert not EditLease.objects.exists()


def test_cancelling_lets_go_and_saves_nothing(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    store_number(visit)
    page = visit(edit_path(note))

    answer = visit(edit_path(note), {**fill(page, title="Niet dit"), "_cancel": "1"}, status=303)

    assert answer.answer["Location"] == f"/desk/crm/dossierdata/note/{note['id']}/"
    assert locks(practice, note) == []
    assert not EditLease.objects.exists()
    assert practice.record("dossierdata", "note", note["id"])["title"] == "Bezet"


def test_without_the_own_number_no_lock_is_made_in_a_guessed_name(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    page = visit(edit_path(note) + "?lang=en")

    assert locks(practice, note) == []
    assert "Tell us your user number there." in page.text
    assert EditLease.objects.count() == 1


def test_time_lets_go_what_nobody_saved(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    store_number(visit)
    visit(edit_path(note))
    lease = EditLease.objects.get()

    assert close_record.call(lease.pk) is False
    assert len(locks(practice, note)) == 1

    with at(timezone.now() + LASTS + timedelta(seconds=1)):
        assert close_record.call(lease.pk) is True
    assert locks(practice, note) == []
    assert close_record.call(lease.pk) is True


def test_a_lock_that_cannot_be_let_go_is_tried_again(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    store_number(visit)
    visit(edit_path(note))
    lease = EditLease.objects.get()

    later = timezone.now() + LASTS + timedelta(seconds=1)
    with practice.down("dossierdata"), at(later):
        assert close_record.call(lease.pk) is False
    assert EditLease.objects.exists()

    with at(later + LASTS):
        assert close_record.call(lease.pk) is True
    assert locks(practice, note) == []


def test_who_has_a_record_open_there_is_shown_and_nothing_can_be_changed(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    form = fill(visit(edit_path(note)), title="Toch")
    visit(edit_path(note), {"_cancel": "1"}, status=303)
    practice.store_record("dossierdata", "lock", lockable_type="App\\Note", lockable_id=note["id"], user_id=2)

    page = visit(edit_path(note) + "?lang=en", status=409)
    assert page.heading == "This record is in use"
    assert "User 2 has this record open in DossierData." in page.text
    assert f"/desk/crm/dossierdata/note/{note['id']}/" in page.links().values()
    assert not EditLease.objects.exists()

    page = visit(edit_path(note), form, status=409)
    assert page.form_fields()["f.title"] == "Toch"
    assert practice.record("dossierdata", "note", note["id"])["title"] == "Bezet"


def test_a_colleague_who_told_the_number_is_shown_by_name(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any], bob: Callable[[], Client]
) -> None:
    bob()
    CrmToken.objects.filter(user__username="bob").update(number="2")
    practice.store_record("dossierdata", "lock", lockable_type="note", lockable_id=note["id"], user_id=2)

    assert "Bob has this record open in DossierData." in visit(edit_path(note) + "?lang=en", status=409).text


def test_the_own_lock_made_there_stays(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    store_number(visit)
    practice.store_record("dossierdata", "lock", lockable_type="note", lockable_id=note["id"], user_id=1)

    visit(edit_path(note), fill(visit(edit_path(note)), title="Van mij"), status=303)

    assert practice.record("dossierdata", "note", note["id"])["title"] == "Van mij"
    assert len(locks(practice, note)) == 1


@pytest.mark.parametrize("system", SYSTEMS)
def test_two_colleagues_never_change_one_record(
    staff: Any,
    visit: Visit,
    client: Client,
    practice: PracticeOffice,
    note: dict[str, Any],
    bob: Callable[[], Client],
    system: str,
) -> None:
    place = (
        f"/desk/crm/dossierdata/note/{note['id']}/"
        if system == "dossierdata"
        else "/desk/crm/cirrus/contacts/3/"
    )
    page = visit(f"{place}edit/")
    other = bob()

    held = other.get(f"{place}edit/?lang=en")
    assert held.status_code == 409
    assert "an has this record open since" in held.text
    in_french = other.get(f"{place}edit/?lang=fr").text
    assert re.search(r"depuis le \d\S* \w+ \d{4} à [\d:]+, jusqu’au \d", in_french)
    if system == "dossierdata":  # Cirrus has no call that deletes a contact
        assert other.get(f"{place}delete/?lang=en").status_code == 409
    assert "an has this record open since" in other.get(f"{place}?lang=en").text
    assert other.post(f"{place}edit/", fill(page)).status_code == 409
    other.post(f"{place}edit/", {"_cancel": "1"})
    assert EditLease.objects.get().user == staff

    visit(f"{place}edit/", {"_cancel": "1"}, status=303)
    assert other.get(f"{place}edit/").status_code == 200


def test_a_lease_that_ran_out_goes_to_the_next_and_the_first_keeps_what_was_typed(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any], bob: Callable[[], Client]
) -> None:
    store_number(visit)
    form = fill(visit(edit_path(note)), title="Te laat")
    other = bob()

    with at(timezone.now() + LASTS + timedelta(seconds=1)):
        assert other.get(edit_path(note)).status_code == 200
        assert locks(practice, note) == []
        page = visit(edit_path(note) + "?lang=en", form, status=409)

    assert page.form_fields()["f.title"] == "Te laat"
    assert "Bob has this record open since" in page.text


def test_a_system_whose_locks_do_not_answer_can_still_be_worked_in(
    staff: Any, visit: Visit, practice: PracticeOffice, note: dict[str, Any]
) -> None:
    store_number(visit)
    practice.fault("dossierdata", "503", operation="list_locks")

    visit(edit_path(note), fill(visit(edit_path(note)), title="Gaat door"), status=303)

    assert practice.record("dossierdata", "note", note["id"])["title"] == "Gaat door"


def test_a_number_that_is_none_is_not_kept(staff: Any, visit: Visit) -> None:
    answer = visit("/desk/crm/dossierdata/number/", {"number": "1; drop"}, status=303)

    page = visit(answer.answer["Location"] + "&lang=en")
    assert "Write a number, for instance 12." in page.text
    assert not CrmToken.objects.exclude(number="").exists()
