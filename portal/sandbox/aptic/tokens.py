"""Who may call: the key of one client, and the clients of OAuth 2 with their tokens."""

import hmac
import secrets
from datetime import datetime, timedelta

from portal.sandbox.crm.records import Records

KEY, KEY_CLIENT = "practice-aptic", "key"
CLIENTS = {"practice": "practice-secret", "other": "other-secret"}
LIFE, SHORT_LIFE = timedelta(hours=1), timedelta(seconds=5)


def is_client(client_id: str, secret: str) -> bool:
    known = CLIENTS.get(client_id, "")
    return bool(known) and hmac.compare_digest(secret.encode(), known.encode())


def issue_token(records: Records, client_id: str, now: datetime) -> tuple[str, int]:
    """A token of a client, and its life in seconds."""
    life = SHORT_LIFE if records.is_on("short-tokens") else LIFE
    token = secrets.token_urlsafe(30)
    records.put(
        "_token", token, {"token": token, "expires_at": (now + life).isoformat(), "client": client_id}
    )
    return token, int(life.total_seconds())


def find_client(records: Records, token: str, now: datetime) -> str:
    """Whose key or token this is; "" when it is unknown or too old."""
    if hmac.compare_digest(token.encode(), KEY.encode()):
        return KEY_CLIENT
    found = records.get("_token", token) if token else None
    if found is None or datetime.fromisoformat(found["expires_at"]) <= now:
        return ""
    return str(found["client"])


def revoke_all(records: Records) -> int:
    """Revokes every token; returns how many there were."""
    rows = records.rows("_token")
    for row in rows:
        records.remove("_token", row["token"])
    return len(rows)
