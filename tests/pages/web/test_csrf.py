"""Forms of our own pages work although they send no Referer; forms of other sites do not."""

import pytest
from django.test import Client

from portal.office.models import Office
from tests.pages.page import Page


@pytest.fixture
def strict_client(office: Office) -> Client:
    return Client(enforce_csrf_checks=True)


def post_sign_in(client: Client, *, with_token: bool = True, **headers: str) -> int:
    """Send the sign-in form as a browser does; 403 is a refusal of the check, anything else a pass."""
    form = Page(client.get("/sign-in/")).form_fields()
    token = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]} if with_token else {}
    answer = client.post("/sign-in/", {**token, "file": "", "pin": ""}, headers=headers)
    return answer.status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8000"},
    ],
)
def test_our_own_form_is_taken(strict_client: Client, headers: dict[str, str]) -> None:
    assert post_sign_in(strict_client, **headers) != 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
)
def test_a_form_of_another_site_is_refused(strict_client: Client, headers: dict[str, str]) -> None:
    assert post_sign_in(strict_client, **headers) == 403


@pytest.mark.parametrize("origin", ["null", "http://127.0.0.1:8000"])
def test_a_form_without_the_token_is_refused(strict_client: Client, origin: str) -> None:
    assert post_sign_in(strict_client, with_token=False, Origin=origin) == 403
