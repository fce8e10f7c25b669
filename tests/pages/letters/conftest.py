"""Somebody of the office who makes letters, and the worker that looks their files up."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.letters.models import Batch
from portal.letters.tasks import prepare
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff, sign_in_staff
from tests.practice import PracticeOffice

HOME = "/desk/letters/"


def work_on(batch: Batch) -> str:
    """What the worker does, as often as it is planned."""
    said = "more"
    while said == "more":
        said = prepare.func(batch.pk)
    return said


@pytest.fixture
def clerk(client: Client, visit: Visit, practice: PracticeOffice) -> Any:
    """Signed in, may make batches; English pages."""
    user = make_staff(permissions=["letters.view_batch", "letters.make_batch"])
    sign_in_staff(client)
    client.cookies["language"] = "en"
    return user


@pytest.fixture
def make_batch(clerk: Any, client: Client, visit: Visit) -> Callable[..., Batch]:
    """A batch through the pages, up to the rows that were looked up."""

    def go(text: str = "", *, upload: bytes | None = None, title: str = "March", **columns: str) -> Batch:
        data: dict[str, Any] = {"title": title, "pasted": text}
        if upload is not None:
            data["upload"] = SimpleUploadedFile("list.csv", upload, content_type="text/csv")
        answer = client.post(HOME + "new/", data)
        assert answer.status_code == 303, answer.content.decode()[:1500]
        chosen = visit(answer["Location"])
        answer = client.post(answer["Location"], read_choices(chosen) | columns)
        assert answer.status_code == 303, answer.content.decode()[:1500]
        batch = Batch.objects.latest("pk")
        assert work_on(batch) == "ready"
        batch.refresh_from_db()
        return batch

    return go


def read_choices(page: Any) -> dict[str, str]:
    """What each list of a page has chosen."""
    chosen = {}
    for field in page.all("select"):
        options = [option for option in field.iter() if option.tag.endswith("}option")]
        picked = next((o for o in options if o.get("selected") is not None), options[0])
        chosen[field.get("name", "")] = picked.get("value", "")
    return chosen
