"""The door for Aptic: whatever is posted there, by whomever, it never fails and never tells anything."""

import json
import logging
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.aptic.events.models import Event, State
from portal.aptic.events.processing import act_on_due
from portal.aptic.events.receiving.webhook_views import MAX_BODY_BYTES
from tests.practice import PracticeOffice
from tests.unit.aptic.events.conftest import aptic, linked  # noqa: F401 - fixtures
from tests.unit.aptic.events.telling import PATH, SECRET, Aptic

pytestmark = pytest.mark.sqlite

KNOWN = {200, 400, 403, 413, 415}


def count(aptic: Aptic, body: Any, status: int = 200, **headers: str) -> int:  # noqa: F811
    answer = aptic.post(body, **headers)
    assert answer.status_code == status, answer.content
    return Event.objects.count()


def test_event_is_kept_and_nothing_else_is_told(aptic: Aptic) -> None:  # noqa: F811
    answer = aptic.post(aptic.make("payment"))
    assert (answer.status_code, answer.json()) == (200, {"received": 1})
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    assert Event.objects.get().state == State.RECEIVED


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_post(method: str, aptic: Aptic) -> None:  # noqa: F811
    assert getattr(aptic.client, method)(PATH).status_code == 405


def test_no_token_and_no_session_is_needed(aptic: Aptic) -> None:  # noqa: F811
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(PATH, json.dumps(aptic.make("payment")), content_type="application/json")
    assert answer.status_code == 200


def test_secret_may_come_in_the_header(aptic: Aptic) -> None:  # noqa: F811
    event = {**aptic.make("payment"), "secret": "wrong"}
    assert count(aptic, event, 403) == 0
    assert count(aptic, event, **{"X-Webhook-Secret": SECRET}) == 1
    assert count(aptic, event, 403, **{"X-Webhook-Secret": SECRET + " x"}) == 1


def test_wrong_secrets_all_get_the_same_answer(aptic: Aptic) -> None:  # noqa: F811
    good = aptic.make("payment")
    bodies = [
        {**good, "secret": secret}
        for secret in ("", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), None, 5, [SECRET], "\ud800")
    ]
    bodies += [{key: value for key, value in good.items() if key != "secret"}, {"secret": "x"}, {}]
    bodies += [[good, bodies[0]], [bodies[0], good]]
    answers = [aptic.post(body) for body in bodies]
    assert {(one.status_code, one.content) for one in answers} == {(403, b"")}
    assert not Event.objects.exists()


def test_a_flood_of_wrong_secrets_raises_one_alert(
    aptic: Aptic,  # noqa: F811
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(20):
        aptic.post({**aptic.make("payment"), "secret": "guess-of-a-stranger"})
    said = [
        one.getMessage()
        for one in caplog.records
        if one.name == "portal.aptic.events.receiving.webhook_views"
    ]
    assert said == ["ALERT event refused: wrong secret"] + ["event refused: wrong secret"] * 19
    assert "guess-of-a-stranger" not in caplog.text


def test_a_list_is_kept_in_its_order(aptic: Aptic) -> None:  # noqa: F811
    events = [aptic.make(name) for name in ("payment", "debtormerge", "payment")]
    assert count(aptic, events) == 3
    kept = Event.objects.order_by("pk").values_list("remote_id", flat=True)
    assert list(kept) == [event["id"] for event in events]


def test_duplicates_are_answered_and_kept_once(aptic: Aptic) -> None:  # noqa: F811
    event = aptic.make("payment")
    nameless = {key: value for key, value in aptic.make("payment").items() if key != "id"}
    for _ in range(3):
        count(aptic, event)
        count(aptic, [event, event])
        count(aptic, nameless)
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" ", 400),
        (b"[]", 400),
        (b"{", 400),
        (b'{"secret": "\xff\xfe"}', 400),
        (b"[" * 60_000, 400),
        (b'{"a":' * 10_000, 400),
        (b'{"n": ' + b"9" * 6000 + b"}", 400),
        (b'{"n": 1e400}', 400),
        (b" " * (MAX_BODY_BYTES + 1), 413),
    ],
)
def test_what_is_no_event_is_refused(body: bytes, status: int, aptic: Aptic) -> None:  # noqa: F811
    assert count(aptic, body, status, **{"X-Webhook-Secret": SECRET}) == 0


def test_largest_body_is_taken(aptic: Aptic) -> None:  # noqa: F811
    event = aptic.make("payment", data={"text": ""})
    room = MAX_BODY_BYTES - len(json.dumps(event))
    event["data"]["text"] = "x" * room
    assert count(aptic, event) == 1
    event["data"]["text"] += "x"
    assert count(aptic, event, 413) == 1


@pytest.mark.parametrize("length", ["65537", "-1", "many", "9" * 30, "²", "1e3"])
def test_told_length_is_checked_before_anything_is_read(length: str, aptic: Aptic) -> None:  # noqa: F811
    answer = aptic.client.generic("POST", PATH, b"{}", "application/json", CONTENT_LENGTH=length)
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_taken(kind: str, aptic: Aptic) -> None:  # noqa: F811
    body = json.dumps(aptic.make("payment")).encode()
    assert aptic.client.generic("POST", PATH, body, kind).status_code == 415


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/json; charset=nonsense"])
def test_json_is_utf_8_whatever_is_said(kind: str, aptic: Aptic) -> None:  # noqa: F811
    body = json.dumps(aptic.make("payment")).encode()
    assert aptic.client.generic("POST", PATH, body, kind).status_code == 200


def test_what_cannot_be_kept_is_to_be_told_again(aptic: Aptic) -> None:  # noqa: F811
    with patch("django.db.models.query.QuerySet.bulk_create", side_effect=OperationalError("locked")):
        assert count(aptic, aptic.make("payment"), 503) == 0
    assert count(aptic, aptic.make("payment")) == 1


@pytest.mark.parametrize("name", ["", "x" * 500, "\0payment", "päyment", "pay ment", "<b>"])
def test_names_that_nobody_knows_are_kept(name: str, aptic: Aptic) -> None:  # noqa: F811
    assert count(aptic, {**aptic.make("payment"), "event": name}) == 1
    kept = Event.objects.get()
    assert len(kept.name) <= 60
    assert kept.state in {State.UNKNOWN, State.RECEIVED}


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(
        ["payment", "letterprocessed", "collectionrespiteinsert", "2026-11-22T10:00:00Z", "\0"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["event", "data", "id", "timestamp", "accountNumber", "endDate", "debtorId"])
            | st.text(max_size=10),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(value=VALUES, name=st.sampled_from(["payment", "letterprocessed", "ledgerrespiteinsert", "odd"]))
@example(value={"data": {"accountNumber": "\ud800"}}, name="letterprocessed")
@example(value={"timestamp": "9999-12-31T23:59:59-14:00"}, name="payment")
@FUZZ
def test_no_event_of_any_shape_is_a_fault(value: Any, name: str, linked: Aptic) -> None:  # noqa: F811
    """Kept and acted on, or refused; shown to staff as well as it goes."""
    event = {"event": name, **value, "secret": SECRET} if isinstance(value, dict) else value
    for body in (event, [event]):
        answer = linked.post(json.dumps(body).encode("utf-8", "surrogatepass"))
        assert answer.status_code in KNOWN, answer.content
    act_on_due()
    assert not Event.objects.filter(reason="handler-error").exists()


@given(body=st.binary(max_size=200))
@FUZZ
def test_no_bytes_are_a_fault(body: bytes, aptic: Aptic) -> None:  # noqa: F811
    assert aptic.post(body, **{"X-Webhook-Secret": SECRET}).status_code in KNOWN


@pytest.mark.parametrize("switch", ["", "duplicates", "in-a-list", "secret-in-header"])
def test_as_the_practice_office_sends_it(
    switch: str,
    practice: PracticeOffice,
    linked: Aptic,  # noqa: F811
) -> None:
    """In every form it knows; a payment there is one here."""
    practice.add_aptic_webhook("http://127.0.0.1:9/webhooks/aptic/", "payment")
    if switch:
        practice.set_switch("aptic", switch)
    for message in practice.fire_event("payment", times=3):
        assert count(linked, message["body"], **message["headers"]) <= 3
    assert Event.objects.count() == 3
    act_on_due()
    assert set(Event.objects.values_list("file_name", flat=True)) == {practice.state()["name"]}


def test_wrong_secret_of_the_practice_office_is_refused(
    practice: PracticeOffice,
    aptic: Aptic,  # noqa: F811
) -> None:
    practice.add_aptic_webhook("http://127.0.0.1:9/webhooks/aptic/", "payment")
    practice.set_switch("aptic", "wrong-secret")
    (message,) = practice.fire_event("payment")
    assert count(aptic, message["body"], 403, **message["headers"]) == 0
