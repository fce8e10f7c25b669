"""Somebody who found a hole is told whom to tell."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db
PATH = "/.well-known/security.txt"


def test_it_says_whom_to_tell_and_until_when(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@office.example"
    answer = client.get(PATH)
    assert answer["Content-Type"].startswith("text/plain")
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert told["Contact"] == "mailto:security@office.example"
    expires = datetime.fromisoformat(told["Expires"])
    assert 0 < (expires - datetime.now(tz=UTC)).days < 366


def test_without_a_contact_there_is_none(client: Client) -> None:
    assert client.get(PATH).status_code == 404
