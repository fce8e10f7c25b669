"""What a request of an unusual kind gets: nothing of what it sent comes back, and nothing happens."""

import pytest
from django.test import Client
from django.urls import get_resolver

from portal.office.models import Office
from tests.security.fuzz import fill_route, list_routes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "TRACK"])
def test_no_address_answers_a_request_of_this_kind(client: Client, office: Office, method: str) -> None:
    client.raise_request_exception = False
    secret = "a-cookie-that-must-not-come-back"
    for route in sorted(set(list_routes(get_resolver()))):
        path = "/" + fill_route(route, lambda: "1")
        answer = client.generic(method, path, headers={"X-Told": secret})
        assert answer.status_code not in range(200, 300), (path, answer.status_code)
        assert answer.status_code < 500, path
        assert secret.encode() not in b"".join(answer), path
