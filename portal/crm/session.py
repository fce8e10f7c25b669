"""What a staff session keeps for the CRM pages.

A form that was left for a moment, to search for a record or to sign in again; and the state of a sign-in at a
CRM system.
"""

import json
import secrets
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from portal.web.sealing import seal, unseal

DRAFTS_KEY = "crm-drafts"
PURPOSE = "crm-draft"
MOST_KEPT = 5
MAX_AGE_S = 4 * 3600
STATE_KEY = "crm.dossierdata.state"
TIMES_KEY = "crm-times"


@dataclass(frozen=True, slots=True)
class Draft:
    """``path``: the form's address; ``typed``: by place; ``seen``: the record's hash at that time."""

    token: str
    path: str
    typed: dict[str, str]
    seen: str = ""


def store_draft(session: SessionBase, *, path: str, typed: dict[str, str], seen: str = "") -> Draft:
    """Store what was typed, sealed; when there are too many, the oldest form is dropped."""
    token = secrets.token_urlsafe(9)
    text = json.dumps({"path": path, "typed": typed, "seen": seen})
    kept = dict(session.get(DRAFTS_KEY, {}))
    while len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept)))
    kept[token] = seal(text, purpose=PURPOSE)
    session[DRAFTS_KEY] = kept
    return Draft(token, path, typed, seen)


def get_draft(session: SessionBase, token: str) -> Draft | None:
    """The form as it was left; None when it is gone or too old."""
    sealed = session.get(DRAFTS_KEY, {}).get(token, "")
    text = unseal(sealed, purpose=PURPOSE, max_age_s=MAX_AGE_S) if sealed else None
    return Draft(token=token, **json.loads(text)) if text else None


def drop_draft(session: SessionBase, token: str) -> None:
    """Forget a form that was sent."""
    kept = dict(session.get(DRAFTS_KEY, {}))
    if kept.pop(token, None) is not None:
        session[DRAFTS_KEY] = kept


def store_times(session: SessionBase, place: str, times: dict[str, str]) -> None:
    """The days and hours that were sent, by field, for the page they lead to; those of one form at a time."""
    if times:
        session[TIMES_KEY] = {"place": place, "times": times}


def take_times(session: SessionBase, place: str) -> dict[str, str]:
    """What was sent just before this page was opened; once."""
    kept = session.get(TIMES_KEY) or {}
    if kept.get("place") != place:
        return {}
    del session[TIMES_KEY]
    return dict(kept["times"])


def start_sign_in(session: SessionBase) -> str:
    """A new state for a sign-in at DossierData, which its callback must return."""
    state = secrets.token_urlsafe(32)
    session[STATE_KEY] = state
    return state


def end_sign_in(session: SessionBase) -> str:
    """The state of the sign-in that was started, or ""; it can be used once."""
    return str(session.pop(STATE_KEY, ""))
