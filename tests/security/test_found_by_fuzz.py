"""What ``script/fuzz`` found, each as the request that made a fault."""

from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from portal.office.models import Office
from tests.pages.desk.staff import make_staff, sign_in_staff

pytestmark = pytest.mark.django_db
PAGES_WITH_DAYS = ("insight/audit/", "insight/", "payments/", "events/")


@pytest.fixture
def root(client: Client, office: Office) -> Client:
    """Somebody whom no permission stops, and who sees a fault as people do."""
    make_staff("root", is_superuser=True)
    sign_in_staff(client, "root")
    client.raise_request_exception = False
    return client


def test_a_crm_system_that_nobody_has_is_not_looked_for_on_disk(root: Client) -> None:
    for system, path in product(["a" * 300, "words", "..", "é"], ["", "accounts/", "accounts/export/"]):
        assert root.get(f"/desk/crm/{system}/{path}").status_code in {404, 405}, (system, path)


def test_the_first_and_the_last_day_of_the_calendar(root: Client) -> None:
    fields = ["first", "last", "from", "to", "day", "created_from", "created_to"]
    for path, field, day in product(PAGES_WITH_DAYS, fields, ["0001-01-01", "9999-12-31"]):
        assert root.get(f"/desk/{path}", {field: day}).status_code < 500, (path, field, day)


@pytest.mark.sqlite
def test_a_number_beyond_the_database_is_a_bad_request_in_the_admin(root: Client) -> None:
    group = Group.objects.create(name="role")
    page = f"/admin/auth/group/{group.pk}/change/"
    answer = root.post(page, {"name": "role", "permissions": "-" + "9" * 30})
    assert answer.status_code in {200, 400}, "PostgreSQL finds no such choice, SQLite cannot even ask"
    for asked in ("id__exact", "permissions__id__exact"):
        assert root.get("/admin/auth/group/", {asked: "9" * 30}).status_code < 500


def test_an_id_with_spaces_makes_no_odd_key_of_the_cache(root: Client) -> None:
    assert root.get("/desk/letters/new/", {"file": "' OR 1=1 --"}).status_code == 200
