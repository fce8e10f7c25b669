"""Signing in at DossierData, there and back: the state, the callback, the tokens, the audit trail."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.sessions.backends.cache import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from portal import registry
from portal.audit.models import Event
from portal.crm.models import CrmToken
from portal.crm.sign_in.services import end_connection, finish_connection, get_redirect_uri, start_connection
from portal.crm.tokens import find_connection, get_credential
from portal.integrations.errors import Rejected
from tests.unit.integrations.socket_server import Peer, SocketServer, serving

PAIR = b'{"access_token": "a1", "token_type": "Bearer", "expires_in": 86400, "refresh_token": "r1"}'
JSON = "Content-Type: application/json"


@pytest.fixture
def tenant(settings: Settings) -> Iterator[SocketServer]:
    def script(peer: Peer) -> None:
        peer.answer(200, PAIR, JSON)

    with serving(script) as server:
        settings.DOSSIERDATA_URL = server.url
        settings.DOSSIERDATA_CLIENT_ID, settings.DOSSIERDATA_CLIENT_SECRET = "us", "sesame"
        settings.PORTAL_URL = "https://portal.example"
        registry.reset()
        yield server
        registry.reset()


@pytest.fixture
def an(db: None) -> User:
    user: User = get_user_model().objects.create_user("an")
    return user


def ask(session: SessionStore, user: User, query: str = "") -> HttpRequest:
    request = RequestFactory().get(f"/desk/crm/dossierdata/callback/{query}")
    request.session, request.user = session, user
    return request


def start(session: SessionStore, user: User) -> str:
    """The state that DossierData is given."""
    query = parse_qs(urlsplit(start_connection(ask(session, user))).query)
    assert query["redirect_uri"] == ["https://portal.example/desk/crm/dossierdata/callback/"]
    return query["state"][0]


def test_person_comes_back_signed_in(tenant: SocketServer, an: User) -> None:
    session = SessionStore()
    state = start(session, an)
    finish_connection(ask(session, an, f"?code=c1&state={state}"), an)
    assert get_credential(an).get_headers() == {"Authorization": "Bearer a1"}
    assert find_connection(an, "dossierdata") is not None
    assert Event.objects.exclude(act="staff-created").get().act == "crm-connected"
    assert get_redirect_uri().encode() in tenant.received[0].body


def test_state_works_once_and_for_one_session(tenant: SocketServer, an: User) -> None:
    session = SessionStore()
    state = start(session, an)
    back = f"?code=c1&state={state}"
    with pytest.raises(Rejected):
        finish_connection(ask(SessionStore(), an, back), an)
    finish_connection(ask(session, an, back), an)
    with pytest.raises(Rejected) as caught:
        finish_connection(ask(session, an, back), an)
    assert caught.value.code == "state-mismatch"
    assert len(tenant.received) == 1


@pytest.mark.parametrize(
    "query", ["?code=c1&state=forged", "?code=c1", "?error=access_denied&state={state}", ""]
)
def test_callback_that_is_not_right_keeps_nothing(tenant: SocketServer, an: User, query: str) -> None:
    session = SessionStore()
    state = start(session, an)
    with pytest.raises(Rejected):
        finish_connection(ask(session, an, query.format(state=state)), an)
    assert not tenant.received
    assert not CrmToken.objects.exists()


@pytest.mark.usefixtures("tenant")
def test_person_can_sign_out_there(an: User) -> None:
    session = SessionStore()
    state = start(session, an)
    finish_connection(ask(session, an, f"?code=c1&state={state}"), an)
    end_connection(ask(session, an), an)
    end_connection(ask(session, an), an)
    assert not CrmToken.objects.exists()
    assert list(Event.objects.exclude(act="staff-created").values_list("act", flat=True)) == [
        "crm-connected",
        "crm-disconnected",
    ]
