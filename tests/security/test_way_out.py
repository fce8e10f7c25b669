"""Every page behind a door shows the way out."""

from typing import Any

import pytest
from django.test import Client

from portal.office.models import Office
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.pages.desk.test_door import DESK, OPEN
from tests.pages.page import Page
from tests.practice import PracticeOffice
from tests.repo.test_routes import ROUTES, fill_in

pytestmark = pytest.mark.django_db
OF_A_FILE = ("file/", "plan/", "messages/", "my-data/", "helper/", "pay/")


def find_without(client: Client, paths: list[str], way_out: str) -> tuple[int, list[str]]:
    """How many whole pages there are, and those without a link or form to ``way_out``."""
    pages, without = 0, []
    for path in paths:
        answer: Any = client.get(path)
        if (
            answer.status_code != 200
            or answer.streaming
            or not Page(answer).is_html
            or Page(answer).is_fragment
        ):
            continue
        pages += 1
        if f'"{way_out}' not in answer.content.decode():
            without.append(path)
    return pages, without


def test_of_the_desk_and_the_admin(client: Client, office: Office, practice: PracticeOffice) -> None:
    make_staff("root", is_superuser=True)
    sign_in_staff(client, "root")
    client.raise_request_exception = False
    behind = [path for name, path in DESK.items() if name not in OPEN]
    pages, without = find_without(client, behind, "/desk/sign-out/")
    assert pages > 30
    assert without == []
    assert find_without(client, ["/admin/", "/admin/auth/user/"], "/admin/logout/") == (2, [])


def test_of_a_file(client: Client, office: Office, practice: PracticeOffice) -> None:
    seeded = practice.file("documents")
    page = Page(client.get(f"/h/{seeded.hash}/", follow=True))
    client.post(page.form_action(), page.form_fields())
    client.raise_request_exception = False
    paths = [fill_in(path, ROUTES[path], {}) for path in ROUTES if path.startswith(OF_A_FILE)]
    pages, without = find_without(client, paths, "/sign-out/")
    assert pages > 15
    assert without == []
