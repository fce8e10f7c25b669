"""Which tasks of the agenda people see: added, changed, taken away, each with its difference and undone."""

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.file.models import AgendaWord
from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff

pytestmark = pytest.mark.sqlite
HOME = "/desk/settings/agenda/"
WORDS = {"nl": "Plaatsbezoek", "fr": "Visite", "de": "Besuch", "en": "Visit"}


@pytest.fixture
def admin(client: Client, office: Office) -> None:
    client.cookies["language"] = "en"
    make_staff(permissions=["file.view_agendaword", "file.change_agendaword"])
    sign_in_staff(client)


@pytest.mark.usefixtures("admin")
def test_a_task_is_added_changed_taken_away_and_brought_back(visit: Visit) -> None:
    new = visit(f"{HOME}new/")
    told = {**new.form_fields(), "model": "bezoek ter plaatse", **WORDS}
    check = visit(f"{HOME}new/", told)
    assert "bezoek ter plaatse: Nederlands – Plaatsbezoek" in check.text
    assert not AgendaWord.objects.exists()
    saved = visit(f"{HOME}new/", {**check.form_fields(), "save": "1"}, follow=True)
    assert "Saved" in saved.text
    row = AgendaWord.objects.get()
    assert "Plaatsbezoek · Visite · Besuch · Visit" in visit(HOME).text

    twice = visit(f"{HOME}new/")
    told = {**twice.form_fields(), "model": "Bezoek ter plaatse", **WORDS}
    assert "This task is in the list already." in visit(f"{HOME}new/", told, status=422).text

    page = visit(f"{HOME}{row.pk}/")
    seen = page.form_fields()["seen"]
    away = visit(f"{HOME}{row.pk}/", {"seen": seen, "away": "1"})
    visit(f"{HOME}{row.pk}/", {**away.form_fields(), "save": "1"}, status=303)
    assert not AgendaWord.objects.exists()
    assert Event.objects.filter(act="agenda-word-changed").count() == 2
    newest = Event.objects.order_by("-number").filter(act="agenda-word-changed")[0]
    undone = visit(f"{HOME}new/", {"undo": str(newest.number)}, follow=True)
    assert "It is as it was before." in undone.text
    assert AgendaWord.objects.get().fr == "Visite"
    late = visit(f"{HOME}new/", {"undo": str(newest.number)}, follow=True)
    assert "This cannot be undone any more" in late.text


def test_who_may_only_look_changes_nothing(visit: Visit, client: Client, office: Office) -> None:
    make_staff(permissions=["file.view_agendaword"])
    sign_in_staff(client)
    visit(HOME)
    visit(f"{HOME}new/", status=403)
