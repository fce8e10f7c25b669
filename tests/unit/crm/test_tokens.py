"""Each person's tokens: sealed, refreshed in time, by one at a time; and signing in again without them."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from portal.crm.models import CrmToken
from portal.crm.tokens import (
    LEASE,
    MARGIN,
    SignInAgainError,
    UserCredential,
    find_connection,
    forget_tokens,
    save_tokens,
)
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import OutcomeUnknown, Unavailable
from portal.integrations.openapi.oauth import Tokens

DAY_S = 86_400


@pytest.fixture
def an(db: None) -> User:
    user: User = get_user_model().objects.create_user("an")
    save_tokens(user, "dossierdata", Tokens("access-1", "refresh-1", DAY_S))
    return user


class Server:
    """Gives pairs 2, 3, … and fails with ``errors`` first."""

    def __init__(self, *errors: Exception, wait: threading.Event | None = None) -> None:
        self.errors = list(errors)
        self.asked: list[str] = []
        self.wait = wait

    def __call__(self, refresh_token: str) -> Tokens:
        self.asked.append(refresh_token)
        number = len(self.asked) + 1
        if self.wait is not None:
            self.wait.wait(10)
        if self.errors:
            raise self.errors.pop(0)
        return Tokens(f"access-{number}", f"refresh-{number}", DAY_S)


def use(user: User, server: Callable[[str], Tokens]) -> UserCredential:
    return UserCredential(user, "dossierdata", refresh=server)


def age(**times: timedelta) -> None:
    """Set issued_at, expires_at, refreshing_until that far from now."""
    CrmToken.objects.update(**{name: timezone.now() + delta for name, delta in times.items()})


def get_bearer(credential: UserCredential) -> str:
    return credential.get_headers()["Authorization"].removeprefix("Bearer ")


def test_tokens_are_sealed_and_each_person_has_one_pair(an: User) -> None:
    save_tokens(an, "dossierdata", Tokens("access-9", "refresh-9", DAY_S))
    row = CrmToken.objects.get()
    assert "access" not in row.access
    assert "refresh" not in row.refresh
    assert get_bearer(use(an, Server())) == "access-9"
    other = get_user_model().objects.create_user("bo")
    with pytest.raises(SignInAgainError):
        use(other, Server()).get_headers()


def test_fresh_token_is_used_as_it_is(an: User) -> None:
    server = Server()
    assert get_bearer(use(an, server)) == "access-1"
    assert not server.asked


def test_token_is_refreshed_before_its_end(an: User) -> None:
    age(issued_at=-timedelta(hours=23), expires_at=MARGIN / 2)
    server = Server()
    assert get_bearer(use(an, server)) == "access-2"
    assert get_bearer(use(an, server)) == "access-2"
    assert server.asked == ["refresh-1"]
    row = CrmToken.objects.get()
    assert row.refreshing_until is None
    assert row.expires_at > timezone.now() + timedelta(hours=23)


def test_token_is_refreshed_until_thirty_days(an: User) -> None:
    age(issued_at=-timedelta(days=29, hours=23), expires_at=-timedelta(days=28))
    assert get_bearer(use(an, Server())) == "access-2"


def test_after_thirty_days_nobody_is_asked(an: User) -> None:
    age(issued_at=-timedelta(days=30), expires_at=-timedelta(days=29))
    server = Server()
    found = find_connection(an, "dossierdata")
    assert found is not None
    assert found.has_ended
    with pytest.raises(SignInAgainError):
        use(an, server).get_headers()
    assert not server.asked


def test_revoked_token_asks_to_sign_in_again_and_then_works(an: User) -> None:
    credential = use(an, Server(SignInAgainError("no")))
    with pytest.raises(SignInAgainError):
        credential.renew({"Authorization": "Bearer access-1"})
    with pytest.raises(SignInAgainError):  # without asking again
        use(an, Server()).renew({"Authorization": "Bearer access-1"})
    save_tokens(an, "dossierdata", Tokens("access-5", "refresh-5", DAY_S))
    assert get_bearer(credential) == "access-5"


def test_refused_token_is_renewed_unless_somebody_did(an: User) -> None:
    server = Server()
    credential = use(an, server)
    assert credential.renew({"Authorization": "Bearer access-1"})
    assert credential.renew({"Authorization": "Bearer access-1"})
    assert server.asked == ["refresh-1"]
    assert get_bearer(credential) == "access-2"


def test_failed_refresh_does_no_harm_while_the_token_lives(an: User) -> None:
    age(issued_at=-timedelta(hours=23), expires_at=MARGIN / 2)
    credential = use(an, Server(Unavailable("down")))
    assert get_bearer(credential) == "access-1"
    assert get_bearer(credential) == "access-3"


@pytest.mark.parametrize("error", [Unavailable("down"), OutcomeUnknown("lost")])
def test_failed_refresh_is_told_when_the_token_has_ended(an: User, error: Exception) -> None:
    age(issued_at=-timedelta(hours=25), expires_at=-timedelta(hours=1))
    credential = use(an, Server(error))
    with pytest.raises(type(error)):
        credential.get_headers()
    assert get_bearer(credential) == "access-3"


def test_lease_of_a_dead_process_ends(an: User) -> None:
    age(issued_at=-timedelta(hours=25), expires_at=-timedelta(hours=1), refreshing_until=LEASE)
    with page_deadline(0.2), pytest.raises(Unavailable):
        use(an, Server()).get_headers()
    age(refreshing_until=-timedelta(seconds=1))
    assert get_bearer(use(an, Server())) == "access-2"


def test_signing_in_wins_from_a_refresh_under_way(an: User) -> None:
    age(issued_at=-timedelta(hours=25), expires_at=-timedelta(hours=1))

    def refresh(_token: str) -> Tokens:
        save_tokens(an, "dossierdata", Tokens("signed-in", "refresh-5", DAY_S))
        return Tokens("refreshed", "refresh-6", DAY_S)

    assert get_bearer(use(an, refresh)) == "signed-in"


def test_lost_key_asks_to_sign_in_again(an: User) -> None:
    CrmToken.objects.update(access="not sealed")
    with pytest.raises(SignInAgainError):
        use(an, Server()).get_headers()


def test_tokens_can_be_forgotten(an: User) -> None:
    assert forget_tokens(an, "dossierdata")
    assert not forget_tokens(an, "dossierdata")
    assert find_connection(an, "dossierdata") is None


@pytest.mark.django_db(transaction=True)
def test_many_threads_refresh_once() -> None:
    user: User = get_user_model().objects.create_user("an")
    save_tokens(user, "dossierdata", Tokens("access-1", "refresh-1", DAY_S))
    age(issued_at=-timedelta(hours=25), expires_at=-timedelta(hours=1))
    go = threading.Event()
    server = Server(wait=go)
    bearers: list[str] = []

    def ask() -> None:
        try:
            bearers.append(get_bearer(use(user, server)))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    go.set()
    for thread in threads:
        thread.join(20)
    assert bearers == ["access-2"] * 8
    assert server.asked == ["refresh-1"]
