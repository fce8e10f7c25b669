"""Nonsense in the filters of the feed breaks no page."""

import pytest
from django.test import Client

from portal.office.models import Office
from tests.pages.desk.staff import make_staff, sign_in_staff


@pytest.mark.parametrize(
    "query",
    [
        "day=9999-12-31",
        "day=0001-01-01",
        "day=31/12/9999",
        "page=²",
        "page=99999999999999999999",
        "page=-1",
        "file=%00",
        "name=%00",
        "group=x",
        "state=%ff",
        "file=" + "9" * 5000,
    ],
)
def test_no_filter_breaks_the_feed(query: str, client: Client, office: Office) -> None:
    make_staff(permissions=["events.view_event"])
    sign_in_staff(client)

    assert client.get(f"/desk/events/?{query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "9" * 30, "9223372036854775808"])
def test_no_number_breaks_the_page_of_an_event(number: str, client: Client, office: Office) -> None:
    make_staff(permissions=["events.view_event", "events.replay"])
    sign_in_staff(client)

    assert client.get(f"/desk/events/{number}/").status_code == 404
    assert client.post(f"/desk/events/{number}/replay/").status_code == 404
    assert client.post(f"/desk/events/checks/{number}/close/").status_code in {303, 404}
