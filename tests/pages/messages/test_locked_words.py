"""What people wrote when the key that sealed it is gone: pages say so, and nothing empty is sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from portal.messages.models import Message, Thread
from portal.outbox.models import Delivery
from tests.pages.conftest import Visit
from tests.pages.messages.conftest import Colleague, Deliver, SignIn, Write

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

WORDS = {
    "nl": "Dit kan nu niet geopend worden",
    "fr": "Ceci ne peut pas être ouvert maintenant",
    "de": "Das kann jetzt nicht geöffnet werden",
    "en": "This cannot be opened now",
}
TEXT, REPLY = "Dit is te veel.", "We kijken het na."


@pytest.fixture
def an(desk: Callable[..., Colleague]) -> Colleague:
    return desk()


@pytest.fixture
def thread(settings: Settings, sign_in: SignIn, write: Write, an: Colleague) -> Thread:
    """A form with a text, and an answer of the office; sealed with the old key."""
    settings.CREDENTIAL_KEYS = ["old"]
    sign_in("nl-woman", "en")
    write("dispute")
    thread = Thread.objects.get()
    an.answer(thread, REPLY)
    return thread


def remove_key(settings: Settings) -> None:
    """The key of the sessions stays, so that people stay signed in; that of the rows is gone."""
    settings.CREDENTIAL_KEYS = ["new"]


def test_after_a_reseal_staff_read_all_of_it(thread: Thread, an: Colleague, settings: Settings) -> None:
    settings.CREDENTIAL_KEYS = ["new", "old"]
    call_command("reseal")
    settings.CREDENTIAL_KEYS = ["new"]
    text = an.visit(f"/desk/messages/{thread.pk}/").text
    assert TEXT in text
    assert REPLY in text
    assert WORDS["en"] not in text


@pytest.mark.parametrize("language", WORDS)
def test_staff_read_that_it_cannot_be_opened(
    thread: Thread, an: Colleague, settings: Settings, language: str
) -> None:
    remove_key(settings)
    an.client.cookies["language"] = language
    text = an.visit(f"/desk/messages/{thread.pk}/").text
    assert text.count(WORDS[language]) == 3, "the form, the message, and the answer"
    assert TEXT not in text
    settings.CREDENTIAL_KEYS = ["new", "old"]
    assert TEXT in an.visit(f"/desk/messages/{thread.pk}/").text


@pytest.mark.parametrize("language", WORDS)
def test_the_person_reads_it_too(
    thread: Thread, settings: Settings, sign_in: SignIn, client: Client, visit: Visit, language: str
) -> None:
    remove_key(settings)
    sign_in("nl-woman", language)
    assert visit(reverse("messages:conversation", args=[thread.token])).text.count(WORDS[language]) == 3
    told = client.get(reverse("mydata:json")).json()
    assert str(told).count(WORDS[language]) == 3


def test_nothing_empty_goes_to_tagor(
    thread: Thread, an: Colleague, settings: Settings, deliver: Deliver, in_tagor: Callable[..., Any]
) -> None:
    remove_key(settings)
    deliver()
    assert in_tagor() == []
    assert set(Delivery.objects.values_list("kind", "state", "reason")) >= {
        ("messages.send", "given_up", "text-gone")
    }
    settings.CREDENTIAL_KEYS = ["new", "old"]
    for one in Delivery.objects.filter(reason="text-gone"):
        assert one.can_retry
    assert Message.objects.filter(delivery=Message.Delivery.FAILED).count() == 2
