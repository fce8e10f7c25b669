"""How each system is, at the desk: nothing is asked until somebody presses the button."""

import pytest
from django.test import Client

from portal.audit.models import Event
from portal.office.models import Office
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

HOME = "/desk/settings/connections/"
pytestmark = pytest.mark.django_db


def test_a_system_is_tried_when_asked(
    client: Client, visit: Visit, office: Office, practice: PracticeOffice
) -> None:
    make_staff(permissions=["office.try_connections"])
    sign_in_staff(client)
    practice.clear_calls()
    assert "Not tried this week." in visit(f"{HOME}?lang=en").text
    assert not practice.calls()
    visit(f"{HOME}tagor/try/", {}, status=303)
    assert practice.calls()
    text = visit(HOME).text
    assert "Tagor" in text
    assert "Tried on" in text
    told = Event.objects.get(act="connection-tried").details
    assert told["system"] == "tagor"
    visit(f"{HOME}nobody/try/", {}, status=404)


def test_only_who_may_tries(client: Client, visit: Visit, office: Office) -> None:
    make_staff(permissions=["office.change_office"])
    sign_in_staff(client)
    visit(HOME, status=403)
    visit(f"{HOME}site/try/", {}, status=403)
