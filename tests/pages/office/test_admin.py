"""An admin fills in who the office is, and the pages say it at once."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from portal.audit.models import Event
from portal.office.models import Office
from portal.office.selectors import forget_office
from tests.pages.page import XHTML, Page

pytestmark = pytest.mark.sqlite


@pytest.fixture
def admin_page(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("STAFF_PASSWORD", "a-long-enough-password")
    call_command("seed_demo")
    client.force_login(User.objects.get(username="staff"))
    return f"/admin/office/office/{Office.objects.get().pk}/change/"


def fields_of(page: Page) -> dict[str, str]:
    """What a browser would send when the office's form is saved as it stands."""
    form = next(f for f in page.all("form") if f.get("id") == "office_form")
    fields = {}
    for item in form.iter(f"{XHTML}input"):
        if item.get("name") and (item.get("type") != "checkbox" or item.get("checked") is not None):
            fields[item.get("name", "")] = item.get("value", "on" if item.get("checked") is not None else "")
    for select in form.iter(f"{XHTML}select"):
        chosen = [o.get("value", "") for o in select if o.get("selected") is not None]
        fields[select.get("name", "")] = chosen[0] if chosen else ""
    return {name: value for name, value in fields.items() if not name.startswith("_")}


def test_the_seeded_office_can_be_saved_as_it_stands(client: Client, admin_page: str) -> None:
    page = Page(client.get(admin_page))
    answer = client.post(admin_page, fields_of(page) | {"city": "Brugge", "_save": "Save"})
    assert answer.status_code == 302, answer.context_data["adminform"].form.errors
    assert "Brugge" in Page(client.get("/")).text
    told = Event.objects.get(act="office-changed").details["fields"]
    assert told == {"city": {"before": "Gent", "after": "Brugge"}}


OTHER_SITES = [
    "//evil.example/logo.png",
    "/\\evil.example/logo.png",
    "https://evil.example/logo.png",
    "logo.png",
]


@pytest.mark.parametrize("address", OTHER_SITES)
def test_picture_of_another_site_is_refused(client: Client, admin_page: str, address: str) -> None:
    page = Page(client.get(admin_page))
    answer = client.post(admin_page, fields_of(page) | {"logo_url": address, "_save": "Save"})

    assert answer.status_code == 200
    assert list(answer.context_data["adminform"].form.errors) == ["logo_url"]


@pytest.mark.parametrize("address", OTHER_SITES)
def test_picture_of_another_site_that_is_stored_is_not_shown(
    client: Client, office: Office, address: str
) -> None:
    Office.objects.update(logo_url=address)
    forget_office()
    assert address not in client.get("/").content.decode()

    Office.objects.update(logo_url="/static/logo.svg")
    forget_office()
    assert 'src="/static/logo.svg"' in client.get("/").content.decode()
