"""Signing in at DossierData, there and back: the state, the callback, the tokens, the audit trail."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.sessions.backends.cache import SessionStore
from pytest_django import Settings

from portal import registry
from portal.audit.models import Event
from portal.crm.models import CrmToken
from portal.crm.session import end_sign_in, start_sign_in
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


def come_back(session: SessionStore, user: User, query: str) -> None:
    finish_connection(user, state=end_sign_in(session), query=query)


def start(session: SessionStore) -> str:
    """The state that DossierData is given."""
    query = parse_qs(urlsplit(start_connection(start_sign_in(session))).query)
    assert query["redirect_uri"] == ["https://portal.example/desk/crm/dossierdata/callback/"]
    return query["state"][0]


def test_person_comes_back_signed_in(tenant: SocketServer, an: User) -> None:
    session = SessionStore()
    state = start(session)
    come_back(session, an, f"code=c1&state={state}")
    assert get_credential(an).get_headers() == {"Authorization": "Bearer a1"}
    assert find_connection(an, "dossierdata") is not None
    assert Event.objects.exclude(act="staff-created").get().act == "crm-connected"
    assert get_redirect_uri().encode() in tenant.received[0].body


def test_state_works_once_and_for_one_session(tenant: SocketServer, an: User) -> None:
    session = SessionStore()
    state = start(session)
    back = f"code=c1&state={state}"
    with pytest.raises(Rejected):
        come_back(SessionStore(), an, back)
    come_back(session, an, back)
    with pytest.raises(Rejected) as caught:
        come_back(session, an, back)
    assert caught.value.code == "state-mismatch"
    assert len(tenant.received) == 1


@pytest.mark.parametrize(
    "query", ["code=c1&state=forged", "code=c1", "error=access_denied&state={state}", ""]
)
def test_callback_that_is_not_right_keeps_nothing(tenant: SocketServer, an: User, query: str) -> None:
    session = SessionStore()
    state = start(session)
    with pytest.raises(Rejected):
        come_back(session, an, query.format(state=state))
    assert not tenant.received
    assert not CrmToken.objects.exists()


@pytest.mark.usefixtures("tenant")
def test_person_can_sign_out_there(an: User) -> None:
    session = SessionStore()
    state = start(session)
    come_back(session, an, f"code=c1&state={state}")
    end_connection(an)
    end_connection(an)
    assert not CrmToken.objects.exists()
    assert list(Event.objects.exclude(act="staff-created").values_list("act", flat=True)) == [
        "crm-connected",
        "crm-disconnected",
    ]
