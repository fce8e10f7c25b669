"""What was begun and not sent is found again by its person; and what forms ask for, they say."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.messages.models import MessageRules, Thread
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import SignIn
from tests.pages.page import Page

pytestmark = pytest.mark.sqlite


def test_what_was_begun_is_gone_on_with_or_deleted(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page]
) -> None:
    sign_in("nl-woman", "en")
    assert "Go on with what you began" not in visit("/messages/").text
    check = fill_in("paid").answer["Location"]
    page = visit("/messages/")
    assert "You have not written" not in page.text
    assert page.links()["I have already paid"] == check
    asked = visit(page.links()["Delete what you did not send"])
    visit(asked.form_action(), asked.form_fields(), status=303)
    assert "You have not written" in visit("/messages/").text
    fill_in("paid")
    Thread.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "Go on with what you began" not in visit("/messages/").text


def test_a_helper_sees_no_message_that_its_person_did_not_send(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page], client: Client
) -> None:
    sign_in("nl-woman", "en")
    fill_in("paid")
    sent = {**visit("/helper/new/").form_fields(), "name": "Sofie", "scopes": ["message"]}
    link = re.search(r"/pass/[A-Z-]+/", visit("/helper/new/", sent, follow=True).text)
    assert link
    door = visit(link[0], follow=True)
    visit(door.form_action(), door.form_fields(), status=303)
    assert "Go on with what you began" not in visit("/messages/").text


def test_a_document_that_is_missing_is_asked_for_in_its_own_words(sign_in: SignIn, visit: Visit) -> None:
    sign_in("nl-woman", "en")
    page = visit(visit("/file/documents/").links()["Ask for a document"])
    assert "which one, and of what day" in page.form_fields()["text"]


def test_who_is_written_to_can_be_reached(
    sign_in: SignIn, visit: Visit, fill_in: Callable[..., Page]
) -> None:
    sign_in("nl-woman", "en")
    page = fill_in("counsellor", status=422, helper="administrator", name="Mr. Janssens", reach="")
    assert "Fill in how the office reaches them." in page.text


def test_buttons_and_links_are_told_apart_by_their_names(
    sign_in: SignIn, visit: Visit, rules: MessageRules
) -> None:
    sign_in("nl-woman", "en")
    names = [name for name in visit("/file/lines/").links() if name.startswith("Ask about this line")]
    assert len(names) > 3
    buttons = ["".join(one.itertext()).strip() for one in visit("/messages/contact/").all("button")]
    assert {"Send me a code by e-mail", "Send me a code by text message"} <= set(buttons)
