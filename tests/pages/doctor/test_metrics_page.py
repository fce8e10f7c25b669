"""``/metrics``: for whoever has the token, and with nothing of a person or a file in it."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings

from portal import registry
from portal.audit.actors import SYSTEM
from portal.audit.services import record
from portal.integrations.errors import Unavailable
from tests.pages.payments.conftest import SignIn
from tests.practice import PracticeOffice

TOKEN = "practice-metrics-token-1"
LINE = re.compile(r"(# (HELP|TYPE) \w+ .*|\w+(\{[^}]*\})? [0-9.e+-]+)")


@pytest.fixture
def token(settings: Settings) -> str:
    settings.METRICS_TOKEN = TOKEN
    return TOKEN


def read(client: Client) -> str:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    return answer.content.decode()


def get(said: str, start: str) -> float:
    """The number of the line that begins like this; 0 when there is none."""
    return sum(float(line.rsplit(" ", 1)[1]) for line in said.splitlines() if line.startswith(start))


@pytest.mark.django_db
def test_nobody_reads_it_without_the_token(settings: Settings) -> None:
    assert Client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    for given in ({}, {"Authorization": "Bearer "}, {"Authorization": TOKEN}, {"Authorization": "Bearer é"}):
        answer = Client().get("/metrics", headers=given)
        assert answer.status_code == 401
        assert not answer.content


def test_pages_calls_and_acts_are_counted_and_nobody_is_named(
    token: str, sign_in: SignIn, db: None, practice: Any
) -> None:
    client = Client()
    before = read(client)
    seeded = sign_in("nl-woman", "en")
    for path in ("/", "/nowhere/", "/static/css/base.css"):
        client.get(path)
    record("metrics-tried", by=SYSTEM, file_id=seeded.file_id)
    said = read(client)

    def grew(start: str) -> float:
        return get(said, start) - get(before, start)

    assert grew('portal_requests_total{method="GET",page="web:home",status="200"}') == 1
    assert grew('portal_requests_total{method="GET",page="other",status="404"}') >= 1
    assert grew('portal_acts_total{act="metrics-tried"}') == 1
    assert grew('portal_calls_total{operation="TagorService/HashToFile",outcome="200",system="tagor"}') == 1
    assert get(said, "portal_database_up") == 1
    known = (seeded.file_id, seeded.party_id, seeded.file, seeded.hash, seeded.name)
    assert not [one for one in known if one in said]
    assert [line for line in said.splitlines() if not LINE.fullmatch(line)] == []


@pytest.mark.django_db
def test_what_processes_counted_is_told_when_the_database_is_away(token: str) -> None:
    def fail(*_call: Any) -> None:
        raise DatabaseError

    client = Client()
    read(client)
    cache.clear()
    with connection.execute_wrapper(fail):
        said = read(client)
    assert "portal_database_up 0" in said
    assert "portal_requests_total" in said


@pytest.mark.django_db
def test_what_watches_asks_is_answered_while_the_database_is_away(token: str) -> None:
    """Every address that is asked in plain HTTP by a machine: a fault would say that the process is gone."""

    def fail(*_call: Any) -> None:
        raise DatabaseError

    paths = [pattern.strip("^$") for pattern in settings.SECURE_REDIRECT_EXEMPT]
    assert len(paths) >= 3
    with connection.execute_wrapper(fail):
        for path in paths:
            cache.clear()
            assert Client().get(f"/{path}").status_code in {200, 401, 503}, path


@pytest.mark.django_db
def test_a_system_that_is_left_alone_is_told(token: str, sign_in: SignIn, practice: PracticeOffice) -> None:
    sign_in("nl-woman", "en")
    client = Client()
    assert 'portal_breaker_open{system="tagor"} 0.0' in read(client)
    practice.fault("tagor", "503", operation="", times=50)
    for number in range(9):
        with pytest.raises(Unavailable):
            registry.tagor().hash_to_file(hash=f"x{number}")
    said = read(client)
    registry.reset()
    assert 'portal_breaker_open{system="tagor"} 1.0' in said
    assert 'portal_calls_in_flight{system="tagor"} 0.0' in said
