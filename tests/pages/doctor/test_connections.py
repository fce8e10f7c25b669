"""How each system is, at the desk: nothing is asked until somebody presses the button."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from portal import registry
from portal.audit.models import Event
from portal.office.models import Office
from portal.registry import CATALOG_DIR
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


@pytest.mark.parametrize(
    ("permission", "leads"),
    [("payments.view_attempt", False), ("office.view_moneychange", True)],
)
def test_a_link_stands_for_whoever_may_open_its_page(
    client: Client, visit: Visit, office: Office, permission: str, leads: bool
) -> None:
    make_staff(permissions=["office.try_connections", permission])
    sign_in_staff(client)
    visit("/desk/payments/services/", status=200 if leads else 403)
    panel = visit(HOME).answer.content.decode().partition('id="payments"')[2].partition("</section>")[0]
    assert ("/desk/payments/services/" in panel) is leads


def test_each_system_leads_to_its_pages_as_far_as_a_person_may(
    client: Client, visit: Visit, office: Office, practice: PracticeOffice
) -> None:
    make_staff(
        permissions=["office.try_connections", "service_calls.view_webhooks", "links.change_mirrorrule"]
    )
    sign_in_staff(client)
    hrefs = list(visit(HOME).links().values())
    assert {"/desk/services/webhooks/", "/desk/file/mirror/", f"{HOME}cirrus/document/"} <= set(hrefs)
    assert "/desk/services/define/" not in hrefs
    for href in hrefs:
        if href.startswith(HOME):
            visit(href)


def test_a_document_of_the_office_is_shown_with_what_differs(
    client: Client, visit: Visit, office: Office, settings: Any, tmp_path: Path
) -> None:
    make_staff(permissions=["office.try_connections"])
    sign_in_staff(client)
    client.cookies["language"] = "en"
    assert "It says what ours says" in visit(f"{HOME}cirrus/document/").text
    told = json.loads((CATALOG_DIR / "cirrus.json").read_text())
    told["paths"]["/wishes/"] = {
        "get": {"operationId": "list_wishes", "responses": {"200": {"description": ""}}}
    }
    gone = next(iter(told["paths"]))
    del told["paths"][gone]
    own = tmp_path / "cirrus.json"
    own.write_text(json.dumps(told))
    settings.CIRRUS_OPENAPI = str(own)
    registry.document.cache_clear()
    text = visit(f"{HOME}cirrus/document/").text
    assert "list_wishes" in text.partition("Only in it")[2]
    assert "Not in it" in text
    visit(f"{HOME}nobody/document/", status=404)
    settings.CIRRUS_OPENAPI = ""
    registry.document.cache_clear()
