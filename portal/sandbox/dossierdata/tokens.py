"""Who can sign in (every password is ``practice``), and their codes, access tokens and refresh tokens.

A code works once; a refresh revokes the old tokens.

Lifetimes are those of the vendor's page: 24 hours for an access token, 30 days for its refresh token.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from portal.sandbox.crm.records import Records
from portal.sandbox.tables import read_table

PASSWORD = "practice"  # noqa: S105 - of a practice server, and shown on its page
CLIENT_ID, CLIENT_SECRET = "practice", "practice-secret"


@dataclass(frozen=True, slots=True)
class User:
    """``user_id`` is the id in ``user_id``, ``advisor`` and ``finished_by`` of the records."""

    user_id: int
    username: str
    name: str


USERS = read_table("dossierdata-users", dict[str, tuple[User, ...]])["users"]


def find_user(user_id: object) -> User | None:
    """By id, given as number or text."""
    return next((user for user in USERS if str(user.user_id) == str(user_id)), None)


def check_password(username: str, password: str) -> User | None:
    """The user when both are right; ignores the case of the name."""
    if password != PASSWORD:
        return None
    return next((user for user in USERS if user.username == username.strip().casefold()), None)


CODE_LIFE = timedelta(minutes=10)
ACCESS_LIFE = timedelta(hours=24)
REFRESH_LIFE = timedelta(days=30)
SESSION_LIFE = timedelta(hours=8)


def find_owner(records: Records, kind: str, token: str, now: datetime) -> str | None:
    """The id of the user of an access token ("_access"), or of a browser that is signed in ("_session")."""
    found = records.find_token(kind, token, now)
    return str(found["user_id"]) if found else None


def take_code(records: Records, code: str, redirect_uri: str, now: datetime) -> str | None:
    """The user's id; a code is used up by its first try, right or wrong."""
    found = records.find_token("_code", code, now)
    records.remove("_code", code)
    return str(found["user_id"]) if found and found["redirect_uri"] == redirect_uri else None


def issue_tokens(records: Records, user_id: str, now: datetime) -> dict[str, Any]:
    """A new pair, in the fields of the access token call."""
    access = records.issue_token("_access", now + ACCESS_LIFE, user_id=user_id)
    refresh = records.issue_token("_refresh", now + REFRESH_LIFE, user_id=user_id, access=access)
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "refresh_token": refresh,
    }


def refresh_tokens(records: Records, refresh_token: str, now: datetime) -> dict[str, Any] | None:
    """A new pair for an old one, once; None when the refresh token is not valid (any more)."""
    found = records.find_token("_refresh", refresh_token, now)
    if found is None:
        return None
    records.remove("_refresh", refresh_token)
    records.remove("_access", found["access"])
    return issue_tokens(records, str(found["user_id"]), now)


def revoke_all(records: Records, user_id: str = "") -> int:
    """Revokes every token, or those of one user; returns how many access tokens there were."""
    taken = 0
    for kind in ("_access", "_refresh", "_code"):
        for row in list(records.rows(kind)):
            if user_id in ("", row["user_id"]):
                records.remove(kind, row["token"])
                taken += kind == "_access"
    return taken
