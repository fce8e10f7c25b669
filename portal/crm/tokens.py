"""Each person's tokens at a CRM system: sealed at rest, refreshed before expiry, by one process at a time.

No call is made inside a transaction. A process that wants to refresh first takes a short lease on the row;
the others wait for its new pair, because a refresh revokes the old one.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal import registry
from portal.crm.models import CrmToken
from portal.integrations.deadline import get_deadline
from portal.integrations.errors import IntegrationError, Unavailable
from portal.integrations.openapi.oauth import SignInAgainError, Tokens
from portal.office.selectors import get_office, get_office_row
from portal.web.sealing import seal, unseal

__all__ = [
    "Connection",
    "SignInAgainError",
    "UserCredential",
    "find_connection",
    "forget_tokens",
    "get_credential",
    "save_tokens",
]

MARGIN = timedelta(minutes=5)
REFRESHABLE = timedelta(days=30)
LEASE = timedelta(seconds=30)
_LOOK_S = 0.05
_LONGEST_WAIT_S = 20.0
PURPOSE = "crm.token"


@dataclass(frozen=True, slots=True)
class Connection:
    """A person's sign-in at a system. ``ends_at``: until then it can be renewed without the person.

    ``is_locked``: the key that sealed it is gone.
    """

    system: str
    issued_at: datetime
    expires_at: datetime
    ends_at: datetime
    is_locked: bool = False

    @property
    def has_ended(self) -> bool:
        """Whether the person must sign in there again."""
        now = timezone.now()
        return self.is_locked or (now >= self.expires_at and now >= self.ends_at)


def save_tokens(user: AbstractBaseUser, system: str, tokens: Tokens) -> None:
    """Store a person's new tokens, replacing older ones."""
    CrmToken.objects.update_or_create(
        office=get_office_row(), system=system, user=user, defaults=_build_values(tokens)
    )


def forget_tokens(user: AbstractBaseUser, system: str) -> bool:
    """Delete a person's tokens. Returns whether there were any."""
    return bool(_filter(user, system).delete()[0])


def find_connection(user: AbstractBaseUser, system: str) -> Connection | None:
    """A person's sign-in, or None when there is none."""
    row = _filter(user, system).first()
    return make_connection(row) if row else None


def make_connection(row: CrmToken) -> Connection:
    """The sign-in that a row holds."""
    ends_at = row.issued_at + REFRESHABLE if row.refresh else row.expires_at
    is_locked = unseal(row.access, purpose=PURPOSE) is None
    return Connection(row.system, row.issued_at, row.expires_at, ends_at, is_locked)


def get_credential(user: AbstractBaseUser, system: str = "dossierdata") -> "UserCredential":
    """The credential of a person, for ``credential=`` of a call. Does nothing yet."""
    return UserCredential(user, system, refresh=_refresh)


def _refresh(token: str) -> Tokens:
    return registry.dossierdata().refresh(token)


class UserCredential:
    """A person's bearer token. Calls raise SignInAgainError when there is none that can still be used."""

    def __init__(self, user: AbstractBaseUser, system: str, *, refresh: Callable[[str], Tokens]) -> None:
        self._user = user
        self._system = system
        self._refresh = refresh

    def get_headers(self) -> Mapping[str, str]:
        """The header, after a refresh when the token is about to end.

        Raises: SignInAgainError; the errors of a call when the refresh failed and the token has ended.
        """
        row = self._load()
        if timezone.now() < row.expires_at - MARGIN:
            return self._build_headers(row)
        try:
            return self._build_headers(self._renew(row))
        except SignInAgainError:
            raise
        except IntegrationError:
            if timezone.now() < row.expires_at:  # still valid for a while: the next call tries again
                return self._build_headers(row)
            raise

    def renew(self, refused: Mapping[str, str]) -> bool:
        """After a refusal: refresh, unless somebody did in the meantime. Raises: SignInAgainError."""
        row = self._load()
        if self._build_headers(row) == refused:
            row = self._renew(row)
        return self._build_headers(row) != refused

    # One at a time -----------------------------------------------------------------------------------

    def _renew(self, seen: CrmToken) -> CrmToken:
        """The row after a refresh by us or by somebody else."""
        ends_at = get_deadline(_LONGEST_WAIT_S)
        while True:
            if not seen.refresh or timezone.now() >= seen.issued_at + REFRESHABLE:
                raise self._fail("the sign-in has ended")
            if self._take_lease(seen):
                return self._exchange(seen)
            if time.monotonic() > ends_at:
                raise Unavailable("another refresh takes too long", system=self._system, operation="refresh")
            time.sleep(_LOOK_S)
            row = self._load()
            if row.access != seen.access:
                return row
            seen = row  # a refused refresh deletes the refresh token, so that nobody asks again

    def _take_lease(self, seen: CrmToken) -> bool:
        now = timezone.now()
        with transaction.atomic():
            free = Q(refreshing_until__isnull=True) | Q(refreshing_until__lt=now)
            return bool(
                CrmToken.objects.filter(free, pk=seen.pk, access=seen.access, refresh=seen.refresh).update(
                    refreshing_until=now + LEASE
                )
            )

    def _exchange(self, row: CrmToken) -> CrmToken:
        try:
            tokens = self._refresh(self._unseal(row.refresh))
        except SignInAgainError:
            # Not deleted when a newer pair is there by now.
            CrmToken.objects.filter(pk=row.pk, access=row.access).update(refresh="", refreshing_until=None)
            raise
        except BaseException:
            CrmToken.objects.filter(pk=row.pk, access=row.access).update(refreshing_until=None)
            raise
        if not tokens.refresh:
            tokens = Tokens(tokens.access, self._unseal(row.refresh), tokens.expires_in_s)
        # A pair that the person got by signing in meanwhile stays.
        CrmToken.objects.filter(pk=row.pk, access=row.access).update(**_build_values(tokens))
        return self._load()

    # The row -----------------------------------------------------------------------------------------

    def _load(self) -> CrmToken:
        row = _filter(self._user, self._system).first()
        if row is None:
            raise self._fail("not signed in")
        return row

    def _build_headers(self, row: CrmToken) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {self._unseal(row.access)}"}

    def _unseal(self, sealed: str) -> str:
        opened = unseal(sealed, purpose=PURPOSE)
        if opened is None:  # its key is gone
            raise self._fail("the token cannot be opened")
        return opened

    def _fail(self, text: str) -> SignInAgainError:
        return SignInAgainError(text, system=self._system, operation="refresh")


def _filter(user: AbstractBaseUser, system: str) -> QuerySet[CrmToken]:
    return CrmToken.objects.filter(office_id=get_office().pk, system=system, user_id=user.pk)


def _build_values(tokens: Tokens) -> dict[str, object]:
    now = timezone.now()
    return {
        "access": seal(tokens.access, purpose=PURPOSE),
        "refresh": seal(tokens.refresh, purpose=PURPOSE) if tokens.refresh else "",
        "issued_at": now,
        "expires_at": now + timedelta(seconds=tokens.expires_in_s),
        "refreshing_until": None,
    }
