"""A visit: who looks at which file, from where, in which session, and how long its page can wait."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from portal.integrations.tagor.values.account import Credential

Who = Literal["defendant", "helper", "office"]


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """One look at one file. The page's decorator makes it; layers below views take it instead of the request.

    ``credential`` is the defendant's own; None asks with the office's key. ``session`` is only for ``Keeper``
    classes, ``held`` (answers of this visit) for them and for what a page asks once. Without a
    ``session_key`` nothing is cached.
    ``is_in_person``: Tagor says that the office handles the file itself; paying and writing stay possible.
    ``is_checked_twice``: the person also answered the office's second question after the letter. ``address``:
    the visitor's, "" when unknown. ``ends_at``: when the session ends at the latest, aware. ``scopes``: what
    a helper may do; the pages are compared with it in ``access.helper_pass.scopes`` alone. ``deadline``: the
    ``time.monotonic`` by which the page's calls end; None: each call has its own. ``refused``: the names of
    facts that the defendant's own credential was refused for; see ``access.refused_credential``.
    """

    who: Who
    file_id: str
    party_id: str
    credential: Credential | None = field(default=None, repr=False)
    session: MutableMapping[str, Any] = field(default_factory=dict, repr=False)
    session_key: str = field(default="", repr=False)
    address: str = ""
    language: str = ""
    is_in_person: bool = False
    scopes: frozenset[str] = frozenset()
    is_checked_twice: bool = False
    ends_at: datetime | None = None
    deadline: float | None = None
    held: dict[str, Any] = field(default_factory=dict, repr=False)
    refused: set[str] = field(default_factory=set, repr=False)


def visit_by_office(*, file_id: str, party_id: str = "", credential: Credential | None = None) -> Visit:
    """A visit of staff or of a worker, outside any session of a defendant: nothing of it is cached."""
    return Visit(who="office", file_id=file_id, party_id=party_id, credential=credential)
