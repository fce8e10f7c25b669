"""X-Token and the OAuth tokens of client credentials.

Source: https://docs.cirruscrm.io/docs/docs/authentication/index.html
"""

import hmac
import secrets
from datetime import datetime, timedelta

from portal.sandbox.crm.records import Records

TOKEN = "practice-cirrus"  # noqa: S105 - of a practice server, and in the manual
CLIENT_ID, CLIENT_SECRET = "practice", "practice-secret"
LIFE, SHORT_LIFE = timedelta(hours=1), timedelta(seconds=5)


def is_client(client_id: str, secret: str) -> bool:
    return client_id == CLIENT_ID and hmac.compare_digest(secret.encode(), CLIENT_SECRET.encode())


def issue_token(records: Records, _client_id: str, now: datetime) -> tuple[str, int]:
    """A token of the portal's own user, and its life in seconds."""
    life = SHORT_LIFE if records.is_on("short-tokens") else LIFE
    token = secrets.token_urlsafe(30)
    records.put("_token", token, {"token": token, "expires_at": (now + life).isoformat(), "user_id": "2"})
    return token, int(life.total_seconds())


def find_user_id(records: Records, token: str, now: datetime) -> str | None:
    """Whose token this is; None when it is unknown or too old."""
    found = records.get("_token", token) if token else None
    if found is None or datetime.fromisoformat(found["expires_at"]) <= now:
        return None
    return str(found["user_id"])


def revoke_all(records: Records) -> int:
    """Revokes every token; returns how many there were."""
    rows = records.rows("_token")
    for row in rows:
        records.remove("_token", row["token"])
    return len(rows)
