"""Who may send a form: sixteen mixes of Origin and Sec-Fetch-Site, with a right token and without one."""

import re
from itertools import product

import pytest
from django.test import Client

from portal.office.models import Office

pytestmark = pytest.mark.django_db

OURS = "http://testserver"
ORIGINS = (None, OURS, "null", "https://evil.example")
SITES = (None, "same-origin", "cross-site", "same-site")
# Refused even with the right token: another site, or a page that hides behind "null" and is none of ours.
REFUSED = {
    *(("https://evil.example", site) for site in SITES),
    ("null", "cross-site"),
    ("null", "same-site"),
}


def post(origin: str | None, site: str | None, *, with_token: bool) -> int:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/").content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    data = {"file": "", "pin": "", **({"csrfmiddlewaretoken": found[1]} if with_token else {})}
    headers = {name: value for name, value in (("Origin", origin), ("Sec-Fetch-Site", site)) if value}
    return client.post("/sign-in/", data, headers=headers).status_code


@pytest.mark.parametrize(("origin", "site"), list(product(ORIGINS, SITES)))
def test_a_form_with_the_right_token(origin: str | None, site: str | None, office: Office) -> None:
    assert post(origin, site, with_token=True) == (403 if (origin, site) in REFUSED else 422)


@pytest.mark.parametrize(("origin", "site"), list(product(ORIGINS, SITES)))
def test_a_form_without_a_token(origin: str | None, site: str | None, office: Office) -> None:
    assert post(origin, site, with_token=False) == 403
