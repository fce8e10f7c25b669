"""What was typed in a form that is left for a moment: to search a record, or to sign in again."""

import json
import secrets
from dataclasses import dataclass

from django.http import HttpRequest

from portal.web.sealing import seal, unseal

KEY = "crm-drafts"
PURPOSE = "crm-draft"
MOST_KEPT = 5
MAX_AGE_S = 4 * 3600


@dataclass(frozen=True, slots=True)
class Draft:
    """``path``: the form's address; ``typed``: by place; ``seen``: the mark of the record then."""

    token: str
    path: str
    typed: dict[str, str]
    seen: str = ""


def keep_draft(request: HttpRequest, *, path: str, typed: dict[str, str], seen: str = "") -> Draft:
    """Keep what was typed in this person's session, sealed; the oldest of too many goes."""
    token = secrets.token_urlsafe(9)
    text = json.dumps({"path": path, "typed": typed, "seen": seen})
    kept = dict(request.session.get(KEY, {}))
    while len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept)))
    kept[token] = seal(text, purpose=PURPOSE)
    request.session[KEY] = kept
    return Draft(token, path, typed, seen)


def get_draft(request: HttpRequest, token: str) -> Draft | None:
    """What was kept; None when it is gone or too old."""
    sealed = request.session.get(KEY, {}).get(token, "")
    text = unseal(sealed, purpose=PURPOSE, max_age_s=MAX_AGE_S) if sealed else None
    return Draft(token=token, **json.loads(text)) if text else None


def drop_draft(request: HttpRequest, token: str) -> None:
    """It is no longer needed."""
    kept = dict(request.session.get(KEY, {}))
    if kept.pop(token, None) is not None:
        request.session[KEY] = kept
