"""Everything kept about a person is told, taken along, and deleted where that may be: theirs alone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from pytest_django import Settings

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.file.personal_data import KEPT
from portal.messages.models import Message, Thread
from tests.pages.conftest import Visit
from tests.pages.desk.staff import make_staff
from tests.pages.messages.conftest import *  # noqa: F403 - the doors of message tests
from tests.pages.messages.conftest import SignIn, Write
from tests.pages.page import Page
from tests.unit.uploads.papers import make_pdf

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_nothing_kept_is_said_for_every_kind(language: str, sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", language)
    page = visit("/my-data/")
    with override(language):
        assert [str(kind.title) for kind in KEPT.collect() if str(kind.title) not in page.text] == []


def test_what_is_kept_is_told_and_taken_along(
    sign_in: SignIn, visit: Visit, write: Write, fill_in: Callable[..., Page], client: Client
) -> None:
    sign_in("nl-woman", "en")
    write(text="Is this right?")
    fill_in("paid")
    page = visit("/my-data/")
    number = Thread.objects.get(kind="question").number
    assert f"Conversation {number}: A question" in page.text
    assert "A message that was not sent: I have already paid" in page.text
    assert "Receipt: Message to the office" in page.text
    told = json.loads(client.get("/my-data/my-data.json").content)
    assert told["kept"]["messages"][0]["data"]["messages"][0]["text"] == "Is this right?"
    paper = client.get("/my-data/my-data.pdf")
    assert paper.content.startswith(b"%PDF-")
    assert paper["Content-Disposition"] == 'attachment; filename="my-data.pdf"'


def test_what_cannot_be_opened_is_told_as_that(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page], client: Client, settings: Settings
) -> None:
    settings.CREDENTIAL_KEYS = ["old"]
    sign_in("nl-woman", "en")
    check = visit(fill_in("question").answer["Location"])
    paper = SimpleUploadedFile("proof.pdf", make_pdf())
    index = next(i for i, form in enumerate(check.main_forms()) if form.get("enctype"))
    visit(check.form_action(index), {**check.form_fields(index), "files": paper}, status=303)
    visit("/plan/budget/", {**visit("/plan/budget/").form_fields(), "work": "2000"}, status=303)
    helper = visit("/helper/new/").form_fields()
    visit("/helper/new/", {**helper, "name": "Sofie"}, follow=True)
    settings.CREDENTIAL_KEYS = ["new"]
    sign_in("nl-woman", "en")
    kept = client.get("/my-data/my-data.json").json()["kept"]
    told = {code: [(one["what"], one["data"]) for one in kept[code]] for code in kept}
    closed = "This cannot be opened now"
    (draft,) = [data for _what, data in told["message-drafts"] if "answers" in data]
    assert draft["answers"].startswith(closed)
    (file,) = [one for one in told["message-drafts"] if "size" in one[1]]
    assert file[0] == "A file that was not sent: (cannot be opened).pdf"
    assert file[1]["name"] == "(cannot be opened).pdf"
    assert told["budget"][0][1]["budget"].startswith(closed)
    ((what, data),) = told["passes"]
    assert what.startswith("A pass for (cannot be opened): ")
    assert data["name"] == "(cannot be opened)"


def test_draft_is_deleted_and_proof_stays(
    sign_in: SignIn, visit: Visit, write: Write, fill_in: Callable[..., Page]
) -> None:
    sign_in("nl-woman", "en")
    write()
    fill_in("paid")
    asked = visit("/my-data/remove/message-drafts/")
    assert Thread.objects.count() == 2
    visit(asked.form_action(), asked.form_fields(), status=303)
    assert (Thread.objects.count(), Message.objects.count()) == (1, 1)
    assert "It is deleted" in visit("/my-data/?removed=1").text
    for code in ("messages", "receipts", "payments", "nothing"):
        visit(f"/my-data/remove/{code}/", status=404)


def test_nobody_sees_or_deletes_what_is_another_persons(
    sign_in: SignIn, visit: Visit, write: Write, fill_in: Callable[..., Page], client: Client
) -> None:
    sign_in("nl-woman", "en")
    write(text="mine alone")
    fill_in("paid")
    Thread.objects.update(party_id="9000000000000000999")
    assert "Conversation" not in visit("/my-data/").text
    assert b"mine alone" not in client.get("/my-data/my-data.json").content
    page = visit("/messages/new/question/")
    visit("/my-data/remove/message-drafts/", page.form_fields(), status=303)
    assert Thread.objects.count() == 2


def test_who_looked_is_told_by_role(sign_in: SignIn, visit: Visit, django_user_model: Any) -> None:
    seeded = sign_in("nl-woman", "en")
    assert "Nobody of the office opened" in visit("/my-data/").text
    user = make_staff("an.claes")
    user.groups.add(Group.objects.create(name="handler"))
    record("case-opened", by=Actor.staff(user), file_id=seeded.file_id)
    record("case-opened", by=Actor.staff(user), file_id="another")
    page = visit("/my-data/")
    assert page.text.count("handler: opened your file") == 1
    assert "claes" not in page.text


def test_what_is_kept_comes_first_and_all_that_is_not_stands_in_one_list(
    sign_in: SignIn, visit: Visit
) -> None:
    sign_in("nl-woman", "en")
    page = visit("/my-data/")
    heads = ["".join(one.itertext()).strip() for one in page.all("h2")]
    assert "Your budget" not in heads
    assert heads.count("Of this nothing is kept") == 1
    assert "Your budget" in page.text
